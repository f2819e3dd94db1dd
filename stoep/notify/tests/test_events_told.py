"""What is told to those who come: called off, another time, tomorrow; once, and to nobody else."""

from datetime import timedelta

import time_machine
from django.test import TestCase

from stoep.board.calendar.actions import attend_event, cancel_event, edit_event, plan_event, skip_event
from stoep.board.calendar.reminding import remind_events
from stoep.board.calendar.times import on_wall
from stoep.board.tests.test_calendar import SAID, facet
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Block
from stoep.notify.hearing import hear_entry
from stoep.notify.mailing import answer_letter
from stoep.notify.models import Notification
from stoep.notify.rules import preference_of
from tests import cast
from tests.shards import guarded


class EventsTold(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def heard(self, who):
        with acting(cast.KEEPER):
            for entry in Entry.objects.filter(neighbourhood=self.c.brug):
                hear_entry(self.c.brug.id, str(entry.id))
            rows = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id)
            return list(rows.order_by("created").values_list("verb", flat=True))

    def party(self, **other):
        post = self.does("an", plan_event, act=uuid7(), said=SAID, **facet(**other))
        for who, answer in (("bram", "going"), ("marie", "interested"), ("an", "going")):
            self.does(who, attend_event, post=post.id, answer=answer)
        return post

    def remind(self, ahead: timedelta) -> int:
        with time_machine.travel(facet()["starts_at"] - ahead), acting(cast.KEEPER), guarded():
            return remind_events()

    def test_called_off_is_told_to_who_comes_and_perhaps_not_to_who_planned_it(self):
        post = self.party()
        self.does("an", cancel_event, post=post.id, cancelled=True)
        assert (self.heard("bram"), self.heard("marie"), self.heard("an")) == (["cancel_event"], ["cancel_event"], [])
        self.does("an", cancel_event, post=post.id, cancelled=False)
        assert self.heard("bram") == ["cancel_event"]

    def test_another_time_or_one_that_falls_out_is_told(self):
        start = facet()["starts_at"]
        post = self.party(rule="FREQ=WEEKLY;COUNT=3")
        self.does("an", skip_event, post=post.id, day=on_wall(start).date(), skipped=True)
        self.does("an", edit_event, post=post.id, said=SAID, **facet(starts_at=start + timedelta(hours=1), ends_at=None))
        assert self.heard("bram") == ["skip_event", "move_event"]
        page = cast.sign_in(self.client, self.c.bram).get(f"/n/{self.c.brug.slug}/bell/").content.decode()
        assert "Straatontbijt" in page and "veranderd" in page

    def test_the_day_before_once_from_nine_on_to_who_comes(self):
        post = self.party()
        assert self.remind(timedelta(days=2)) == 0
        assert self.remind(timedelta(hours=26)) == 0, "half past seven: too early"
        assert [self.remind(timedelta(hours=after)) for after in (24, 20, 16)] == [1, 0, 0]
        assert (self.heard("bram"), self.heard("marie"), self.heard("an")) == (["remind_event"], [], [])
        with acting(cast.KEEPER):
            (line,) = Entry.objects.filter(neighbourhood=self.c.brug, verb="remind_event")
        assert (line.about, line.member_id, line.person_id) == (post.id, None, None)

    def test_of_what_is_called_off_taken_out_or_withdrawn_nobody_is_reminded(self):
        off, out = self.party(), self.party(rule="FREQ=WEEKLY;COUNT=3")
        self.does("an", cancel_event, post=off.id, cancelled=True)
        self.does("an", skip_event, post=out.id, day=on_wall(facet()["starts_at"]).date(), skipped=True)
        assert self.remind(timedelta(hours=24)) == 0

    def test_a_block_keeps_it_from_them(self):
        post = self.party()
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.bram.id, blocked_id=self.c.an.id)
        self.does("an", cancel_event, post=post.id, cancelled=True)
        assert self.heard("bram") == []

    def test_it_goes_by_mail_too_and_says_why(self):
        post = self.party()
        self.does("an", cancel_event, post=post.id, cancelled=True)
        self.heard("bram")
        with acting(cast.KEEPER):
            notice = Notification.objects.get(neighbourhood=self.c.brug, member_id=self.c.bram_member.id)
            mail = answer_letter(self.c.brug.id, notice, preference_of(self.c.brug.id, notice.member_id))
        assert "afgelast" in mail.body and "Straatontbijt" in mail.body
        assert "dat je komt" in mail.body
        assert "Straatontbijt" not in mail.subject
