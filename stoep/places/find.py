"""From what somebody types to a street and a dwelling of the register. The register is public; who lives where is not in it."""

import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from stoep.lib.roles import acting
from stoep.lib.standings import Applicant

from .models import Address, Neighbourhood, Street
from .spelling import fold

BOX = re.compile(r"\s*(?:\b(?:bus|bte|boite|boîte|box|bt|app|appt?)\b\.?|/)\s*(?P<box>\w{1,10})\s*$", re.I)
NUMBER = re.compile(r"^(?P<street>.*[^\s,])(?:[\s,]+|(?<=[.°º]))(?P<number>\d{1,5}\s?[a-z]{0,3}(?:[-+_/]\w{1,5})?)\s*$", re.I)
TOWN = re.compile(r"^(?P<address>.*\d\w*)(?:\s*,\s*(?:\d{4}\b)?|\s+\d{4}\b)[^\d,]*$")  # ", 9000 Gent" behind a number
THE_WORD = re.compile(r"[\s,]+(?:nr|no|n[°º])\.?$", re.I)  # "Plein 1940, nr." 12
DIGITS = re.compile(r"\d+")
SHORTEST, LONGEST = 2, 120
ALIKE = 0.45  # word similarity from which a typing error is forgiven


def split_number(text: str) -> tuple[str, str]:
    """("Kerkstraat", "12 bus 3") of "Kerkstraat 12 bus 3, 9000 Gent"; the number is empty where none was typed."""
    text = text[:LONGEST].strip(" ,")
    text = found["address"] if (found := TOWN.match(text)) else text
    box = BOX.search(text)
    found = NUMBER.match(text[: box.start()] if box else text)
    if not found:
        return text, ""
    street = THE_WORD.sub("", found["street"]).strip(" ,")
    return street, f"{found['number']} bus {box['box']}" if box else found["number"]


def find_streets(text: str, *, whole: str = "", town: int | None = None, most: int = 8) -> list[Street]:
    """Streets whose name (in either language) holds the typed words, those that begin with them first; else those that
    nearly do. Of these, first of all those that begin with `whole`: the number behind the words may be part of a name."""
    folded = fold(text[:LONGEST])
    if len(folded) < SHORTEST:
        return []
    streets = Street.objects.select_related("municipality").exclude(neighbourhoods=[])
    if town is not None:
        streets = streets.filter(municipality_id=town)
    holds = Q()
    for word in folded.split():
        holds &= Q(folded__contains=word)
    firsts = [When(folded__startswith=name, then=Value(i)) for i, name in enumerate(filter(None, (fold(whole), folded)))]
    begins = Case(*firsts, default=Value(2), output_field=IntegerField())
    exact = list(streets.filter(holds).annotate(begins=begins).order_by("begins", Length("folded"), "folded", "id")[:most])
    return exact or _nearly(streets, folded, most)


def _nearly(streets, folded: str, most: int) -> list[Street]:
    """Only the operator can use the index, and it takes its threshold from a setting: without it, each typing error of a
    visitor reads every street there is (0.4 s at 100,000)."""
    alike = streets.filter(folded__trigram_word_similar=folded).annotate(alike=TrigramWordSimilarity(folded, "folded"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {ALIKE}")
        return list(alike.order_by("-alike", "folded", "id")[:most])


def find_homes(street: Street, number: str, most: int = 40) -> list[Address]:
    """The dwellings with this house number on a street, in order; "12" finds 12, 12A and 12 bus 1 too.
    Asks each neighbourhood in turn."""
    digits = DIGITS.match(number.strip())
    if not digits:
        return []
    wanted, homes = _flat(number), []
    for here in street.neighbourhoods:
        with acting(Applicant(here=here)):
            near = _homes(here).filter(street_id=street.id, number__startswith=digits[0])
            homes += [home for home in near if _fits(home, digits[0])]
    exact = [home for home in homes if _flat(f"{home.number}/{home.box}" if home.box else home.number) == wanted]
    return exact or sorted(homes, key=_order)[:most]


def the_home(here: int, address_id) -> Address | None:
    """One dwelling; None where the register has none of that name. A letter may name the neighbourhood as it was before a small place
    was lent to its neighbour, or came back: then it is found where it is kept now."""
    return next((home for place in _kept_since(here) if (home := _home_in(place, address_id))), None)


def _home_in(here: int, address_id) -> Address | None:
    with acting(Applicant(here=here)):
        return _homes(here).filter(id=address_id).first()


def _kept_since(here: int):
    """This neighbourhood, and only if it has not got it, those it was lent to or that were lent to it."""
    yield here
    lent = Neighbourhood.objects.filter(Q(id=here) | Q(lent_to=here) | Q(lived_with=here)).values_list("id", "lent_to", "lived_with")
    yield from sorted({place for row in lent for place in row if place} - {here})


def _homes(here: int):
    return Address.objects.filter(neighbourhood_id=here).select_related("neighbourhood__municipality").defer("neighbourhood__boundary")


def same_number(home: Address, typed: str) -> bool:
    """Whether this is the number of that dwelling, box included, however it is written."""
    return _flat(typed) == _flat(f"{home.number}/{home.box}" if home.box else home.number)


def _fits(home: Address, digits: str) -> bool:
    found = DIGITS.match(home.number)
    return bool(found) and found[0] == digits


def _flat(number: str) -> str:
    """ "12 bus 3", "12/3" and "12 B. 3" are one."""
    box = BOX.search(number)
    plain = number[: box.start()] if box else number
    return "/".join(fold(part).replace(" ", "") for part in ((plain, box["box"]) if box else (plain,)))


def _order(home: Address) -> tuple:
    """As one walks along: 12, 12 bus 2, 12 bus 10, 12A."""
    digits, box = DIGITS.match(home.number)[0], DIGITS.search(home.box)
    return int(digits), home.number[len(digits) :], int(box[0]) if box else 0, home.box


def the_street(street_id: int) -> Street | None:
    """One street with its town."""
    return Street.objects.select_related("municipality").filter(id=street_id).first()


def search(q: str = "", street: int | None = None, number: str = "") -> dict:
    """What the finder shows: {streets, street, number, homes, guess, asked}. One street alone counts as picked, unless it is only
    a guess at what was meant. `guess`: all of `streets` are."""
    text, in_text = split_number(q)
    picked = the_street(street) if street else None
    streets = [] if picked else find_streets(text, whole=q if in_text else "") or (find_streets(q) if in_text else [])
    if in_text and (named := [s for s in streets if f"{s.folded} ".startswith(f"{fold(q)} ")]):
        text, in_text, streets = q, "", named  # "Plein 1940" is a street, not number 1940
    number = number or in_text
    guess = bool(streets) and not all(word in streets[0].folded for word in fold(text).split())
    if not picked and len(streets) == 1 and not guess:
        picked = streets[0]
    homes = find_homes(picked, number) if picked and number else []
    return {"streets": streets, "street": picked, "number": number, "homes": homes, "guess": guess, "asked": bool(q or street)}
