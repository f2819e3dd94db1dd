"""Notes of a group (who was asked in, who left) are nobody's words: not reported, in no copy, behind no broken glass."""

from datetime import timedelta

from django.test import TestCase

from stoep.chat.actions import add_to_group, send_message, start_group
from stoep.chat.models import Message
from stoep.lib.clock import this_day
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.actions.blocking import block_member
from stoep.moderation import talks
from stoep.moderation.finding import message_to_flag, said_by_blocked
from stoep.moderation.glass.copying import FOUND
from stoep.moderation.models import Flag, Matter, Opening
from tests import cast

from .scene import neighbours, weigh_all


class Reports(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram = cast.member(cls.c, "an"), cast.member(cls.c, "bram")
        third, fourth = neighbours(cls.c, 2)
        with acting(cls.an):
            cls.talk = start_group(cls.an, title="Straat", others=[cls.bram.member, third.member], act=uuid7())
            add_to_group(cls.an, conversation=cls.talk.id, other=fourth.member)
            cls.rude = send_message(cls.an, conversation=cls.talk.id, body="Ezels allemaal.", act=uuid7())
        with acting(cast.KEEPER):
            cls.note = Message.objects.get(neighbourhood=cls.c.brug, kind="asked_in")

    def test_it_is_not_reported_and_goes_along_with_nothing(self):
        client = cast.sign_in(self.client, self.c.bram)
        assert client.get(f"/n/oever-brug/safety/flag/message/{self.note.id}/").status_code == 404
        with acting(self.bram), self.assertRaises(Message.DoesNotExist):
            message_to_flag(self.bram, self.note.id)
        with acting(self.bram):
            assert [one.id for one in talks.around(self.bram, self.rude)] == [self.rude.id]
            block_member(self.bram, member=self.an.member)
            assert [one.id for one in said_by_blocked(self.bram, self.an.member)[3]] == [self.rude.id]

    def test_nor_when_somebody_makes_the_report_by_hand(self):
        with acting(self.bram):
            for about in (self.note, self.rude):
                copy = talks.handed(self.bram, about, [self.note, self.rude], pictures=False)
                what = {"about_id": about.id, "message_id": about.id, "copy": copy, "reason": "threat"}
                Flag(neighbourhood=self.c.brug, member_id=self.bram.member, **what).save(force_insert=True)
        weigh_all(self.c)
        with acting(cast.KEEPER):
            assert not Matter.objects.exists()

    def test_what_an_operator_reads_of_a_conversation_is_what_was_said(self):
        opening = Opening(neighbourhood_id=self.c.brug.id, about_id=self.talk.id, since=this_day() - timedelta(days=2))
        with acting(cast.KEEPER):
            assert [one.id for one in FOUND["conversation"](opening)[0]] == [self.rude.id]
