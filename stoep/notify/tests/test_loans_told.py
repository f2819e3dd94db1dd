"""What was lent and is due: told the day before to who has it, a day late to both, once, and of nothing that is back."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from stoep.board.things.actions import agree_claim, claim_thing, hand_over, offer_thing, take_back
from stoep.board.things.reminding import remind_loans
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast
from tests.shards import guarded

SAID = {"title": "De ladder", "body": "Zes meter.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
LOAN = {"what": "lend", "portions": 1, "until": None, "moment": "", "thanks": ""}
REMINDERS = ("remind_loan", "late_loan")


class LoansTold(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def lent(self, days: int):
        """Bram has An's ladder, from today for so many days; (post, claim)."""
        post, today = self.does("an", offer_thing, act=uuid7(), said=SAID, **LOAN), timezone.localdate()
        claim = self.does("bram", claim_thing, post=post.id, act=uuid7(), starts=today, ends=today + timedelta(days=days))
        for step in (agree_claim, hand_over):
            self.does("an", step, post=post.id, claim=claim.id)
        return post, claim

    def told(self, days: int, hour: int = 10) -> int:
        """How many are told of, so many days on."""
        moment = timezone.localtime().replace(hour=hour) + timedelta(days=days)
        with time_machine.travel(moment), acting(cast.KEEPER):
            return remind_loans()

    def heard(self, who):
        with acting(cast.KEEPER):
            for entry in Entry.objects.filter(neighbourhood=self.c.brug, verb__in=REMINDERS):
                hear_entry(self.c.brug.id, str(entry.id))
            mine = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id, verb__in=REMINDERS)
            return list(mine.order_by("created").values_list("verb", flat=True))

    def test_the_day_before_who_has_it_hears_once(self):
        self.lent(days=5)
        assert [self.told(3), self.told(4, hour=7), self.told(4), self.told(4)] == [0, 0, 1, 0]
        assert (self.heard("bram"), self.heard("an")) == (["remind_loan"], [])

    def test_a_day_late_both_hear(self):
        self.lent(days=5)
        assert self.told(6) == 1
        assert (self.heard("bram"), self.heard("an")) == (["late_loan"], ["late_loan"])
        bell = cast.sign_in(self.client, self.c.an).get(f"/n/{self.c.brug.slug}/bell/")
        self.assertContains(bell, "Een dag over tijd: “De ladder” (<bdi>Bram</bdi>)")

    def test_what_is_back_is_due_no_more(self):
        post, claim = self.lent(days=5)
        self.does("an", take_back, post=post.id, claim=claim.id)
        assert [self.told(4), self.told(6)] == [0, 0]
