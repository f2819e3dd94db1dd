"""Fifty at once: one conversation, each message once, none lost."""

import threading
import time
import uuid

from django.test import TransactionTestCase

from stoep.chat.actions import mark_read, send_message, start_conversation
from stoep.chat.models import Conversation, Message, Waiting
from stoep.chat.rules import SENT_A_MINUTE
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.raw import empty_tables
from tests.together import together


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")

    def _fixture_teardown(self):
        empty_tables()

    def begin(self, who, other):
        with acting(who):
            return start_conversation(who, other=other.member).id

    def say(self, who, talk, act):
        with acting(who):
            return send_message(who, conversation=talk, body="Nu", act=act).id

    def test_both_begin_in_the_same_moment(self):
        found = together([lambda: self.begin(self.an, self.bram), lambda: self.begin(self.bram, self.an)] * 10)
        assert len(set(found)) == 1
        with acting(cast.KEEPER):
            assert Conversation.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_one_form_fifty_times_is_one_message(self):
        talk, act = self.begin(self.an, self.bram), uuid.uuid4()
        assert len(set(together([lambda: self.say(self.an, talk, act)] * 50))) == 1
        with acting(cast.KEEPER):
            assert Message.objects.filter(neighbourhood=self.c.brug).count() == 1
            assert Waiting.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_fifty_forms_stop_at_the_measure_exactly(self):
        talk = self.begin(self.an, self.bram)
        said = together([lambda: self.say(self.an, talk, uuid.uuid4())] * 50)
        assert sum(not isinstance(one, NotAllowed) for one in said) == SENT_A_MINUTE

    def test_who_reads_while_somebody_writes_costs_neither_anything(self):
        talk, locked = self.begin(self.an, self.bram), threading.Event()
        first = self.say(self.an, talk, uuid.uuid4())

        def write():
            with acting(self.an):
                Conversation.objects.of(self.an).select_for_update().get(id=talk)
                locked.set()
                time.sleep(0.5)
                return send_message(self.an, conversation=talk, body="Nog iets", act=uuid.uuid4())

        def read():
            locked.wait(30)
            with acting(self.bram):
                mark_read(self.bram, conversation=talk, up_to=first)

        said, _read = together([write, read])
        with acting(cast.KEEPER):
            waits = Waiting.objects.get(neighbourhood=self.c.brug)
        assert (waits.member_id, said.body) == (self.bram.member, "Nog iets"), "what was said meanwhile still waits"
