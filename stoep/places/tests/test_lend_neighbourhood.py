"""lend_neighbourhood, return_neighbourhood: too few homes, so its addresses stand in the neighbour's register for a while."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import TestCase

from stoep.journal.models import TownEntry
from stoep.lib.codes import hash_code, verify_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import LetterBatch, LetterCode, LetterWish, NoLetter
from stoep.places.find import find_homes, the_home
from stoep.places.lending import guests_of, lend_neighbourhood, return_neighbourhood
from stoep.places.models import Address, AddressCount, Neighbourhood, Street
from stoep.places.reach import places_of_town
from stoep.places.reference import encode
from tests import cast

from .importing import bring_addresses, bring_boundaries
from .lent import dries
from .made import feature, register, square, written


class Lend(TestCase):
    def setUp(self):
        self.c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            self.dries = dries(self.c)
            self.home = Address.objects.filter(neighbourhood=9).order_by("number").first()

    def lend(self, small="oever-dries", host="oever-kaai", **more):
        with acting(cast.KEEPER):
            return lend_neighbourhood(cast.KEEPER, small=small, host=host, **{"commit": True, **more})

    def back(self):
        with acting(cast.KEEPER):
            return return_neighbourhood(cast.KEEPER, small="oever-dries", commit=True)

    def counted(self, here: int) -> int:
        return AddressCount.objects.get(neighbourhood_id=here).addresses

    def test_a_dry_run_writes_nothing(self):
        found = self.lend(commit=False)
        assert (len(found.addresses), found.refused, found.done) == (3, [], False)
        with acting(cast.KEEPER), fan_out("looking"):
            assert Address.objects.filter(neighbourhood=9).count() == 3
            assert Neighbourhood.objects.get(id=9).lent_to_id is None

    def test_the_addresses_go_and_remember_their_ground(self):
        with acting(cast.KEEPER), fan_out("letters"):
            LetterCode.objects.create(
                neighbourhood_id=9, address_id=self.home.id, hash=hash_code(self.home.id, "ABCDEFGHJK"),
                issued_at="2026-01-01T00:00Z", expires_at="2030-01-01T00:00Z",
            )  # fmt: skip
            NoLetter.objects.create(neighbourhood_id=9, address_id=self.home.id)
            LetterWish.objects.create(neighbourhood_id=9, address_id=self.home.id)
        assert self.lend().done
        with acting(cast.KEEPER), fan_out("looking"):
            there = Address.objects.filter(neighbourhood=self.c.kaai, lent_from=9)
            assert there.count() == 3 and not Address.objects.filter(neighbourhood=9).exists()
            for kept in (LetterCode, NoLetter, LetterWish):
                assert kept.objects.filter(neighbourhood=self.c.kaai, address_id=self.home.id).count() == 1, kept
            code = LetterCode.objects.get(neighbourhood=self.c.kaai, address_id=self.home.id)
            assert verify_code(code.hash, self.home.id, "ABCDEFGHJK")
            assert Street.objects.get(id=9).neighbourhoods == [self.c.kaai.id]
            assert (self.counted(9), self.counted(self.c.kaai.id)) == (0, 11)
            assert TownEntry.objects.filter(verb="lend_neighbourhood", municipality_id=1).count() == 1
            assert guests_of(self.c.kaai.id) == ["Dries"]
            assert [place.name for place in places_of_town(1)] == ["Brug", "Kaai + Dries"]

    def test_whoever_looks_for_the_address_reads_with_whom_it_lives(self):
        self.lend()
        (found,) = find_homes(Street.objects.select_related("municipality").get(id=9), "1")
        assert found.neighbourhood_id == self.c.kaai.id
        page = self.client.post("/find/", {"address": encode(self.c.kaai.id, self.home.id)}).content.decode()
        assert "You live in Dries" in page and "Dries lives with Kaai for now" in page

    def test_a_letter_of_before_still_leads_to_its_address_there_and_back(self):
        self.lend()
        assert the_home(9, self.home.id).neighbourhood_id == self.c.kaai.id
        self.back()
        assert the_home(self.c.kaai.id, self.home.id).neighbourhood_id == 9
        assert the_home(self.c.brug.id, self.home.id) is None

    def test_it_comes_back_and_opens(self):
        self.lend()
        assert self.back().done
        with acting(cast.KEEPER), fan_out("looking"):
            place = Neighbourhood.objects.get(id=9)
            assert (place.lent_to_id, place.lived_with_id) == (None, self.c.kaai.id) and place.opened_on
            assert Address.objects.filter(neighbourhood=9, lent_from=None).count() == 3
            assert Street.objects.get(id=9).neighbourhoods == [9]
        assert self.back().refused == ["Dries is not lent to anybody"]

    def test_refused(self):
        cases = {
            ("oever-dries", "oever-dries"): "its own town only",
            ("oever-dries", "dorp-markt"): "its own town only",
            ("oever-dries", "oever-brug"): "does not touch Brug: they are 70",
            ("oever-kaai", "oever-brug"): "people have joined in Kaai",
        }
        for (small, host), why in cases.items():
            (said, *_) = self.lend(small, host).refused
            assert why in said, (small, host, said)
        self.lend()
        assert "lent already" in self.lend().refused[0]
        assert "another neighbourhood lives with Kaai" in "".join(self.lend("oever-kaai", "oever-brug").refused)
        assert "lent itself" in "".join(self.lend("oever-brug", "oever-dries").refused)

    def test_one_with_homes_enough_is_lent_only_if_one_insists(self):
        with acting(cast.KEEPER), fan_out("many homes"):
            Address.objects.bulk_create(
                Address(neighbourhood_id=9, municipality_id=1, street_id=9, street_name="D", number=str(n), longitude=3.7, latitude=51)
                for n in range(10, 510)
            )
        assert "--anyway" in self.lend().refused[0]
        assert self.lend(anyway=True).done

    def test_not_while_letters_are_being_typeset(self):
        with acting(cast.KEEPER):
            els = cast.mandate(self.c, "els").mandate
            LetterBatch.objects.create(municipality_id=1, neighbourhoods=[self.c.kaai.id], state="approved", ordered_by=els)
        assert "being typeset" in self.lend().refused[0]

    def test_an_import_of_the_register_leaves_it_lent(self):
        with TemporaryDirectory() as folder:
            rows = [f"Driesweg,{n},9000,51.055,{3.72 + 0.001 * n:.3f}" for n in (1, 2, 3)]
            path = register(Path(folder), *rows)
            bring_addresses(path, slug="oever")
            self.lend()
            assert bring_addresses(path, slug="oever").written == 0
            path = register(Path(folder), *rows, "Driesweg,4,9000,51.055,3.724")
            assert bring_addresses(path, slug="oever").written == 1
            with acting(cast.KEEPER), fan_out("looking"):
                assert Address.objects.get(neighbourhood=self.c.kaai, street_name="Driesweg", number="4").lent_from == 9
            wider = square(2)
            wider[1][0] = wider[2][0] = 3.735
            report = bring_boundaries(written(Path(folder), feature("Dries", wider, "dries")), slug="oever")
            assert report.blocked == ["Dries is lent to a neighbour: its border can change when it is back (stoep town return)"]
