"""Somebody comes into a group: who keeps it reads so in the bell, once and without a mail."""

from django.test import Client, TestCase

from stoep.board.groups.actions import begin_group, join_group, leave_group
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification, OutgoingMail
from tests import cast
from tests.shards import guarded


class CameIn(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.keeper = Clockwork.of("test", here=self.c.brug.id)
        self.group = self.act("an", begin_group, act=uuid7(), name="Moestuin", kind="hobby", about="Samen zaaien.")

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, **given)

    def told(self, who="bram") -> list:
        """Whom the last coming in was told; heard twice is heard once."""
        self.act(who, join_group, group=self.group.id)
        with acting(self.keeper):
            entry = Entry.objects.filter(neighbourhood=self.c.brug, verb="join_group").latest("at")
            for _ in range(2):
                with guarded():
                    hear_entry(self.c.brug.id, str(entry.id))
            rows = Notification.objects.filter(neighbourhood=self.c.brug, verb="join_group")
            return list(rows.values_list("member_id", flat=True))

    def test_who_keeps_it_reads_it_in_the_bell_and_gets_no_mail(self):
        assert self.told() == [self.c.an_member.id]
        bell = cast.sign_in(Client(), self.c.an).get("/n/oever-brug/bell/").content.decode()
        assert "Moestuin" in bell and "Bram" in bell and f"/n/oever-brug/groups/{self.group.id}/" in bell
        with acting(cast.KEEPER):
            assert not OutgoingMail.objects.exists()

    def test_in_and_out_and_in_again_is_told_once(self):
        self.told()
        self.act("bram", leave_group, group=self.group.id)
        assert self.told() == [self.c.an_member.id]

    def test_the_shielded_are_named_to_nobody_and_a_block_holds(self):
        assert self.told("marie") == []
        assert self.told("noor") == [], "An has blocked Noor"
