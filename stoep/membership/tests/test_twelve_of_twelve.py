"""A reporter was once let into all twelve neighbourhoods of a town within a day, with no proof. Here: 0 of 12 (SECURITY B5)."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from stoep.lib.clock import this_day
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import LetterCode, Seat
from stoep.membership.proofs import Application
from stoep.people.models import Budget, Person
from stoep.places.models import Address, Neighbourhood, Street
from tests import cast

from .waiting import Newcomer, number

PLACES, DAYS = 12, 30


class TwelveOfTwelve(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.homes = {}
        with acting(cast.KEEPER), fan_out("twelve neighbourhoods"):
            for n in range(PLACES):
                here = 100 + n
                place = Neighbourhood.objects.create(
                    id=here, slug=f"oever-twaalf-{n}", name=f"Twaalf {n}", municipality=c.oever, code=f"t{n}", area_m2=1e6,
                    boundary=cast.square(4 + n / 50, 51), opened_on=this_day(),
                )  # fmt: skip
                Street.objects.create(id=here, municipality=c.oever, name=f"Straat {n}", folded=f"straat {n}", neighbourhoods=[here])
                cls.homes[n] = [
                    Address(neighbourhood=place, municipality_id=c.oever.id, street_id=here, street_name=f"Straat {n}", number=str(k),
                            longitude=4 + n / 50, latitude=51) for k in range(1, 8)
                ]  # fmt: skip
                Address.objects.bulk_create(cls.homes[n])
            cls.codes = {n: cls.letter(cls.homes[n][0]) for n in range(PLACES)}

    @classmethod
    def letter(cls, home) -> str:
        """Somebody else's letter, to the first home of each street."""
        code = new_code()
        LetterCode.objects.create(
            neighbourhood_id=home.neighbourhood_id, address_id=home.id, hash=hash_code(home.id, code),
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip
        return code

    def fake(self, n, k, day=0):
        """A fresh account with no letter at home k of neighbourhood n; each from a network of its own."""
        one = Newcomer(self.homes[n][k], client=Client(), network=f"203.0.{n}.{10 * k + day}")
        assert one.wait(email=f"nep-{n}-{k}-{day}@example.org", name="Nep Buurman", password="").url == "/pending/"
        person = Person.objects.get(email=f"nep-{n}-{k}-{day}@example.org")
        return one, Application.objects.get(person_id=person.id)

    def attack(self, n, ring):
        """One day at one neighbourhood: guess, use somebody else's code, speak for oneself and for each other."""
        for one, waits in ring:
            cast.sign_in(one.client, Person.objects.get(id=waits.person_id))  # a session does not last for thirty days
            for code in (new_code(), self.codes[n], self.codes[(n + 1) % PLACES]):
                one.client.post("/pending/letter/", {"code": code})
            for _other, theirs in ring:
                typed = {"number": number(theirs), "sure": "yes", "knows": "on", "house_number": "1", "seen": "identity_card"}
                assert one.client.post(f"/n/oever-twaalf-{n}/let-in/", typed).status_code == 404
            for path in ("", "me/", "search/?q=a", "bell/", "more/", "write/", "let-in/"):
                assert one.client.get(f"/n/oever-twaalf-{n}/{path}").status_code == 404
            assert one.client.get("/home/").url == "/pending/"
            assert waits.person_id

    def test_nought_of_twelve_in_thirty_days(self):
        begin, rings = timezone.now(), {}
        for n in range(PLACES):
            rings[n] = [self.fake(n, k) for k in range(1, 6)]  # a ring of five, one household each
        for day in (0, 1, 15, DAYS):
            with time_machine.travel(begin + timedelta(days=day)):
                for n in range(PLACES):
                    self.attack(n, rings[n] if day == DAYS else rings[n][:1])
        inside = [n for n in range(PLACES) if Seat.objects.filter(neighbourhood_id=100 + n).exists()]
        assert inside == [], f"{len(inside)} of 12"
        assert not any(one in m.body for m in mail.outbox for one in self.codes.values())
        assert Budget.objects.exists()

    def test_one_account_is_in_one_line_only(self):
        """Going from neighbourhood to neighbourhood with one account: one application at a time, and soon none any more."""
        one, _ = self.fake(0, 1)
        for n in range(1, PLACES):
            again = Newcomer(self.homes[n][1], client=one.client)
            again.pick()
            again.without()
            one.client.post("/join/you/", {"name": "Nep Buurman", "agree": "on", "old_enough": "on"})
        assert Application.objects.count() == 1
        assert Application.objects.get().neighbourhood_id == 103, "three changes, then it ends"
        assert not Seat.objects.filter(neighbourhood_id__gte=100).exists()
