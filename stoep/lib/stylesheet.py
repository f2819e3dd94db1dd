"""The stylesheets that are served, joined from one file per component: `python -m stoep.lib.stylesheet`.

static/css/ holds the components; built/ in var/assets gets stoep.css (every page) and desk.css (the desk, on top of it).
Comments and indentation are dropped; nothing is renamed, so what the browser shows is what the component file says.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
ASSETS = STATIC.parent.parent / "var" / "assets"

SHEETS = {  # order matters: tokens first, print last
    "stoep.css": [
        "tokens",
        "base",
        "shell",
        "buttons",
        "fields",
        "cards",
        "chips",
        "avatars",
        "post",
        "calendar",
        "groups",
        "talk",
        "chat",
        "mention",
        "town",
        "notices",
        "menus",
        "lists",
        "progress",
        "poll",
        "public",
        "join",
        "print",
    ],
    "desk.css": ["desk"],
}


def squeeze(css: str) -> str:
    """Without comments and needless blanks; strings and url() hold no double blanks in our files, so this is safe."""
    first, *others = css.split("/*")
    css = first + "".join(other.partition("*/")[2] for other in others)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip() + "\n"


def build(folder: Path = ASSETS / "built") -> list[Path]:
    """Write the sheets into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, parts in SHEETS.items():
        target = folder / name
        target.write_text(squeeze("".join((STATIC / "css" / f"{part}.css").read_text() for part in parts)))
        written.append(target)
    return written


if __name__ == "__main__":
    print(*build(), file=sys.stderr)
