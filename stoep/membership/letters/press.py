"""The typesetter: a child process that knows no database, no key and no disk. A sheet comes in, a PDF goes out, both through
pipes.

typst keeps what it has laid out, so a process would grow by half a megabyte a letter: each sheet has a child of its own. Codes
are in its memory only: the sheet goes to typst as an input value, never as a file.
"""

import json
import re
import sys
from pathlib import Path

import typst

from .qr import qr_svg
from .typeface import FOLDER

TEMPLATE = (Path(__file__).parent / "letter.typ").read_bytes()
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])  # typst's own stand in for a letter ours does not have
STANDARDS = ["ua-1", "a-2a"]
MAP_DPI = 400
REFUSED = 3  # the exit code of a sheet that cannot be set; the reason is on standard error


class NotTypeset(Exception):
    """A sheet that did not become as many pages as it has letters."""


def typeset(sheet: dict, root: str, ppi: int | None = None) -> bytes:
    """The PDF of a sheet: tagged (PDF/UA-1) and archivable (PDF/A-2a), one page per letter; with `ppi` the picture (PNG) of a sheet of one
    letter. `root` is the only directory it may read."""
    letters = [{**letter, "qr": qr_svg(letter["link"])} for letter in sheet["letters"]]
    ready = {**sheet, "letters": letters, "map": list(picture(sheet["map"]))}
    told = {"root": root, "font_paths": FONTS, "ignore_system_fonts": True, "sys_inputs": {"sheet": json.dumps(ready)}}
    if ppi:
        return typst.compile(TEMPLATE, format="png", ppi=ppi, **told)
    pdf = typst.compile(TEMPLATE, pdf_standards=STANDARDS, **told)
    if pages(pdf) != len(letters):
        raise NotTypeset(f"{len(letters)} letters became {pages(pdf)} pages")
    return pdf


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    tree = re.search(rb"/Type\s*/Pages\b", pdf)
    return int(re.compile(rb"/Count\s+(\d+)").search(pdf, tree.end())[1])


def picture(svg: str) -> bytes:
    """The map as a PNG. A vector drawing would be written into the file again on every page; a picture only once."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 62mm)'
    return typst.compile(source, format="png", ppi=MAP_DPI, font_paths=FONTS, ignore_system_fonts=True, sys_inputs={"svg": svg})


def main() -> int:
    """One sheet from standard input, its PDF to standard output."""
    asked = json.load(sys.stdin.buffer)
    try:
        sys.stdout.buffer.write(typeset(asked["sheet"], asked["root"], asked.get("ppi")))
    except (typst.TypstError, NotTypeset) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
