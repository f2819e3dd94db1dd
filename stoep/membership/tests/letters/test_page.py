"""The page: one per address, tagged, every picture described, and only the address behind the envelope's window."""

import dataclasses
import io
import itertools
from datetime import date

import pytest
from pypdf import PdfReader

from stoep.membership.letters import press
from stoep.membership.letters.maps import House, draw
from stoep.membership.letters.rules import LONGEST_MESSAGE
from stoep.membership.letters.sheet import Asker, Letter, Letterhead, readable, sheet
from stoep.membership.letters.texts import TEXTS
from tests.cast import square

MM = 72 / 25.4
TOWN = Letterhead(
    name="Oever",
    sender=("Grote Markt 1", "9000 Oever"),
    help_place="Bibliotheek",
    help_phone="09 000 00 00",
    site="stoep.oever.be",
)
LETTER = Letter(
    street="Brugstraat", number="36H", box="2", postcode="9000", place="Oever", code=("ABC", "DEF", "GHJK"),
    link="https://stoep.oever.be/join/#12345.ABCDEFGHJK",
)  # fmt: skip
STREETS = [House("Brugstraat", str(n), 3.70 + 0.0005 * n, 51.055) for n in range(1, 16)]
MAP = draw(square(3.70, 51.05), STREETS)
ORDERS = [list(pair) for n in (1, 2) for pair in itertools.permutations(TEXTS, n)]


def printed(languages, letters=(LETTER,), town=TOWN, hood="Brug", message=None) -> PdfReader:
    filled = sheet(town, hood, languages, list(letters), MAP, date(2027, 2, 20), message or {})
    return PdfReader(io.BytesIO(press.typeset(filled, "/")))


@pytest.mark.parametrize("languages", ORDERS, ids="-".join)
def test_the_longest_words_a_town_may_write_still_fit_on_one_page(languages):
    most = LONGEST_MESSAGE[len(languages)]
    library = "Openbare Bibliotheek en Ontmoetingscentrum De Krook, Miriam Makebaplein 1"
    town = dataclasses.replace(TOWN, help_place=library, sender=("Dienst Ontmoeten", "Markt 1, 9000 Oever"))
    long = dataclasses.replace(LETTER, street="Burgemeester Karel Van Wymeerschstraat", place="Sint-Denijs-Westrem")
    hood = "Elisabethbegijnhof - Prinsenhof - Papegaai - Sint-Michiels"
    pdf = printed(languages, [long] * 2, town, hood, {name: ("Woord en daad " * 40)[:most].strip() for name in languages})
    assert len(pdf.pages) == 2


@pytest.mark.parametrize("language", TEXTS)
def test_the_longest_words_in_a_neighbours_name_still_fit_and_are_not_set_as_anything_else(language):
    said = ("#image(\"x\") *nu* $x$ _woord_ en daad " * 9)[:140]
    asker = Asker("Bartholomeus-Maximiliaan", "Burgemeester Karel Van Wymeerschstraat", said)
    long = dataclasses.replace(LETTER, street="Burgemeester Karel Van Wymeerschstraat", lent="Klein Begijnhof", asker=asker)
    pdf = printed([language], [long, LETTER], hood="Elisabethbegijnhof - Prinsenhof - Papegaai - Sint-Michiels")
    assert len(pdf.pages) == 2
    assert "#image(" in pdf.pages[0].extract_text() and "Bartholomeus" not in pdf.pages[1].extract_text()


def test_the_code_the_address_and_the_promise_stand_on_the_page():
    text = " ".join(printed(["nl", "fr"]).pages[0].extract_text().split())
    said = [
        "ABC DEF GHJK", "Brugstraat 36H bus 2", "9000 Oever", "stoep.oever.be", "20 februari 2027", "20 février 2027",
        "09 000 00 00", "de gemeente kan niet meelezen", "la commune n’y a pas accès", "Geen computer?",
    ]  # fmt: skip
    for words in said:
        assert words in text.replace("\u00a0", " "), words


def test_it_is_tagged_and_says_so():
    pdf = printed(["nl", "fr"], [LETTER, dataclasses.replace(LETTER, number="37")])
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Leer je buren kennen" in pdf.metadata.title
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    kinds = [kind for kind, _ in tags(root["/StructTreeRoot"])]
    assert kinds.count("/H1") == 4 and kinds.count("/Figure") == 4  # two pages, two languages; map and QR code on each
    assert all(alt for kind, alt in tags(root["/StructTreeRoot"]) if kind == "/Figure")


def tags(node):
    """(kind, alternative text) of every element under a node of the structure tree."""
    node = node.get_object()
    if "/S" in node:
        yield node["/S"], node.get("/Alt")
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if hasattr(kid.get_object(), "keys"):
            yield from tags(kid)


@pytest.mark.parametrize(
    ("country", "left", "right", "top", "bottom"), [("BE", 85, 205, 29, 80), ("FR", 90, 200, 34, 90), ("DE", 10, 120, 39, 95)]
)
def test_nothing_but_the_address_can_show_in_the_window(country, left, right, top, bottom):
    """The window's reach: its edges, and the 10 mm sideways and 11 mm up that a sheet may slide in the envelope."""
    page = printed(["nl", "fr"], town=dataclasses.replace(TOWN, country=country)).pages[0]
    seen = []

    def visit(text, cm, tm, _font, _size):
        x, y = (cm[4] + tm[4]) / MM, 297 - (cm[5] + tm[5]) / MM
        if text.strip() and left <= x <= right and top <= y <= bottom:
            seen.append(text.strip())

    page.extract_text(visitor_text=visit)
    assert " ".join(seen) == "Aan de bewoners / Aux habitants Brugstraat 36H bus 2 9000 Oever"


def test_a_town_without_a_help_place_or_phone_has_whole_sentences():
    for languages in ORDERS[:4]:
        text = printed(languages, town=Letterhead(name="Oever", site="stoep.oever.be")).pages[0].extract_text()
        assert "{" not in text and "None" not in text


def test_a_light_town_colour_is_not_used_for_words():
    assert readable("#F4D06F") == "#232C36"
    assert readable("#35566B") == "#35566B"


def test_letters_do_not_show_their_code_to_a_log():
    assert "ABC" not in repr(LETTER) and "12345" not in repr(LETTER)


def test_a_street_name_in_another_script_does_not_stop_the_batch():
    assert len(printed(["nl"], [dataclasses.replace(LETTER, street="Οδός Ερμού")]).pages) == 1
