"""The household's cap holds, whoever erases and comes back."""

import time_machine

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant
from stoep.membership.actions.settling import settle
from stoep.membership.models import Member, Residence
from stoep.membership.rules import HOUSEHOLD_CAP, household_size, letter_that_opens
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.hiding import show_account
from stoep.privacy.models import Erasure
from stoep.privacy.tests.test_erase_account import asked
from tests import cast

from .sanctioned import DAY, Sanctioned


class HouseholdOfHidden(Sanctioned):
    """An's home; whoever comes beside her, with the letter."""

    def joins(self, n):
        with acting(cast.KEEPER):
            person = Person.objects.create(email=f"zes{n}@example.org", name=f"Zes {n}", password=cast.password_hash())
        applicant = Applicant(here=self.c.brug.id, person=person.id)
        with acting(applicant):
            settle(applicant, address_id=self.home.id, name=f"Zes {n}", proof=Residence.Proof.LETTER)

    def join(self, most) -> int:
        """How many of so many come in."""
        for n in range(most):
            try:
                self.joins(n)
            except NotAllowed as refusal:
                assert "until they can no longer come back" in str(refusal.reason)
                return n
        return most

    def size(self):
        with acting(cast.KEEPER):
            return household_size(self.c.brug.id, self.home.id)

    def test_who_may_still_come_back_keeps_their_place(self):
        _client, erasure = asked(self)
        assert self.size() == 1
        assert self.join(HOUSEHOLD_CAP) == HOUSEHOLD_CAP - 1
        with acting(cast.KEEPER):
            Erasure.objects.filter(id=erasure.id).update(state="back")
        show_account(str(erasure.id))
        assert self.size() == HOUSEHOLD_CAP

    def test_who_is_erased_for_good_leaves_a_place(self):
        self.erased()
        assert self.size() == 0
        assert self.join(HOUSEHOLD_CAP + 1) == HOUSEHOLD_CAP

    def test_a_full_home_answers_the_letter_as_a_wrong_code_while_somebody_may_come_back(self):
        asked(self)
        self.join(HOUSEHOLD_CAP)
        assert not self.opens()
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1
            assert self.opens()

    def opens(self) -> bool:
        applicant = Applicant(here=self.c.brug.id)
        with acting(applicant):
            return letter_that_opens(applicant, self.home.id, self.letter) is not None

    def test_who_moved_out_leaves_a_place_at_once(self):
        with acting(cast.KEEPER):
            Member.objects.filter(id=self.c.an_member.id).update(state="gone")
        assert self.size() == 0
