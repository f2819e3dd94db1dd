"""A neighbour about whom a decision falls, whose home has a letter, and who may erase their account and join anew."""

from datetime import timedelta

import time_machine
from django.test import TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import suspend_member
from stoep.membership.models import LetterCode
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.tests.test_erase_account import asked
from tests import cast

from .joiners import Joiner
from .waiting import is_in

DAY = timedelta(days=1)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Sanctioned(TestCase):
    """An lives in Brug, and her home has a letter."""

    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.home, cls.letter = c.brug_homes[0], new_code()
        with acting(cast.KEEPER):
            Person.objects.filter(id=c.an.pk).update(language="en")
            hashed = hash_code(cls.home.id, cls.letter)
            LetterCode.objects.create(neighbourhood=c.brug, address_id=cls.home.id, hash=hashed, expires_at=now() + 90 * DAY)

    def does(self, verb, **given):
        clock = Clockwork.of("carry_out", here=self.c.brug.id)
        with acting(clock):
            verb(clock, member=self.c.an_member.id, **given)

    def shut_out(self, days=60, erased=True):
        self.does(suspend_member, until=now() + days * DAY)
        if erased:
            self.erased()

    def erased(self):
        asked(self)
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1

    def comes(self, email="an@example.org", name="An"):
        """With the household's letter: the last answer, and whether they are in."""
        answer = Joiner(self.home).all_the_way(self.letter, email=email, name=name)
        person = Person.objects.by_email(email)
        return answer, is_in(person)
