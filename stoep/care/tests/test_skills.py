"""What people like to help with: the list, who is on it, and who is told when somebody asks."""

from django.test import TestCase

from stoep.care.actions import ask_neighbours
from stoep.care.models import HelpAsked, SkillOffer
from stoep.care.skills import KINDS, SKILLS
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast

from .scene import ask, does, likes, open_page


class Skills(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def asked(self, **of):
        with acting(cast.KEEPER):
            return set(HelpAsked.objects.filter(neighbourhood=self.c.brug, **of).values_list("member_id", flat=True))

    def test_there_is_something_for_everybody(self):
        assert len(SKILLS) >= 70
        assert {kind for kind, _ in SKILLS.values()} == set(KINDS)

    def test_ticks_are_kept_as_they_are(self):
        likes(self.c, "bram", "carry", "bike", "nonsense")
        likes(self.c, "bram", "bike")
        with acting(cast.KEEPER):
            assert list(SkillOffer.objects.filter(neighbourhood=self.c.brug).values_list("skill", flat=True)) == ["bike"]

    def test_the_help_list_shows_who_but_never_the_shielded(self):
        likes(self.c, "bram", "bike")
        likes(self.c, "marie", "bike", "sew")
        answer = open_page(self.client, self.c, "an", "help/who/bike/")
        self.assertContains(answer, self.c.bram_member.name)
        self.assertNotContains(answer, self.c.marie_member.name)
        answer = open_page(self.client, self.c, "an", "help/")
        self.assertContains(answer, "/help/who/bike/")
        self.assertNotContains(answer, "/help/who/sew/")

    def test_a_shielded_neighbours_own_page_is_silent_too(self):
        likes(self.c, "marie", "bike")
        path, words = f"neighbour/{self.c.marie_member.id}/", "help/who/bike/"
        self.assertNotContains(open_page(self.client, self.c, "an", path), words)
        self.assertContains(open_page(self.client, self.c, "marie", path), words)

    def test_who_wishes_to_hear_at_once_is_told(self):
        likes(self.c, "bram", "carry", at_once=True)
        likes(self.c, "noor", "carry", at_once=True)  # blocked by An
        likes(self.c, "marie", "carry", at_once=True)  # shielded
        ask(self.c)
        assert self.asked() == {self.c.bram_member.id}
        with acting(cast.KEEPER):
            line = Entry.objects.get(neighbourhood=self.c.brug, verb="ask_neighbours")
            assert line.detail == {"members": [str(self.c.bram_member.id)], "by_asker": False}

    def test_the_asker_asks_those_who_ticked_it_and_no_others(self):
        likes(self.c, "bram", "carry")
        post = ask(self.c)
        members = [self.c.bram_member.id, self.c.marie_member.id, self.c.chloe_member.id]
        assert does(self.c, "an", ask_neighbours, post=post.id, members=members) == 1
        assert does(self.c, "an", ask_neighbours, post=post.id, members=members) == 0
        assert self.asked(by_asker=True) == {self.c.bram_member.id}

    def test_nobody_else_asks_in_the_askers_name(self):
        post = ask(self.c)
        with self.assertRaisesMessage(NotAllowed, "Only the one who asked"):
            does(self.c, "bram", ask_neighbours, post=post.id, members=[])

    def test_the_form_keeps_what_was_ticked(self):
        client = cast.sign_in(self.client, self.c.an)
        address = f"/n/{self.c.brug.slug}/help/mine/"
        client.post(address, {"skills": ["bike", "cake"], "at_once": "on"})
        self.assertContains(client.get(address), " checked", 3)
        self.assertContains(client.get(f"/n/{self.c.brug.slug}/neighbour/{self.c.an_member.id}/"), "/help/who/", 2)
