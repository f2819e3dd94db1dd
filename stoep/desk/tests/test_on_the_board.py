"""From the desk to the boards: each neighbourhood reads it in its own words and talks about it apart."""

from django.test import Client, TestCase
from django.urls import reverse

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Post
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from tests import cast
from tests.shards import guarded

from .at_desk import announcement, at_desk, url


class OnTheBoard(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.els = at_desk(self.c)
        self.els.post(url("send_announcement"), announcement())
        self.carry()
        self.an, self.chloe = cast.sign_in(Client(), self.c.an), cast.sign_in(Client(), self.c.chloe)

    def carry(self):
        with acting(cast.KEEPER):
            self.sent = Announcement.objects.get()
            deliver(self.c.oever.id, self.sent.id)

    def board(self, browser, place):
        with guarded():
            return browser.get(reverse("board", args=[place.slug]))

    def test_each_reader_gets_their_language(self):
        mine, theirs = self.board(self.an, self.c.brug), self.board(self.chloe, self.c.kaai)
        self.assertContains(mine, "Straatwerken")
        self.assertContains(mine, '<p class="town-wall">')
        self.assertContains(mine, "Els, Buurtregie")
        self.assertContains(theirs, "Travaux")
        self.assertNotContains(theirs, "Straatwerken")

    def test_the_talk_stays_in_its_neighbourhood_and_away_from_the_desk(self):
        with acting(cast.KEEPER), fan_out("the copies"):
            post = Post.objects.get(neighbourhood_id=self.c.brug.id)
        answer = self.an.post(reverse("comment_post", args=[self.c.brug.slug, post.id]), {"body": "Eindelijk goed nieuws"})
        assert answer.status_code in (200, 302)
        page = reverse("post", args=[self.c.brug.slug, post.id])
        self.assertContains(self.an.get(page), "Eindelijk goed nieuws")
        self.assertNotContains(self.board(self.chloe, self.c.kaai), "Eindelijk goed nieuws")
        self.assertNotContains(self.els.get(url("announcement", self.sent.id)), "Eindelijk goed nieuws")
        assert self.els.get(page).status_code == 404

    def test_corrected_then_ended(self):
        self.board(self.an, self.c.brug)  # the card is stored
        self.els.post(url("correct_announcement", self.sent.id), announcement(title_nl="Uitgesteld"))
        self.carry()
        self.assertContains(self.board(self.an, self.c.brug), "Uitgesteld")
        self.assertNotContains(self.board(self.an, self.c.brug), "Straatwerken")
        self.els.post(url("end_announcement", self.sent.id))
        self.carry()
        self.assertNotContains(self.board(self.an, self.c.brug), "Uitgesteld")
