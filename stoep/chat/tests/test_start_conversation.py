"""Beginning with a neighbour: one conversation for each pair; the shielded write first; who is blocked finds nobody."""

import uuid

import pytest
from django.test import TestCase

from stoep.chat.actions import send_message, start_conversation, start_group
from stoep.chat.models import Conversation
from stoep.chat.rules import BEGUN_FIRST_DAY
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Block, Member
from tests import cast
from tests.shards import guarded


class Starting(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram, self.noor = (cast.member(self.c, who) for who in ("an", "bram", "noor"))
        self.marie = cast.member(self.c, "marie")

    def begin(self, who, other):
        with acting(who), guarded():
            return start_conversation(who, other=other)

    def test_one_conversation_whoever_begins(self):
        assert self.begin(self.an, self.bram.member).id == self.begin(self.bram, self.an.member).id

    def test_who_is_blocked_gone_elsewhere_or_nobody_is_the_same_absence(self):
        nowhere = (self.noor.member, self.c.hugo_member.id, self.c.chloe_member.id, uuid.uuid4())
        for other in nowhere:
            with pytest.raises(Member.DoesNotExist):
                self.begin(self.an, other)
        with pytest.raises(Member.DoesNotExist):
            self.begin(self.noor, self.an.member)

    def test_nobody_writes_to_themselves_or_to_the_town(self):
        with acting(cast.KEEPER):
            town = Member.objects.create(neighbourhood=self.c.brug, kind="town", name="Oever")
        for other in (self.an.member, town.id):
            with pytest.raises(NotAllowed):
                self.begin(self.an, other)

    def test_the_shielded_write_first(self):
        with pytest.raises(NotAllowed):
            self.begin(self.an, self.marie.member)
        begun = self.begin(self.marie, self.an.member)
        assert self.begin(self.an, self.marie.member).id == begun.id
        with acting(self.bram), pytest.raises(NotAllowed):
            start_group(self.bram, others=[self.an.member, self.marie.member], title="Straat", act=uuid.uuid4())

    def test_a_block_makes_an_old_conversation_vanish_for_both(self):
        begun = self.begin(self.an, self.bram.member)
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.an.id, blocked_id=self.c.bram.id)
        for who, other in ((self.an, self.bram), (self.bram, self.an)):
            blind = type(who)(**{**vars(who), "hidden": who.hidden | {other.member}})
            with acting(blind):
                assert not Conversation.objects.of(blind).exists()
                with pytest.raises(Conversation.DoesNotExist):
                    send_message(blind, conversation=begun.id, body="Hallo", act=uuid.uuid4())

    def test_newcomers_begin_gently(self):
        with acting(cast.KEEPER):
            crowd = [Member(neighbourhood=self.c.brug, name=f"Buur {n}", person_id=8_600_000 + n) for n in range(BEGUN_FIRST_DAY + 1)]
            Member.objects.bulk_create(crowd)
            Member.objects.filter(neighbourhood=self.c.brug, id=self.an.member).update(joined_at=now())
        for neighbour in crowd[:-1]:
            self.begin(self.an, neighbour.id)
        with pytest.raises(NotAllowed):
            self.begin(self.an, crowd[-1].id)
