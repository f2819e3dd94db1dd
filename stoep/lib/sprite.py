"""One file with every icon the screens use: `python -m stoep.lib.sprite` writes built/icons.svg into var/assets.

The outlines come out of the lucide wheel, our own drawings (the six faces, the chalk marks) out of static/drawn/. One sprite is
one request and one cache entry; an icon inline costs 0.02 ms each on every page.
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
STROKED = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

LUCIDE = """
arrow-left arrow-right baby badge-check bell bike book-open building-2 calendar camera check check-check chevron-down chevron-left
chevron-right circle-alert circle-check circle-question-mark clock coffee construction door-open download ellipsis eye eye-off
file-text flag footprints gift globe hand hand-heart hand-helping heart-handshake heart-pulse house image images info key-round landmark languages
life-buoy lightbulb link list lock log-in log-out mail mail-open map map-pin megaphone menu message-circle message-square moon newspaper
package party-popper paw-print pencil phone pin plus printer recycle refresh-cw repeat reply search send settings shapes shield
shield-check siren smile sparkles tag tent trash-2 tree-deciduous triangle-alert undo-2 upload user user-plus users wrench x
""".split()


class UnknownIcon(Exception):
    """An icon was asked for that neither the wheel nor static/drawn has."""


def _inside(svg: str) -> str:
    """The shapes of an SVG file, without the root element and its namespace."""
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        node.tag = node.tag.removeprefix(SVG)
    shapes = "".join(ElementTree.tostring(child, encoding="unicode").strip() for child in root)
    return re.sub(r" />", "/>", shapes)


def symbols() -> dict[str, str]:
    """Icon name -> its <symbol> element."""
    found = {}
    with ZipFile(Path(lucide.__file__).parent / "lucide.zip") as wheel:
        held = set(wheel.namelist())
        for name in LUCIDE:
            if f"{name}.svg" not in held:
                raise UnknownIcon(name)
            shapes = _inside(wheel.read(f"{name}.svg").decode())
            found[name] = f'<symbol id="{name}" viewBox="0 0 24 24" {STROKED}>{shapes}</symbol>'
    for path in sorted((STATIC / "drawn").glob("*.svg")):
        text = path.read_text()
        box = ElementTree.fromstring(text).get("viewBox")
        found[path.stem] = f'<symbol id="{path.stem}" viewBox="{box}">{_inside(text)}</symbol>'
    return found


def build(folder: Path = ASSETS / "built") -> Path:
    """Write the sprite into `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "icons.svg"
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols().values()) + "</svg>\n")
    return target


if __name__ == "__main__":
    print(build(), file=sys.stderr)
