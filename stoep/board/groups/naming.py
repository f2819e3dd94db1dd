"""Names of groups: when two are the same, and when they are so alike that a neighbour should look twice."""

import re
import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.72  # of 1: "Moestuin" and "Moestuintje" are alike, "Lopen" and "Lezen" are not
SHORT = 3  # letters; words up to this length (de, van, les) say nothing


def folded(name: str) -> str:
    """The name without capitals, accents, signs and double spaces: under which it may stand once."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[^\w]+", " ", bare).strip()


def alike(name: str, other: str) -> bool:
    """Whether somebody who looks for one may mean the other: almost the same letters, or a telling word in common. Both folded."""
    if SequenceMatcher(None, name, other).ratio() >= ALIKE:
        return True
    return bool(_telling(name) & _telling(other))


def _telling(name: str) -> set[str]:
    return {word for word in name.split() if len(word) > SHORT}
