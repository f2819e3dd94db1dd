"""Who asked the bell to tell of a group's posts hears of each; nobody else does. Who moves away is in no group any more."""

from django.test import TestCase

from stoep.board.actions import publish_post
from stoep.board.groups.actions import begin_group, hear_group, mute_group
from stoep.board.models import GroupMember
from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast

SAID = {"title": "Prei", "body": "Wie wil prei?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class ToldOfGroup(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, **given)

    def setUp(self):
        self.group = self.act("an", begin_group, act=uuid7(), name="Moestuin", kind="hobby", about="")

    def hear(self, verb):
        with acting(cast.KEEPER):
            entry = Entry.objects.filter(neighbourhood=self.c.brug, verb=verb).latest("at")
            for _ in range(2):
                hear_entry(self.c.brug.id, str(entry.id))

    def say(self, who="an"):
        self.act(who, publish_post, kind="message", act=uuid7(), **SAID, group=self.group.id)
        self.hear("publish_post")

    def bells(self):
        with acting(cast.KEEPER):
            found = Notification.objects.filter(neighbourhood=self.c.brug, verb="say_in_group")
            return sorted(found.values_list("member__name", flat=True))

    def test_who_asked_for_it_hears_once_and_who_said_it_does_not(self):
        for who in ("an", "bram"):
            self.act(who, hear_group, group=self.group.id, told=True)
        self.say()
        assert self.bells() == ["Bram"]
        page = cast.sign_in(self.client, self.c.bram).get("/n/oever-brug/bell/")
        self.assertContains(page, "Prei")

    def test_not_who_is_blocked_nor_who_muted_it_after_all(self):
        for who in ("noor", "bram"):
            self.act(who, hear_group, group=self.group.id, told=True)
        self.act("bram", mute_group, group=self.group.id, muted=True)
        self.say()
        assert self.bells() == []

    def test_a_post_for_all_tells_nobody(self):
        self.act("bram", hear_group, group=self.group.id, told=True)
        self.act("an", publish_post, kind="message", act=uuid7(), **SAID)
        self.hear("publish_post")
        assert self.bells() == []

    def test_who_moves_away_is_in_no_group(self):
        standing = cast.member(self.c, "an")
        with acting(standing):
            record(standing, "move_home", about=standing.member)
        self.hear("move_home")
        with acting(cast.KEEPER):
            assert not GroupMember.objects.filter(neighbourhood=self.c.brug).exists()
