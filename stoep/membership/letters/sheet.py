"""What goes into the typesetter: the town's letterhead, the words filled in, the letters. Pure data, no database.

A sheet with letters holds codes: it lives in memory, on its way to a typesetting child, and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from stoep.lib.texts import whole

from .maps import NeighbourhoodMap
from .texts import TEXTS, written_date

VALID_DAYS = settings.RETENTION["letter code"]
INK = "#232C36"
BLANK = "\u00a0"  # one that does not break
SIZES = {
    1: [13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9],
    2: [12, 11.5, 11, 10.75, 10.5, 10.25, 10, 9.5, 9],
}  # points, best first

# Where the address stands on the page and where the map may: millimetres from the upper left corner of the paper. The sheet is
# folded in three (99 mm) for a DL or US envelope and may slide 10 mm in it. Belgium: the window is right; bpost wants the
# address 15 mm or more from the right edge, 30 mm from the bottom, 40 mm from the top, and nothing else in the window. France:
# right and lower. Germany, Austria, the Netherlands: left (DIN 680, 20 mm from the edge).
RIGHT = {"x": 112, "y": 50, "map_x": 20}
WINDOWS = {
    "BE": RIGHT,
    "LU": RIGHT,
    "FR": {"x": 112, "y": 57, "map_x": 20},
    "DE": {"x": 28, "y": 58, "map_x": 128},
    "AT": {"x": 28, "y": 58, "map_x": 128},
    "NL": {"x": 28, "y": 58, "map_x": 128},
}


@dataclass(frozen=True)
class Letterhead:
    """The town as it writes. `logo` is a file name in the directory the typesetter may read."""

    name: str
    colour: str = "#35566B"
    country: str = "BE"
    sender: tuple[str, ...] = ()
    logo: str | None = None
    help_place: str = ""
    help_phone: str = ""
    help_hours: str = ""
    site: str = ""  # what somebody types: the base address without https://


@dataclass(frozen=True)
class Asker:
    """The neighbour in whose name a letter goes, as they wanted it said. `street` and `line` may be empty."""

    name: str
    street: str = ""
    line: str = ""


@dataclass(frozen=True)
class Letter:
    """One address's page. `code` is shown in its groups; `link` is what the QR code holds."""

    street: str
    number: str
    box: str
    postcode: str
    place: str
    code: tuple[str, ...] = field(repr=False)
    link: str = field(repr=False)
    lent: str = ""  # the neighbourhood it stands in, where that lives with another for now
    asker: Asker | None = None


def sheet(
    head: Letterhead,
    hood: str,
    languages: list[str],
    letters: list[Letter],
    drawn: NeighbourhoodMap,
    until: date,
    message: dict,
) -> dict:
    """Everything one PDF needs, for letter.typ. The words are filled in here, so that the template only lays out."""
    filled = [_words(head, hood, language, message.get(language, "")) for language in languages]
    first, streets = TEXTS[languages[0]], {letter.street for letter in letters}
    return {
        "hood": hood,
        "title": f"{first['title']} · {hood}",
        "sizes": SIZES[len(languages)],
        "town": {"name": head.name, "colour": readable(head.colour), "logo": head.logo, "sender": list(head.sender)},
        "window": WINDOWS.get(head.country, RIGHT),
        "languages": filled,
        "map": drawn.base,
        "streets": {name: {"drawn": drawn.street(name), "labels": drawn.labels(name)} for name in streets},
        "each": any(letter.asker for letter in letters),  # each in the type it was looked at, whatever else is on the sheet
        "letters": [_page(letter, hood, languages, until) for letter in letters],
    }


def _words(head: Letterhead, hood: str, language: str, message: str) -> dict:
    text = TEXTS[language]
    phone = whole(head.help_phone)
    place = f"{head.help_place} ({head.help_hours})" if head.help_place and head.help_hours else head.help_place
    known = {"town": head.name, "hood": hood, "site": head.site, "place": place, "phone": phone}
    help_key = {(True, True): "both", (True, False): "place", (False, True): "phone"}.get(
        (bool(head.help_place), bool(head.help_phone)), "none"
    )
    plain = (
        "title",
        "dear",
        "why",
        "promise_title",
        "promise",
        "how",
        "code",
        "help_title",
        "greetings",
        "map",
        "logo_alt",
        "qr_alt",
    )
    return {
        "language": language,
        "message": message,
        "steps": [_said(step, known) for step in text["steps"]],
        "help": _said(text["help"][help_key], known),
        "stop": _said(text["stop"]["phone" if head.help_phone else "none"], known),
        **{name: _said(text[name], known) for name in plain},
    }


def _said(words: str, known: dict) -> str:
    """The words with their fields filled in; no line may begin with a French question mark or colon."""
    return words.replace(" ?", BLANK + "?").replace(" :", BLANK + ":").replace("« ", "«" + BLANK).replace(" »", BLANK + "»").format(**known)


def _page(letter: Letter, hood: str, languages: list[str], until: date) -> dict:
    first = TEXTS[languages[0]]
    behind = letter.number + (f" {first['box']} {letter.box}" if letter.box else "")
    return {  # on the envelope the number stands bare, as the post's machines read it, also after "Plein 1940"
        "to": [
            " / ".join(TEXTS[language]["to"] for language in languages),
            f"{letter.street} {behind}",
            f"{letter.postcode} {letter.place}".strip(),
        ],
        "street": letter.street,
        "map_alt": first["map_alt"].format(hood=hood, street=letter.street),
        "code": list(letter.code),
        "link": letter.link,
        "lent": [_said(TEXTS[language]["lent"], {"small": letter.lent, "hood": hood}) for language in languages if letter.lent],
        "valid": [_valid(letter.street, behind, language, until) for language in languages],
        "asked": [_asked(letter.asker, language, language == languages[0]) for language in languages if letter.asker],
    }


def _asked(asker: Asker, language: str, first: bool) -> list[str]:
    """Who asked for this letter, and what they say themselves, if anything: once, in a letter of two languages."""
    text = TEXTS[language]["asked"]
    who = text["street" if asker.street else "name"].format(name=asker.name, street=asker.street)
    line = [_said(text["line"], {"name": asker.name, "line": asker.line})] if asker.line and first else []
    return [who + " " + text["unseen"].format(name=asker.name), *line]


def _valid(street: str, behind: str, language: str, until: date) -> str:
    """A street that ends in a number is set apart from the house's: "Plein 1940, nr. 12"."""
    text = TEXTS[language]
    house = f"{street}, {text['number']}{BLANK}{behind}" if street[-1:].isdigit() else f"{street} {behind}"
    return text["valid"].format(address=house, until=written_date(until, language), days=VALID_DAYS)


def readable(colour: str) -> str:
    """The town's colour if dark type in it can be read on white (4.5 to 1), else our ink."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return colour if 1.05 / (luminance + 0.05) >= 4.5 else INK
