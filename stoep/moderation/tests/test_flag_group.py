"""Reporting a group's name and text: like any other text, and what was said for it stays."""

from django.test import TestCase

from stoep.board.actions import publish_post
from stoep.board.groups.actions import begin_group, edit_group, join_group
from stoep.board.models import Group
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.moderation.actions import flag
from stoep.moderation.finding import group_to_flag
from stoep.moderation.models import Statement
from tests import cast
from tests.shards import guarded

from .scene import judges, matter, neighbours, weigh_all

SAID = {"kind": "message", "title": "", "body": "Tot morgen.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class FlagGroup(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.group = self.act("an", begin_group, act=uuid7(), name="De ezels", kind="other", about="Wie zo parkeert.")
        self.act("an", publish_post, act=uuid7(), **SAID, group=self.group.id)

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who) if isinstance(who, str) else who
        with acting(standing), guarded():
            return verb(standing, **given)

    def flags(self, who):
        standing = cast.member(self.c, who) if isinstance(who, str) else who
        with acting(standing), guarded():
            done = flag(standing, said=group_to_flag(standing, self.group.id), reason="unkind")
        weigh_all(self.c)
        return done

    def held(self):
        with acting(cast.KEEPER):
            return Group.objects.get(neighbourhood=self.c.brug, id=self.group.id).held_at is not None

    def page(self, path=""):
        return cast.sign_in(self.client, self.c.bram).get(f"/n/oever-brug/{path}")

    def put_aside(self):
        for who in ("bram", "marie", neighbours(self.c, 1)[0]):
            self.flags(who)

    def test_its_name_and_its_text_lie_before_the_operator_once_per_neighbour(self):
        assert self.flags("bram") and not self.flags("bram")
        found = matter(self.c)
        assert (found.group_id, found.author_id) == (self.group.id, self.c.an_member.id)
        assert (found.said[0]["title"], found.said[0]["body"]) == ("De ezels", "Wie zo parkeert.")

    def test_who_worded_it_last_is_its_author(self):
        self.act("an", edit_group, group=self.group.id, name="De muilezels", kind="other", about="")
        with self.assertRaises(NotAllowed):
            self.flags("an")

    def test_three_homes_put_it_aside_and_what_was_said_for_it_stays_without_its_name(self):
        self.put_aside()
        assert self.held()
        self.assertNotContains(self.page("groups/"), "ezels")
        assert self.page(f"groups/{self.group.id}/").status_code == 404
        board = self.page()
        self.assertContains(board, "Tot morgen")
        self.assertNotContains(board, "ezels")
        with acting(cast.KEEPER):
            assert Statement.objects.get(neighbourhood=self.c.brug, side="author").member_id == self.c.an_member.id
        with self.assertRaises(Group.DoesNotExist):
            self.act("bram", join_group, group=self.group.id)

    def test_a_decision_lets_it_stand_again(self):
        self.put_aside()
        judges(self.c, thing="stands", ground="", words="")
        assert not self.held()

    def test_a_browser_tells_us(self):
        address = f"/n/oever-brug/safety/flag/group/{self.group.id}/"
        self.assertContains(self.page(f"safety/flag/group/{self.group.id}/"), "De ezels")
        answer = self.client.post(address, {"reason": "unkind", "words": ""})
        self.assertRedirects(answer, "/n/oever-brug/safety/")
