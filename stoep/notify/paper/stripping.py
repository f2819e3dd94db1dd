"""What hangs in a hall is read by who passes: a text loses there what tells a stranger where somebody lives or how to reach them.

House numbers, telephone numbers, mail and web addresses go, whoever wrote them; of a neighbour who is named the first name stays. It is
better that a sentence limps than that it tells too much: whoever prints reads it first, and the author can keep it off paper.
"""

import re
from collections.abc import Iterable

LONGEST = 140  # signs of a text without a title
HOUSE = r"\d{1,4}(?: ?[a-gi-tv-z]\b)?(?: ?(?:bis|ter)\b)?(?: ?[/,]? ?(?:bus|bte|boîte|box) ?\w{1,20})?\b"
HOUSE += r"(?! ?(?:[:.]\d|h\b|u\b|uur|uhr|heures|o'clock|euro|€))"  # not an hour, not a price
CALLED = r"(?:nr\.?|nummer|huisnummer|n°|numéro|hausnummer|number|no\.)"
WAYS = r"straat|straatje|laan|weg|plein|dreef|steenweg|kaai|pad|hof|lei|straße|strasse|gasse|allee|platz|street|road|lane|square"
VOIES = r"rue|ruelle|avenue|av\.|chaussée|boulevard|place|quai|impasse|chemin|square|clos|allée"
PICTURES = "[\u2300-\u2bff\u20e3\ufe0f\U0001f000-\U0001faff]+"  # emoji: no typeface of ours has them
GONE = (
    re.compile(PICTURES),
    re.compile(r"(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+"),
    re.compile(r"(?:https?://|www\.)\S+", re.I),
    re.compile(r"(?<![\w.])(?:\+|00)?\d(?:[\s./()-]{0,2}\d){7,14}(?!\w)"),
    re.compile(rf"(?:, ?)?\b{CALLED} ?{HOUSE}", re.I),
    re.compile(rf"\b{HOUSE},? (?=(?:{VOIES}) )", re.I),
)
BEHIND = (
    re.compile(rf"((?:{WAYS})),? {HOUSE}", re.I),
    re.compile(rf"(\b(?:{VOIES})(?: [\w'’-]+){{1,5}}?),? {HOUSE}", re.I),
)


def bare(text: str, streets: Iterable[str] = (), named: dict | None = None) -> str:
    """The text in one line without numbers of houses and telephones and without addresses. `streets`: names of the streets here;
    `named`: neighbours the text names (Post.mentions)."""
    for name in named or {}:
        text = text.replace(f"@{name}", name.split()[0]).replace(name, name.split()[0])
    text = _spaced(text)
    for pattern in GONE:
        text = _spaced(pattern.sub("", text))
    for street in streets:
        text = re.sub(rf"({re.escape(street)}),? ?{HOUSE}", r"\1", text, flags=re.I)
    for pattern in BEHIND:
        text = pattern.sub(r"\1", text)
    return re.sub(r" ([,.;!?])", r"\1", _spaced(text)).strip(" ,;-")


def _spaced(text: str) -> str:
    """With one blank between two words: a pattern that may find many of them looks at each as often as there are."""
    return " ".join(text.split())


def opening(text: str, most: int = LONGEST) -> str:
    """The beginning, cut between two words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"


def first_name(name: str) -> str:
    """What a neighbour is called in a hall."""
    return name.split()[0] if name.split() else ""
