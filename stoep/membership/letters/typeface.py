"""Which signs the letter's typeface has: a town's message may hold no other, or the page would show a hole."""

from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible

FOLDER = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"


@cache
def signs() -> frozenset[int]:
    """The code points the regular and the bold weight both have."""
    from fontTools.ttLib import TTFont  # slow to load, and each typesetting child would

    weights = (TTFont(FOLDER / f"AtkinsonHyperlegible-{weight}.ttf").getBestCmap() for weight in ("Regular", "Bold"))
    return frozenset.intersection(*(frozenset(glyphs) for glyphs in weights))


def can_print(text: str) -> bool:
    """Whether every sign of the text (line ends apart) is in the typeface."""
    return all(ord(sign) in signs() for sign in text if sign != "\n")
