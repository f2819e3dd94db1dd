"""Towns as the operator and the imports make them: an id, a web name nobody else has, the languages people speak there."""

import re
from collections.abc import Iterable
from itertools import chain, count

from django.conf.locale import LANG_INFO
from django.db import connection
from django.db.models import Max
from django.utils.text import slugify

from stoep.lib.rules import NotAllowed

from .models import Municipality
from .spelling import fold

SPOKEN = {"BE": ("nl",), "NL": ("nl",), "LU": ("fr", "de"), "FR": ("fr",), "DE": ("de",)}
# The first two digits of a Belgian register code are the arrondissement; these do not speak Dutch alone.
SPOKEN_AT = {"21": ("fr", "nl"), "25": ("fr",), "63": ("fr", "de")}
WALLONIA = ("5", "6", "8", "9")
KNOWN_LANGUAGES = ("nl", "fr", "de", "en")


def lock_places() -> None:
    """One import at a time: two would hand out the same numbers. Held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('stoep places'))")


def next_id(model) -> int:
    """The first free number of a reference table. They have no sequence (SCALE rule 7); the caller holds `lock_places`."""
    return (model.objects.aggregate(highest=Max("id"))["highest"] or 0) + 1


def free_slug(text: str, taken: set[str], other: Iterable[str] = (), limit: int = 60) -> str:
    """A web name made of `text` that is not taken, with one of `other` behind it where needed, else a number. Adds it to
    `taken`."""
    stem = slugify(fold(text)) or "x"
    named = [f"{stem[: limit - 12]}-{slugify(extra)[:11]}" for extra in other if slugify(extra)]
    options = chain([stem[:limit], *named], (f"{stem[: limit - 6]}-{number}" for number in count(2)))
    slug = next(option for option in options if option not in taken)
    taken.add(slug)
    return slug


def languages_of(country: str, code: str = "") -> list[str]:
    """What is probably spoken in a town, the first for its letters: a guess the operator sees and can set right."""
    if country == "BE" and code[:5].isdigit():
        if code[:2] in SPOKEN_AT:
            return list(SPOKEN_AT[code[:2]])
        return ["fr"] if code[0] in WALLONIA else ["nl"]
    return list(SPOKEN.get(country, ("nl",)))


def check_town(slug: str, name: str, languages: list[str]) -> None:
    """Refuse what would make a town nobody can use."""
    if slug != slugify(slug) or not slug or len(slug) > 60:
        raise NotAllowed(f"{slug!r} cannot be a web name: lower case letters, digits and hyphens, at most 60")
    if not fold(name) or len(name) > 120:
        raise NotAllowed("a town needs a name of at most 120 signs")
    unknown = [language for language in languages if language not in KNOWN_LANGUAGES]
    if unknown or not languages:
        raise NotAllowed(f"languages are chosen from {', '.join(KNOWN_LANGUAGES)}{f', not {unknown[0]}' if unknown else ''}")


LONGEST = {"sender": 300, "help_place": 120, "help_phone": 40, "help_hours": 120}  # signs
SENDER_LINES = 4  # beside the logo, above the window
SPEAKS = {"sender": "the sender", "help_place": "the help point", "help_phone": "its phone", "help_hours": "its hours"}


def check_style(details: dict) -> None:
    """Refuse what would spoil a letter: a colour that is none, lines that do not fit on the page."""
    if "colour" in details and not re.fullmatch("#[0-9A-Fa-f]{6}", details["colour"]):
        raise NotAllowed(f"{details['colour']!r} is not a colour: write it as #35566B")
    for field, most in LONGEST.items():
        if len(details.get(field, "")) > most:
            raise NotAllowed(f"{SPEAKS[field]} is too long: at most {most} signs")
    unknown = [code for code in details.get("help_languages", ()) if code not in LANG_INFO]
    if unknown:
        raise NotAllowed(f"{unknown[0]!r} is not a language: write codes such as nl,fr,ar,tr")
    if details.get("sender", "").count("\n") >= SENDER_LINES:
        raise NotAllowed(f"the sender has too many lines: at most {SENDER_LINES} fit on a letter")


POINT = {"name": 120, "address": 120, "hours": 120, "phone": 40}  # signs


def check_point(name: str, details: dict) -> None:
    """Refuse a help point nobody could read."""
    for field, said in {"name": name, **details}.items():
        if field in POINT and len(said) > POINT[field]:
            raise NotAllowed(f"its {field} is too long: at most {POINT[field]} signs")
    check_style({"help_languages": details.get("languages", [])})


def check_two(always: bool, languages: list[str]) -> None:
    """Letters that are always in two languages need a town with two."""
    if always and len(languages) < 2:
        raise NotAllowed("letters in two languages need a town with two: give --languages nl,fr")


def named_towns(country: str) -> dict[str, Municipality]:
    """The real towns of a country by folded name: how a file over many towns finds the ones we know."""
    return {fold(town.name): town for town in Municipality.objects.filter(country=country, is_demo=False).order_by("-id")}
