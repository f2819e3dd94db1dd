"""A neighbour about whom a decision falls, whose home has a letter, and who may erase their account and join anew."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import suspend_member
from stoep.membership.models import LetterCode, Seat
from stoep.moderation.models import Decision, Matter, Sanction
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.tests.test_erase_account import asked
from tests import cast

from .joiners import Joiner
from .waiting import is_in

DAY = timedelta(days=1)
FAST = "snel@example.org"


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

    def seat(self, email=FAST):
        """Where this mailbox lives."""
        with acting(cast.KEEPER):
            return Seat.objects.get(person=Person.objects.by_email(email), kind="home")

    def browser(self):
        return cast.sign_in(Client(headers={"accept-language": "en"}), Person.objects.by_email(FAST))

    def anew(self, name="An"):
        """Erasing, and back at once with another mailbox: before anybody decided."""
        _client, erasure = asked(self)
        assert self.comes(email=FAST, name=name)[1]
        mail.outbox.clear()
        return erasure

    def decided(self, kind, days):
        """What the operator decided about An: the sanction of it, which the test gives by itself."""
        with acting(Clockwork.of("the test", here=self.c.brug.id)):
            about = {"pause": self.c.an_member.id}.get(kind, self.c.bram_member.id)
            of = {"neighbourhood_id": self.c.brug.id, "author_id": self.c.an_member.id}
            matter = Matter.objects.create(**of, about_id=about, language="en")
            until = now() + days * DAY
            words = {"thing": "keep", "measure": kind, "until": until, "rules_version": "1", "person_id": 1, "signed": "K."}
            decision = Decision.objects.create(matter=matter, **words)
            return Sanction.objects.create(
                decision=decision, neighbourhood_id=self.c.brug.id, member_id=self.c.an_member.id, kind=kind, until=until
            )
