"""A post that says by itself what it is: its topic is given, never guessed, and its card shows none until its author chooses one."""

from datetime import timedelta

from django.test import TestCase

from stoep.board.actions import edit_post, publish_post
from stoep.board.lost.actions import report_lost
from stoep.board.models import Post
from stoep.board.urgent.actions import call_urgent
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast

CHILD = "Lina, zes jaar, rode jas, kwam niet thuis van de zwemles."
SAID = {"title": "", "body": CHILD, "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class GivenTopics(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.place = cast.member(cls.c, "an"), f"/n/{cls.c.brug.slug}/"
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=cls.c.brug).update(joined_at=now() - timedelta(days=30))

    def read(self, path="", who="bram"):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"{self.place}{path}")

    def again(self, post) -> Post:
        with acting(cast.KEEPER):
            return Post.objects.get(neighbourhood=self.c.brug, id=post.id)

    def alarm(self) -> Post:
        with acting(self.an):
            post = publish_post(self.an, kind="message", act=uuid7(), **SAID)
        self.read()  # its card is stored, with what the words proposed
        with acting(self.an):
            return call_urgent(self.an, post=post.id, reason="missing")

    def test_an_alarm_is_about_safety_and_its_card_shows_no_topic(self):
        post = self.alarm()
        assert (self.again(post).topics, self.again(post).topics_proposed) == (["safety"], True)
        self.assertNotContains(self.read(), "post-topics")
        self.assertContains(self.read("?topic=safety"), "rode jas")

    def test_other_words_do_not_propose_another(self):
        post = self.alarm()
        with acting(self.an):
            edit_post(self.an, post=post.id, **SAID | {"body": "Wie heeft Lina gezien? Ze rijdt op een rode fiets langs het kruispunt."})
        assert self.again(post).topics == ["safety"]
        self.assertNotContains(self.read(), "post-topics")

    def test_its_author_may_choose_one_and_then_it_stands_there(self):
        post = self.alarm()
        page = self.read(f"posts/{post.id}/", "an")
        self.assertContains(page, f'id="topic-{post.id}"')
        self.assertContains(page, "Kies een onderwerp")
        self.assertNotContains(page, "voorgesteld")
        self.client.post(f"{self.place}posts/{post.id}/topics/", {"topics": ["children"]})
        self.assertContains(self.read(), "?topic=children")

    def test_a_choice_made_while_writing_is_kept(self):
        with acting(self.an):
            post = publish_post(self.an, kind="message", act=uuid7(), **SAID | {"topics": ["children"]})
            call_urgent(self.an, post=post.id, reason="missing")
        assert self.again(post).topics == ["children"]

    def test_what_is_lost_or_found_is_under_lost_and_found(self):
        with acting(self.an):
            post = report_lost(self.an, act=uuid7(), said=SAID | {"body": "Onze kat is weg."}, what="lost", where="Kerkplein")
        assert (post.topics, post.topics_proposed) == (["lost"], True)
        page = self.read()
        self.assertContains(page, "Kerkplein")
        self.assertNotContains(page, "post-topics")
        self.assertContains(self.read("?topic=lost"), "Kerkplein")
        self.assertContains(self.read("search/?q=kat&topic=lost"), "Kerkplein")

    def test_while_one_writes_nothing_is_proposed_and_afterwards_nothing_is_told(self):
        client = cast.sign_in(self.client, self.c.an)
        for more in ({"kind": "message", "urgent": "missing"}, {"kind": "lost"}):
            self.assertNotContains(client.post(f"{self.place}topics/propose/", {"body": CHILD} | more), "chip")
        sent = {"act": str(uuid7()), "body": "Onze kat is weg.", "language": "nl", "comments_on": "on", "what": "lost", "where": ""}
        self.assertNotContains(client.post(f"{self.place}lost/report/", sent, follow=True), "Een ander onderwerp")
        sent = {"act": str(uuid7()), "body": CHILD, "language": "nl", "comments_on": "on", "kind": "message"}
        sent |= {"urgent": "missing", "calm": ["urgent"]}
        page = client.post(f"{self.place}posts/publish/", sent, follow=True)
        self.assertContains(page, "Je buren krijgen nu bericht")
        self.assertNotContains(page, "Een ander onderwerp")
