"""The public finder: street, number, neighbourhood. It never says who has joined."""

import re

import pytest
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.places.find import find_homes, find_streets, split_number
from stoep.places.models import Address, Street
from stoep.places.reference import encode
from tests import cast
from tests.shards import guarded

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.mark.parametrize(
    ("typed", "street", "number"),
    [
        ("Kerkstraat 12", "Kerkstraat", "12"),
        ("Kerkstraat 12A", "Kerkstraat", "12A"),
        ("kerkstraat, 12 bus 3", "kerkstraat", "12 bus 3"),
        ("Rue de l'Église 12 bte 3", "Rue de l'Église", "12 bus 3"),
        ("Kerkstraat 12/3", "Kerkstraat", "12 bus 3"),
        ("11 Novemberlaan 5", "11 Novemberlaan", "5"),
        ("Place du 14 juillet 3", "Place du 14 juillet", "3"),
        ("Kerkstraat", "Kerkstraat", ""),
        ("Kerkstraat 12, 9000 Gent", "Kerkstraat", "12"),
        ("Kerkstraat 12 bus 3, 9000 Gent", "Kerkstraat", "12 bus 3"),
        ("Kerkstraat 12 9000 Gent", "Kerkstraat", "12"),
        ("Rue de la Loi 16, Bruxelles", "Rue de la Loi", "16"),
        ("", "", ""),
        ("12", "12", ""),
    ],
)
def test_a_line_is_street_and_number(typed, street, number):
    assert split_number(typed) == (street, number)


class Finder(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        with acting(cast.KEEPER):
            cls.border = Street.objects.create(
                id=90, municipality=c.oever, name="Grensstraat", name_other="Rue Frontière", folded="grensstraat rue frontiere",
                postcode="9000", neighbourhoods=[c.brug.id, c.kaai.id],
            )  # fmt: skip
            for place, number, box in ((c.brug, "1", ""), (c.kaai, "2", ""), (c.brug, "12", "1"), (c.brug, "12", "2"), (c.brug, "12A", "")):
                Address.objects.create(
                    neighbourhood=place, municipality_id=c.oever.id, street_id=90, street_name="Grensstraat", number=number, box=box,
                    postcode="9000", place="Oever", longitude=3.7, latitude=51.0,
                )  # fmt: skip

    def get(self, path, **headers):
        return Client(headers={"accept-language": "en", **headers}).get(path).content.decode()

    def test_streets(self):
        assert [s.name for s in find_streets("grens")] == ["Grensstraat"]
        assert [s.name for s in find_streets("rue frontière")] == ["Grensstraat"]
        assert find_streets("grenstraat")[0].name == "Grensstraat"  # a typing error
        assert find_streets("straat", town=self.c.dorp.id)[0].name == "Marktstraat"
        for nothing in ("", "x", "zzzzzz", "%%", "'; --", "\x00"):
            assert find_streets(nothing) == []

    def test_homes(self):
        with guarded():
            assert [str(h) for h in find_homes(self.border, "12")] == ["Grensstraat 12/1", "Grensstraat 12/2", "Grensstraat 12A"]
            assert [str(h) for h in find_homes(self.border, "12 bus 2")] == ["Grensstraat 12/2"]
            assert [str(h) for h in find_homes(self.border, "12a")] == ["Grensstraat 12A"]
            assert find_homes(self.border, "99") == []

    def test_each_side_of_a_border_street_has_its_own_neighbourhood(self):
        assert "You live in Brug" in self.get("/find/?q=grensstraat 1")
        assert "You live in Kaai" in self.get("/find/?q=grensstraat 2")

    def test_without_a_script_a_street_asks_for_its_number(self):
        page = self.get("/find/?q=grens")
        assert "Number in Grensstraat" in page
        assert "You live in Brug" in self.get("/find/?street=90&number=1")
        assert "We know no number 99" in self.get("/find/?street=90&number=99")
        assert "We know no number 99" in self.get("/find/?q=grensstraat 99")

    def test_a_guess_is_offered_and_not_taken(self):
        page = self.get("/find/?q=grenstraat")
        assert "Number in" not in page and "street=90" in page

    def test_while_typing(self):
        assert "?street=90" in self.get("/find/streets/?q=gren&for=join")
        assert encode(self.c.brug.id, self.c.gust_home.id) in self.get("/find/streets/?q=brugstraat 8&for=join")

    def test_an_address_that_has_joined_looks_like_one_that_has_not(self):
        home = rb'(?i)brugstraat\W{0,3}(20)?\d|(?<=name="address" value=")\w+'
        pages = [
            re.sub(home, b"", TOKEN.sub(b"", Client().get(f"/find/?q=brugstraat {number}").content))
            for number in (1, 7)  # An lives at 1, nobody at 7
        ]
        assert pages[0] == pages[1]

    def test_a_post_picks_and_writes_nothing(self):
        reference = encode(self.c.kaai.id, self.c.kaai_homes[0].id)
        assert "You live in Kaai" in Client(headers={"accept-language": "en"}).post("/find/", {"address": reference}).content.decode()
        for wrong in ("", "nonsense", "Z" * 39, "x" * 100_000):
            assert Client().post("/find/", {"address": wrong}).status_code == 200

    def test_bad_input(self):
        for query in (
            "q=" + "x" * 5000,
            "street=99999999999999999999",
            "street=x",
            "q=%00",
            "q=a&street=90&number=" + "9" * 500,
            "street=-1",
        ):
            assert Client().get(f"/find/?{query}").status_code == 200

    def test_help_is_named(self):
        assert "09\xa0000\xa000\xa000" in self.get("/find/?q=brugstraat 1")
