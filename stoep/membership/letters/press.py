"""The typesetter: a child process that knows no database, no key and no disk. A sheet goes in, a PDF comes out, both through pipes.

typst keeps what it has laid out, so a process grows; after so many sheets it is replaced. It reads until its pipe closes, so it never
outlives the one who sent the letters. Codes are in its memory only: the sheet goes to typst as an input value, not as a file.
"""

import json
import re
import struct
import sys
from functools import lru_cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import typst

from .qr import qr_svg

TEMPLATE = (Path(__file__).parent / "letter.typ").read_bytes()
FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fontpkg_atkinson_hyperlegible.ROOT / "files")]
)
STANDARDS = ["ua-1", "a-2a"]
MAP_DPI = 400
HEADER = struct.Struct("!?I")  # went well, how many bytes follow


class NotTypeset(Exception):
    """The typesetter refused a sheet: why, without a word of any letter."""


def typeset(sheet: dict, root: str) -> bytes:
    """The PDF of a sheet: tagged (PDF/UA-1) and archivable (PDF/A-2a), one page per letter. `root` is the only directory it may read."""
    letters = [{**letter, "qr": qr_svg(letter["link"])} for letter in sheet["letters"]]
    ready = {**sheet, "letters": letters, "map": list(picture(sheet["map"]))}
    pdf = typst.compile(
        TEMPLATE,
        root=root,
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(ready)},
        pdf_standards=STANDARDS,
    )
    if pages(pdf) != len(sheet["letters"]):
        raise NotTypeset(f"{len(sheet['letters'])} letters became {pages(pdf)} pages")
    return pdf


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return int(re.search(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", pdf, re.DOTALL)[1])


@lru_cache(maxsize=4)
def picture(svg: str) -> bytes:
    """The map as a PNG. A vector drawing would be written into the file again on every page; a picture only once."""
    source = (
        b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 62mm)'
    )
    return typst.compile(source, format="png", ppi=MAP_DPI, font_paths=FONTS, ignore_system_fonts=True, sys_inputs={"svg": svg})


def main() -> None:
    """Length-prefixed sheets on standard input, length-prefixed answers on standard output, until the other side closes."""
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    while header := inward.read(HEADER.size):
        asked = json.loads(inward.read(HEADER.unpack(header)[1]))
        try:
            well, answer = True, typeset(asked["sheet"], asked["root"])
        except (typst.TypstError, NotTypeset) as refusal:
            well, answer = False, str(refusal).encode()
        outward.write(HEADER.pack(well, len(answer)) + answer)
        outward.flush()


if __name__ == "__main__":
    main()
