"""One file with every icon the screens use: `python -m stoep.lib.sprite` writes built/icons.svg into var/assets.

The outlines named in static/drawn/lucide.txt come out of the lucide wheel, our own drawings (the six faces) lie beside it.
One sprite is one request and one cache entry; an icon inline costs 0.02 ms each on every page.
"""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import lucide

STATIC = Path(__file__).resolve().parent.parent / "static"
ASSETS = STATIC.parent.parent / "var" / "assets"  # what is made, never committed; settings.STATICFILES_DIRS names it
SVG = "{http://www.w3.org/2000/svg}"
FACES = ("nice", "thanks", "wow", "haha", "sad", "wave")
STROKED = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


class UnknownIcon(Exception):
    """An icon was asked for that neither the wheel nor static/drawn has."""


def _inside(svg: str) -> str:
    """The shapes of an SVG file, without the root element and its namespace."""
    root = ElementTree.fromstring(svg)  # noqa: S314  our own files and the pinned wheel's
    for node in root.iter():
        node.tag = node.tag.removeprefix(SVG)
    shapes = "".join(ElementTree.tostring(child, encoding="unicode").strip() for child in root)
    return re.sub(r" />", "/>", shapes)


def symbols() -> dict[str, str]:
    """Icon name -> its <symbol> element."""
    found = {}
    with ZipFile(Path(lucide.__file__).parent / "lucide.zip") as wheel:
        held = set(wheel.namelist())
        for name in (STATIC / "drawn" / "lucide.txt").read_text().split():
            if f"{name}.svg" not in held:
                raise UnknownIcon(name)
            shapes = _inside(wheel.read(f"{name}.svg").decode())
            found[name] = f'<symbol id="{name}" viewBox="0 0 24 24" {STROKED}>{shapes}</symbol>'
    return found


def faces() -> str:
    """The six faces of 24 by 24 beside each other, in the order that post.css counts them."""
    row = "".join(
        f'<g transform="translate({24 * n} 0)">{_inside((STATIC / "drawn" / f"face-{name}.svg").read_text())}</g>'
        for n, name in enumerate(FACES)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {24 * len(FACES)} 24">{row}</svg>'


def build(folder: Path = ASSETS / "built") -> Path:
    """Write the sprite and the row of faces into `folder`; return the sprite's path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "icons.svg"
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols().values()) + "</svg>\n")
    (folder / "faces.svg").write_text(faces() + "\n")
    return target


if __name__ == "__main__":
    print(build(), file=sys.stderr)
