"""What browsers get beside the pages: web fonts, icon sprite, stylesheets, all collected into one folder with hashed names.

Nothing of it is committed: fonts and icons come from wheels. Made by `make setup`, and by `stoep up` when a source has changed.
"""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from . import sprite, stylesheet

STATIC = Path(__file__).resolve().parent.parent / "static"
ASSETS = sprite.ASSETS
FACES = {"atkinson-regular": "AtkinsonHyperlegible-Regular.ttf", "atkinson-bold": "AtkinsonHyperlegible-Bold.ttf"}
# Latin as western and central Europe write it, the quotes and dashes of four languages, the euro, arrows.
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E, *range(0x2010, 0x2016), *range(0x2018, 0x201F),
    0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2713, 0xFFFD,
]  # fmt: skip


class BuildError(RuntimeError):
    """The static files cannot be made; the text says why."""


def build() -> bool:
    """Make whatever is older than its sources. True when there was work; processes of one checkout take turns."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    with (ASSETS.parent / "assets.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = ASSETS.parent / "assets.made"
        sources = fingerprint()
        if mark.exists() and mark.read_text() == sources:
            return False
        make_fonts(ASSETS / "fonts")
        sprite.build()
        stylesheet.build()
        collect()
        mark.write_text(sources)
    return True


def fingerprint() -> str:
    """Changes when any source of the static files does: our own, the code that makes them, the wheels they come from."""
    seen = hashlib.sha256()
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        seen.update(str(file.relative_to(STATIC)).encode() + file.read_bytes())
    for code in (__file__, sprite.__file__, stylesheet.__file__):
        seen.update(Path(code).read_bytes())
    pins = STATIC.parent.parent / "requirements.lock"
    seen.update(pins.read_bytes() if pins.exists() else b"")
    return seen.hexdigest()


def make_fonts(folder: Path) -> list[Path]:
    """Regular and bold as woff2 with the letters we write, kerning kept: together at most 40 kB."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, file in FACES.items():
        options = subset.Options(
            flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl"], hinting=False
        )
        options.name_IDs, options.notdef_outline, options.desubroutinize = [0, 1, 2, 13, 14], True, True
        font = TTFont(typeface(file))
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        target = folder / f"{name}.woff2"
        subset.save_font(font, str(target), options)
        made.append(target)
    return made


def typeface(file: str) -> Path:
    """A TTF from the wheel; letters are set in the same one."""
    wheel = importlib.util.find_spec("fontpkg_atkinson_hyperlegible")
    if not wheel or not wheel.submodule_search_locations:
        raise BuildError("The package fontpkg-atkinson-hyperlegible is missing: run make setup.")
    found = list(Path(wheel.submodule_search_locations[0]).rglob(file))
    if not found:
        raise BuildError(f"The package fontpkg-atkinson-hyperlegible has no {file}.")
    return found[0]


def collect() -> None:
    """Django's collectstatic, in a process of its own: settings read before the assets folder existed do not name it."""
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "stoep.settings", "PYTHONPATH": str(STATIC.parent.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"The static files cannot be collected: {done.stderr.strip().splitlines()[-1]}")
