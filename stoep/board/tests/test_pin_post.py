"""Keeping a post on top: who may, how many, how long, and what stays of it."""

from datetime import timedelta

from django.test import TestCase

from stoep.board.actions import pin_post
from stoep.board.models import Post
from stoep.board.rules import MOST_PINNED
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Seat
from stoep.people.models import Person
from tests import cast
from tests.shards import guarded


class Pins(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        Person.objects.update(language="en")
        with acting(cast.KEEPER):
            one = {"neighbourhood_id": c.brug.id, "author_id": c.noor_member.id, "language": "nl"}
            cls.posts = [Post(**one, body=f"Bericht {n}") for n in range(MOST_PINNED + 1)]
            for post in cls.posts:
                post.save(force_insert=True)

    def pin(self, who, post, pinned=True):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return pin_post(standing, post=post.id, pinned=pinned)

    def on_top(self) -> int:
        with acting(cast.KEEPER):
            return Post.objects.filter(neighbourhood=self.c.brug, pinned_until__gt=now()).count()

    def test_an_ambassador_keeps_a_post_on_top_for_a_week_and_the_journal_knows(self):
        found = self.pin("bram", self.posts[0])
        assert timedelta(days=6) < found.pinned_until - now() <= timedelta(days=7)
        self.pin("bram", self.posts[0], pinned=False)
        with acting(cast.KEEPER):
            lines = Entry.objects.filter(neighbourhood=self.c.brug, verb="pin_post").order_by("id")
            assert [(line.member_id, line.about, line.detail) for line in lines] == [
                (self.c.bram_member.id, self.posts[0].id, {"pinned": pinned}) for pinned in (True, False)
            ]

    def test_nobody_else_does(self):
        for who in ("an", "noor"):
            with self.assertRaises(NotAllowed):
                self.pin(who, self.posts[0])
        assert self.on_top() == 0

    def test_three_at_most_and_one_that_ended_makes_room(self):
        for post in self.posts[:MOST_PINNED]:
            self.pin("bram", post)
        self.pin("bram", self.posts[0])  # once more the same is the same
        with self.assertRaisesMessage(NotAllowed, "Three posts stand on top already"):
            self.pin("bram", self.posts[-1])
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=self.posts[0].id).update(pinned_until=now() - timedelta(minutes=1))
        self.pin("bram", self.posts[-1])
        assert self.on_top() == MOST_PINNED

    def test_the_page_says_why_not_and_stays(self):
        for post in self.posts[:MOST_PINNED]:
            self.pin("bram", post)
        client = cast.sign_in(self.client, self.c.bram)
        address = f"/n/{self.c.brug.slug}/posts/{self.posts[-1].id}/pin/"
        self.assertContains(client.post(address, {"pin": "yes"}, follow=True), "Three posts stand on top already")

    def test_who_may_not_write_for_a_while_pins_nothing_and_reads_so_before_typing(self):
        client = cast.sign_in(self.client, self.c.bram)
        forms = [f"/n/{self.c.brug.slug}/{form}" for form in ("write/", "write/?kind=message", "write/?kind=question&text=x", "polls/ask/")]
        for form in forms:
            self.assertNotContains(client.get(form), "You may read but not write")
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.bram).update(reads_only_until=now() + timedelta(days=1))
        for form in forms:
            self.assertContains(client.get(form), "You may read but not write", count=1)
        client.post(f"/n/{self.c.brug.slug}/posts/{self.posts[0].id}/pin/", {"pin": "yes"})
        assert self.on_top() == 0
