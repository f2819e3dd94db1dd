"""Reporting help asked off the board: by whoever was told, without knowing who asks; put aside, nobody reads it."""

from django.test import TestCase

from stoep.care.actions import ask_quietly, choose_skills
from stoep.care.models import QuietTold
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.moderation.actions import flag
from stoep.moderation.finding import quiet_to_flag
from tests import cast
from tests.shards import guarded

from .scene import judges, matter, neighbours, weigh_all


class FlagQuiet(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.others = neighbours(self.c, 2)
        for who in ("bram", *self.others):
            self.act(who, choose_skills, skills=["doctor"], at_once=False)
        given = {"skill": "doctor", "body": "Iets onvriendelijks", "moment": "", "language": "nl", "helpers": 1, "named": False}
        self.quiet = self.act("an", ask_quietly, act=uuid7(), **given)

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who) if isinstance(who, str) else who
        with acting(standing), guarded():
            return verb(standing, **given)

    def flags(self, who):
        standing = cast.member(self.c, who) if isinstance(who, str) else who
        with acting(standing), guarded():
            done = flag(standing, said=quiet_to_flag(standing, self.quiet.id), reason="unkind")
        weigh_all(self.c)
        return done

    def page(self, who="bram"):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/oever-brug/help/quiet/{self.quiet.id}/")

    def test_its_words_lie_before_the_operator_and_the_asker_is_its_author(self):
        assert self.flags("bram") and not self.flags("bram")
        found = matter(self.c)
        assert (found.quiet_id, found.author_id) == (self.quiet.id, self.c.an_member.id)
        assert found.said[0]["body"] == "Iets onvriendelijks"

    def test_who_was_not_told_reports_nothing_and_neither_does_the_asker(self):
        for who in ("marie", "an"):
            with self.assertRaises(QuietTold.DoesNotExist):
                self.flags(who)

    def test_three_homes_put_it_aside_and_a_decision_brings_it_back(self):
        for who in ("bram", *self.others):
            self.flags(who)
        assert self.page().status_code == 404
        self.assertContains(self.page("an"), "#shield")
        judges(self.c, thing="stands", ground="")
        assert self.page().status_code == 200

    def test_over_http_the_page_leads_there_and_names_nobody(self):
        with acting(cast.KEEPER):
            type(self.c.an_member).objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(name="Zeldzame an")
        address = f"/n/oever-brug/safety/flag/quiet/{self.quiet.id}/"
        self.assertContains(self.page(), address)
        client = cast.sign_in(self.client, self.c.bram)
        answer = client.get(address)
        self.assertContains(answer, "Iets onvriendelijks")
        self.assertNotContains(answer, "Zeldzame")
        assert client.post(address, {"reason": "unkind", "words": ""}).status_code == 302
        with acting(cast.KEEPER):
            assert matter_flags(self.c) == 1


def matter_flags(c) -> int:
    weigh_all(c)
    return matter(c).flags
