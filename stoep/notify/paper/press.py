"""The typesetter of the sheet and the poster: a child process without a database, as that of the letters. A week comes in, a PDF goes
out."""

import json
import sys
from pathlib import Path

import typst

from stoep.membership.letters.press import FONTS, REFUSED, STANDARDS, NotTypeset, pages
from stoep.membership.letters.qr import qr_svg

TEMPLATE = (Path(__file__).parent / "week.typ").read_bytes()


def typeset(week: dict) -> bytes:
    """One page, tagged (PDF/UA-1) and archivable (PDF/A-2a). What has no room on it is counted on it.

    The standards refuse a page with a letter that no typeface of ours has. One title must not keep the whole week from being printed:
    such a page keeps its tags, does without the standards, and has a box in the letter's place.
    """
    ready = {"week": json.dumps({**week, "qr": qr_svg(week["link"])})}
    try:
        pdf = typst.compile(TEMPLATE, font_paths=FONTS, ignore_system_fonts=True, sys_inputs=ready, pdf_standards=STANDARDS)
    except typst.TypstError as refusal:
        if "could not be displayed" not in str(refusal):
            raise
        pdf = typst.compile(TEMPLATE, font_paths=FONTS, ignore_system_fonts=True, sys_inputs=ready)
    if pages(pdf) != 1:
        raise NotTypeset(f"a sheet became {pages(pdf)} pages")
    return pdf


def main() -> int:
    """One week from standard input, its PDF to standard output."""
    try:
        sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)["sheet"]))
    except (typst.TypstError, NotTypeset) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
