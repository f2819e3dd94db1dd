"""A message is a word to the pages of those who take part, and to no others; it is said when the message is committed."""

import uuid

import psycopg
from django.test import TransactionTestCase

from stoep.chat.actions import send_message, start_conversation
from stoep.lib.connections import dsn
from stoep.lib.live import CHANNEL, member_token, place_token
from stoep.lib.roles import acting
from stoep.lib.tickets import issue_ticket, read_ticket
from stoep.live import Hub
from tests import cast
from tests.raw import database, empty_tables


class Words(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")

    def _fixture_teardown(self):
        empty_tables()

    def test_the_word_goes_to_who_takes_part(self):
        with acting(self.an):
            talk = start_conversation(self.an, other=self.bram.member)
        with psycopg.connect(dsn("stoep_live", database()), autocommit=True) as ear:
            ear.execute(f"LISTEN {CHANNEL}")
            with acting(self.an):
                send_message(self.an, conversation=talk.id, body="Hoor je mij?", act=uuid.uuid4())
                assert list(ear.notifies(timeout=0.05)) == []  # not before it is true
            heard = {notice.payload for notice in ear.notifies(timeout=30, stop_after=2)}
        assert heard == {member_token(self.an.here, self.an.member), member_token(self.bram.here, self.bram.member)}

    def test_a_stream_hears_its_own_word_and_that_of_its_place(self):
        ticket = read_ticket(issue_ticket(self.c.bram.id, self.bram.here, member_token(self.bram.here, self.bram.member)))
        other = read_ticket(issue_ticket(self.c.an.id, self.an.here, member_token(self.an.here, self.an.member)))
        hub = Hub()
        with hub.opened(ticket) as bram, hub.opened(other) as an:
            hub.heard(member_token(self.bram.here, self.bram.member))
            assert (bram.news, an.news) == ({"mine"}, set())
            hub.heard(place_token(self.an.here))
            assert (bram.news, an.news) == ({"mine", "new"}, {"new"})
        assert not hub.by_member
        assert not hub.by_place

    def test_a_ticket_with_another_word_in_it_is_none(self):
        ticket = issue_ticket(self.c.bram.id, self.bram.here, member_token(self.bram.here, self.bram.member))
        forged = ticket.replace(member_token(self.bram.here, self.bram.member), member_token(self.an.here, self.an.member))
        assert forged != ticket
        assert read_ticket(forged) is None
