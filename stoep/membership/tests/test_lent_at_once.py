"""Somebody comes in with their letter while their address goes to another neighbourhood; and a lending that is killed half-way."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import TransactionTestCase

from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import LetterCode, Residence, Seat
from stoep.people.models import Person
from stoep.places import lending
from stoep.places.models import Address, Neighbourhood
from stoep.places.tests.lent import dries
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .joiners import Joiner, digits

HOMES, NAMES = 3, ("Ada", "Bea", "Cis")


class Killed(BaseException):
    """Stands for kill -9: nothing catches it, the transaction is gone."""


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            dries(self.c)
            self.homes = list(Address.objects.filter(neighbourhood=9).order_by("number"))
            self.codes = [new_code() for _ in self.homes]
            LetterCode.objects.bulk_create(
                LetterCode(neighbourhood_id=9, address_id=home.id, hash=hash_code(home.id, code), expires_at=now() + timedelta(days=90))
                for home, code in zip(self.homes, self.codes, strict=True)
            )

    def _fixture_teardown(self):
        empty_tables()

    def lend(self):
        with acting(cast.KEEPER):
            return lending.lend_neighbourhood(cast.KEEPER, small="oever-dries", host="oever-kaai", commit=True)

    def test_whoever_comes_in_at_that_moment_has_one_home_where_the_address_is(self):
        joiners = [Joiner(home, network=f"198.51.100.{n}") for n, home in enumerate(self.homes)]
        typed = []
        for n, (joiner, code) in enumerate(zip(joiners, self.codes, strict=True)):
            joiner.pick(), joiner.code(code), joiner.you(email=f"n{n}@example.org", name=NAMES[n])
            typed.append(digits())
        found = together([*(lambda n=n: joiners[n].mail(typed[n]).status_code for n in range(HOMES)), self.lend])
        assert len(found) == HOMES + 1 and all(one in (200, 302) for one in found if isinstance(one, int))
        for n, joiner in enumerate(joiners):  # who was too early or too late does the step again
            if not Seat.objects.filter(person__email=f"n{n}@example.org").exists():
                joiner.pick(), joiner.code(self.codes[n]), joiner.you(email=f"n{n}@example.org", name=NAMES[n])
                joiner.mail()
        with acting(cast.KEEPER), fan_out("looking"):
            for n, home in enumerate(self.homes):
                person = Person.objects.get(email=f"n{n}@example.org")
                where = Address.objects.get(id=home.id).neighbourhood_id
                assert Seat.objects.get(person=person, state="active").neighbourhood_id == where
                assert Residence.objects.get(address_id=home.id).neighbourhood_id == where

    def test_killed_in_the_middle_nothing_happened_and_again_does_it(self):
        with patch.object(lending, "recount", side_effect=Killed), pytest.raises(Killed):
            self.lend()
        with acting(cast.KEEPER), fan_out("looking"):
            assert Address.objects.filter(neighbourhood=9).count() == HOMES
            assert LetterCode.objects.filter(neighbourhood=9).count() == HOMES
            assert Neighbourhood.objects.get(id=9).lent_to_id is None
        assert self.lend().done
