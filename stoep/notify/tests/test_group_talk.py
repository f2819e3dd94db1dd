"""A group's chat follows the group: who comes in reads from then on, who leaves reads no more; the shielded only when they ask."""

from django.db import ProgrammingError
from django.test import TestCase
from django.utils import translation

from stoep.board.groups.actions import begin_group, edit_group, end_group, join_group, leave_group
from stoep.board.models import GroupMember
from stoep.chat.actions import add_to_group, enter_group_talk, leave_conversation, rename_group, send_message
from stoep.chat.finding import talk_of_group
from stoep.chat.models import Conversation
from stoep.chat.reading import messages
from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.turning_out import turn_out
from stoep.notify.hearing import hear_entry
from tests import cast
from tests.shards import guarded


class GroupTalk(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.group = self.act("an", begin_group, act=uuid7(), name="Moestuin", kind="hobby", about="")
        self.act("bram", join_group, group=self.group.id)

    def act(self, who, verb, **given):
        """Do it, and let the watchers hear of it, twice."""
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            out = verb(standing, **given)
        self.hear()
        return out

    def hear(self):
        with acting(cast.KEEPER):
            entry = Entry.objects.filter(neighbourhood=self.c.brug).latest("at")
            for _ in range(2):
                hear_entry(self.c.brug.id, str(entry.id))

    def talk(self):
        with acting(cast.KEEPER):
            return Conversation.objects.get(neighbourhood=self.c.brug, group_id=self.group.id)

    def present(self):
        names = {getattr(self.c, f"{who}_member").id: who for who in ("an", "bram", "marie", "noor")}
        return sorted(names[ident] for ident in self.talk().present)

    def say(self, who, body):
        return self.act(who, send_message, conversation=self.talk().id, body=body, act=uuid7())

    def refused(self, words, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), translation.override("en"), self.assertRaisesMessage(NotAllowed, words):
            verb(standing, **given)

    def reads(self, who):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            talk = talk_of_group(standing, self.group.id)
            return [row["body"] for row in messages(standing, talk.id).rows] if talk else None

    def test_who_is_in_the_group_reads_it_from_then_on(self):
        self.say("an", "Eerst")
        self.act("noor", join_group, group=self.group.id)
        self.say("bram", "Daarna")
        assert self.present() == ["an", "bram", "noor"]
        assert self.reads("bram") == ["Eerst", "Daarna"] and self.reads("noor") == ["Daarna"]

    def test_who_leaves_the_group_reads_no_more_and_may_come_back(self):
        self.say("an", "Eerst")
        self.act("bram", leave_group, group=self.group.id)
        assert self.present() == ["an"] and self.reads("bram") is None
        self.act("bram", join_group, group=self.group.id)
        assert self.present() == ["an", "bram"]

    def test_the_shielded_are_not_named_in_it_until_they_ask(self):
        self.act("marie", join_group, group=self.group.id)
        assert self.present() == ["an", "bram"]
        page = cast.sign_in(self.client, self.c.marie).get(f"/n/oever-brug/chat/of/{self.group.id}/")
        self.assertContains(page, "<button class=\"button\">")
        self.act("marie", enter_group_talk, group=self.group.id)
        assert self.present() == ["an", "bram", "marie"]

    def test_one_may_leave_the_talk_alone_and_come_back(self):
        self.act("bram", leave_conversation, conversation=self.talk().id)
        assert self.reads("an") == [], "no note of it: who is in the group stands on the page of the group"
        with acting(cast.KEEPER):
            joined = Entry.objects.filter(neighbourhood=self.c.brug, verb="join_group").latest("at")
            hear_entry(self.c.brug.id, str(joined.id))  # late, and once more
        assert self.present() == ["an"]
        client = cast.sign_in(self.client, self.c.bram)
        client.post(f"/n/oever-brug/chat/of/{self.group.id}/")
        self.hear()
        assert self.present() == ["an", "bram"]
        answer = client.get(f"/n/oever-brug/chat/of/{self.group.id}/")
        self.assertRedirects(answer, f"/n/oever-brug/chat/{self.talk().id}/")

    def test_who_is_not_in_the_group_does_not_come_in(self):
        self.refused("Come into the group first", "marie", enter_group_talk, group=self.group.id)
        assert self.reads("marie") is None

    def test_in_the_talk_nobody_decides_about_the_group(self):
        talk = self.talk().id
        self.refused("decided on the page of the group", "an", rename_group, conversation=talk, title="Anders")
        self.refused("decided on the page of the group", "an", add_to_group, conversation=talk, other=self.c.dirk_member_brug.id)

    def test_it_is_called_as_the_group_and_ends_with_it(self):
        self.say("an", "Eerst")
        self.act("an", edit_group, group=self.group.id, name="Bloementuin", kind="hobby", about="")
        assert self.talk().title == "Bloementuin"
        self.act("an", end_group, group=self.group.id)
        self.refused("has ended", "bram", send_message, conversation=self.talk().id, body="Nog iets", act=uuid7())
        assert self.reads("bram") == ["Eerst"]

    def test_who_moves_away_is_in_no_talk_of_a_group(self):
        standing = cast.member(self.c, "bram")
        with acting(standing):
            record(standing, "move_home", about=standing.member)
        self.hear()
        assert self.present() == ["an"]

    def test_who_was_turned_out_hears_nothing_more_of_it(self):
        with acting(cast.KEEPER):
            turn_out(cast.KEEPER, neighbourhood=self.c.brug.id, member=self.c.bram_member.id)
        self.hear()
        assert self.present() == ["an"]
        with acting(cast.KEEPER):
            assert not GroupMember.objects.filter(neighbourhood=self.c.brug, member_id=self.c.bram_member.id).exists()

    def test_nobody_opens_it_by_hand(self):
        bram = self.c.bram_member.id
        with self.assertRaises(ProgrammingError), acting(cast.member(self.c, "bram")):
            row = {"group_id": self.group.id, "members": [bram], "begun_by": bram}
            Conversation(neighbourhood_id=self.c.brug.id, **row).save(force_insert=True)
