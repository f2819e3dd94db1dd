"""A group loses its keeper: whoever has been in it longest is asked in the bell, then the next; once for each thing that happened."""

from datetime import timedelta

from django.test import Client, TestCase

from stoep.board.groups.actions import begin_group, decline_group, hand_group, join_group, leave_group
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import suspend_member
from stoep.membership.actions.turning_out import turn_out
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast
from tests.shards import guarded


class KeeperWanted(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.keeper = Clockwork.of("test", here=self.c.brug.id)
        self.group = self.act("an", begin_group, act=uuid7(), name="Moestuin", kind="hobby", about="Samen zaaien.")
        for who in ("marie", "bram"):
            self.act(who, join_group, group=self.group.id)

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, **given)

    def heard(self, verb, told="want_keeper") -> list:
        """Who is asked, or told, after the last act of this name; heard twice is heard once."""
        with acting(self.keeper):
            entry = Entry.objects.filter(neighbourhood=self.c.brug, verb=verb).latest("at")
            for _ in range(2):
                with guarded():
                    hear_entry(self.c.brug.id, str(entry.id))
            asked = Notification.objects.filter(neighbourhood=self.c.brug, verb=told, group_id=self.group.id)
            return list(asked.order_by("created", "id").values_list("member_id", flat=True))

    def test_the_oldest_is_asked_then_the_next(self):
        self.act("an", leave_group, group=self.group.id)
        assert self.heard("leave_group") == [self.c.marie_member.id]
        bell = cast.sign_in(Client(), self.c.marie).get("/n/oever-brug/bell/").content.decode()
        assert "Moestuin" in bell and f"/n/oever-brug/groups/{self.group.id}/" in bell
        for _ in range(2):
            self.act("marie", decline_group, group=self.group.id)
        assert self.heard("decline_group") == [self.c.marie_member.id, self.c.bram_member.id]

    def test_also_when_the_keeper_is_turned_out_or_shut_out(self):
        with acting(self.keeper):
            turn_out(self.keeper, neighbourhood=self.c.brug.id, member=self.c.an_member.id)
        assert self.heard("turn_out") == [self.c.marie_member.id]

    def test_shut_out_for_now(self):
        with acting(self.keeper):
            suspend_member(self.keeper, member=self.c.an_member.id, until=now() + timedelta(days=3))
        assert self.heard("suspend_member") == [self.c.marie_member.id]

    def test_nobody_is_asked_while_somebody_keeps_it(self):
        self.act("marie", leave_group, group=self.group.id)
        assert self.heard("leave_group") == []

    def test_whom_a_keeper_makes_keeper_too_hears_it(self):
        self.act("an", hand_group, group=self.group.id, to=self.c.bram_member.id, keeps=True)
        assert self.heard("hand_group", "hand_group") == [self.c.bram_member.id]
        bell = cast.sign_in(Client(), self.c.bram).get("/n/oever-brug/bell/").content.decode()
        assert "“Moestuin”" in bell and f"/n/oever-brug/groups/{self.group.id}/" in bell
        self.act("bram", hand_group, group=self.group.id, to=self.c.bram_member.id, keeps=False)
        assert self.heard("hand_group", "hand_group") == [self.c.bram_member.id]
