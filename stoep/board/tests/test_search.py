"""Searching: what is solved first, and only what one asks for."""

from datetime import timedelta

from django.test import TestCase

from stoep.board import search
from stoep.board.actions import comment_post, publish_post, solve_question
from stoep.board.models import Post
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast


class Search(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram = cast.member(cls.c, "an"), cast.member(cls.c, "bram")
        cls.titled = cls.say("bram", "Loodgieter", "De loodgieter was er.")
        cls.asked = cls.say("an", "", "Wie kent een loodgieter?", kind="question")
        cls.solved = cls.say("an", "", "Een loodgieter voor de badkamer?", kind="question", topics=["care"])
        with acting(cls.bram):
            comment_post(cls.bram, post=cls.asked, parent=None, body="Vraag het aan Jo.", act=uuid7())
        with acting(cls.an):
            solve_question(cls.an, post=cls.solved, solved=True)

    @classmethod
    def say(cls, who, title, body, kind="message", topics=("things",)):
        standing = cast.member(cls.c, who)
        with acting(standing):
            words = {"language": "nl", "topics": list(topics), "comments_on": True, "pictures": {}, "act": uuid7()}
            return publish_post(standing, kind=kind, title=title, body=body, **words).id

    def find(self, **wanted):
        with acting(self.an):
            return search.find(self.an, "loodgieter", **wanted)

    def test_what_is_solved_comes_first(self):
        assert self.find()[0] == self.solved and set(self.find()) == {self.titled, self.asked, self.solved}
        with acting(self.an):
            solve_question(self.an, post=self.solved, solved=False)
        assert self.find()[0] != self.solved

    def test_only_what_is_asked_for(self):
        assert self.find(solved=True) == [self.solved] and self.find(topic="care") == [self.solved]
        assert self.find(kind="message") == [self.titled]
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=self.titled).update(created=now() - timedelta(days=40))
        assert self.titled not in self.find(period="month") and self.titled in self.find(period="year")

    def test_who_asked_says_it_is_answered(self):
        with acting(self.bram), self.assertRaises(NotAllowed):
            solve_question(self.bram, post=self.solved, solved=False)
        with acting(self.bram), self.assertRaisesMessage(NotAllowed, "Only a question"):
            solve_question(self.bram, post=self.titled, solved=True)

    def test_on_the_page(self):
        client, place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/"
        client.post(f"{place}posts/{self.asked}/solve/", {"solved": "yes"})
        page = client.get(f"{place}search/?q=loodgieter&solved=on&period=week")
        self.assertContains(page, "Wie kent een loodgieter?")
        self.assertNotContains(page, "De loodgieter was er.")
        self.assertContains(client.get(f"{place}search/?solved=on&topic=care"), "voor de badkamer")
        assert client.get(f"{place}search/?period=never&solved=1&kind=x").status_code == 200
