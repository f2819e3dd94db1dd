"""Helpers of an attacker: however they spread their words over the months, they let in no more people than the caps say (SECURITY T13)."""

from datetime import timedelta
from random import Random

import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding
from stoep.membership.actions.vouching import vouch
from stoep.membership.models import Member
from stoep.membership.proofs import Application
from stoep.membership.proving import WORDS_OF_MEMBER
from tests import cast

from .waiting import applicant, neighbour

DAYS = 130


def standing(c, member) -> MemberStanding:
    return MemberStanding(here=c.brug.id, person=member.person_id, town=c.oever.id, member=member.id)


class Ring(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def run_ring(self, helpers: int, dice: Random) -> list:
        """The days on which somebody was let in. Everybody inside tries every few days, for whoever waits."""
        inside = [neighbour(self.c, self.c.brug_homes[n], name=f"Helper {n}")[1] for n in range(helpers)]
        admitted, begin, waits = [], now(), None
        for day in range(0, DAYS, 4):
            with time_machine.travel(begin + timedelta(days=day), tick=False):
                for giver in dice.sample(inside, len(inside)):
                    if waits is None:
                        waits = applicant(self.c, home=dice.choice(self.c.brug_homes), name="Nep")[1]
                    member = self.word(giver, waits)
                    if member:
                        admitted.append(day)
                        inside.append(member)
                        waits = None
        return admitted

    def word(self, giver, waits) -> Member | None:
        try:
            with acting(standing(self.c, giver)) as who:
                return vouch(who, waits=waits)
        except NotAllowed as refusal:
            if "joined at this address" in str(refusal.reason):
                Application.objects.filter(id=waits.id).update(address_id=self.c.brug_homes[7].id)
            return None

    @settings(max_examples=4, deadline=None)
    @given(helpers=st.integers(1, 5), seed=st.integers(0, 10_000))
    def test_an_attacker_with_helpers_never_passes_the_cap(self, helpers, seed):
        admitted = self.run_ring(helpers, Random(seed))
        for day in range(DAYS):
            month = [d for d in admitted if day <= d < day + 30]
            assert len(month) <= WORDS_OF_MEMBER * helpers, (helpers, admitted)
        assert len([d for d in admitted if d < 30]) <= helpers, "both words come from somebody with a letter as long as no newcomer may"
        assert helpers > 1 or not admitted, "one alone lets nobody in"
