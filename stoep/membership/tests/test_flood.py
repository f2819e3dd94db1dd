"""Whoever floods /join/: how many rows that can leave behind, and when they are gone."""

from datetime import timedelta

import time_machine
from django.test import Client, TestCase
from django.utils import timezone

from stoep.lib.roles import acting
from stoep.membership.actions.joining import BEGIN_PER_NETWORK
from stoep.membership.models import Joining
from stoep.membership.sweeping import sweep_joinings
from stoep.people.models import Budget, Person, Session
from stoep.people.sweeping import sweep_budgets, sweep_sessions
from tests import cast

from .joiners import Joiner

POSTS = 500


class Flood(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_five_hundred_posts_from_one_network(self):
        """Each without a cookie, with a code, at one address after the other: as many new rows as a browser can make."""
        people = Person.objects.count()
        for n in range(POSTS):
            homes = self.c.brug_homes if n % 2 else self.c.kaai_homes
            assert Joiner(homes[n % 8]).pick(code=f"{n:010d}").status_code == 200
        most = BEGIN_PER_NETWORK.most
        assert Joining.objects.count() == most
        assert Session.objects.count() == most
        assert Budget.objects.count() <= 2 + 3 * 16  # the network's own, and three lanes of each address it knows
        assert Person.objects.count() == people
        self.all_gone_after_a_week()

    def all_gone_after_a_week(self):
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)), acting(cast.KEEPER):
            sweep_joinings(), sweep_sessions(), sweep_budgets()
            assert not Joining.objects.exists()
            assert not Session.objects.exists()
            assert not Budget.objects.exists()

    def test_what_is_no_address_and_what_is_only_looked_for_leaves_nothing(self):
        for n in range(50):
            Client().post("/join/", {"address": f"nonsense{n}", "code": "AAAAAAAAAA"})
            Client().get("/join/", {"q": f"brugstraat {n}"})
            Client().post("/join/code/", {"code": "AAAAAAAAAA"})
        assert not Joining.objects.exists()
        assert not Session.objects.exists()
        assert not Budget.objects.exists()

    def test_who_is_signed_in_is_not_swept_after_a_week(self):
        an = cast.sign_in(Client(), self.c.an)
        with time_machine.travel(timezone.now() + timedelta(days=8)), acting(cast.KEEPER):
            assert sweep_sessions() == 0
        assert an.get("/home/").status_code == 302
