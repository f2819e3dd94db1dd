"""Saying something to a neighbour: the first message begins it, the others follow, and nobody else hears of it."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import TestCase

from stoep.chat.actions import mark_read, send_message, start_conversation, withdraw_message
from stoep.chat.models import Conversation, Marker, Message, Waiting
from stoep.chat.rules import SENT_A_MINUTE
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded


class Sending(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram, self.dirk = (cast.member(self.c, "an"), cast.member(self.c, "bram"), cast.member(self.c, "dirk", self.c.brug))
        with acting(self.an):
            self.talk = start_conversation(self.an, other=self.bram.member)

    def say(self, who, body="Kom je zaterdag?", act=None, talk=None):
        with acting(who), guarded():
            return send_message(who, conversation=(talk or self.talk).id, body=body, act=act or uuid.uuid4())

    def waiting(self, who) -> int:
        with acting(who):
            return Waiting.objects.filter(neighbourhood=who.here).count()

    def test_the_other_one_reads_it_and_it_waits_for_them_alone(self):
        said = self.say(self.an)
        with acting(self.bram):
            assert Message.objects.get(neighbourhood=self.bram.here, id=said.id).body == "Kom je zaterdag?"
        assert (self.waiting(self.bram), self.waiting(self.an), self.waiting(self.dirk)) == (1, 0, 0)
        with acting(self.dirk):
            assert not Message.objects.filter(neighbourhood=self.dirk.here).exists()
            assert not Conversation.objects.filter(neighbourhood=self.dirk.here).exists()

    def test_reading_ends_the_waiting_unless_something_newer_came(self):
        first, second = self.say(self.an), self.say(self.an, "Om tien uur?")
        with acting(self.bram), guarded():
            mark_read(self.bram, conversation=self.talk.id, up_to=first.id)
        assert self.waiting(self.bram) == 1
        with acting(self.bram):
            mark_read(self.bram, conversation=self.talk.id, up_to=second.id)
            assert Marker.objects.get(neighbourhood=self.bram.here).read_id == second.id
        assert self.waiting(self.bram) == 0

    def test_sent_twice_is_said_once(self):
        act = uuid.uuid4()
        assert self.say(self.an, act=act).id == self.say(self.an, act=act).id
        assert self.say(self.bram, act=act).author_id == self.bram.member  # nobody takes the id of another's form
        with acting(self.an):
            assert Message.objects.filter(neighbourhood=self.an.here).count() == 2

    def test_a_line_in_the_journal_holds_no_word_of_it(self):
        said = self.say(self.an)
        with acting(cast.KEEPER):
            line = Entry.objects.get(neighbourhood_id=self.an.here, verb="send_message")
        assert line.about == said.id
        assert line.detail == {"conversation": str(self.talk.id)}

    def test_who_takes_no_part_sends_nothing(self):
        with pytest.raises(Conversation.DoesNotExist):
            self.say(self.dirk)

    def test_a_measure_no_person_reaches(self):
        for n in range(SENT_A_MINUTE):
            self.say(self.an, f"{n}")
        with pytest.raises(NotAllowed):
            self.say(self.an)
        self.say(self.bram)

    def test_who_may_only_read_for_a_while_writes_here_neither(self):
        hushed = replace(self.an, reads_only_until=now() + timedelta(days=1))
        for act in (lambda: self.say(hushed), lambda: start_conversation(hushed, other=self.c.ilse_member.id)):
            with acting(hushed), pytest.raises(NotAllowed):
                act()
        self.say(replace(self.an, reads_only_until=now() - timedelta(days=1)))

    def test_who_moved_away_is_written_to_no_more(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.bram.member).update(state="gone")
        with pytest.raises(NotAllowed):
            self.say(self.an)

    def test_taken_back_is_gone_for_both(self):
        said = self.say(self.an, "Dit had ik niet moeten zeggen")
        with acting(self.bram), pytest.raises(NotAllowed):
            withdraw_message(self.bram, message=said.id)
        with acting(self.an):
            withdraw_message(self.an, message=said.id)
        with acting(self.bram):
            assert Message.objects.get(neighbourhood=self.bram.here, id=said.id).body == ""
        with acting(self.an), pytest.raises(NotAllowed):
            withdraw_message(self.an, message=said.id)
