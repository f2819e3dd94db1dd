"""publish_post: what is written, who may, and that a double click says it once."""

from datetime import timedelta

from django.db.models import F
from django.test import TestCase

from stoep.board.actions import publish_post
from stoep.board.models import Post
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded


def words(**changes):
    return {"kind": "message", "title": "", "body": "Wie heeft een ladder?", "language": "nl", "topics": ["things"], "comments_on": True,
            "pictures": {}, "act": uuid7()} | changes  # fmt: skip


class PublishPost(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def publish(self, who="an", **changes):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return publish_post(standing, **words(**changes))

    def test_it_stands_on_the_board_with_one_line_in_the_journal(self):
        post = self.publish()
        with acting(cast.KEEPER):
            assert Post.objects.get(neighbourhood=self.c.brug, id=post.id).body == "Wie heeft een ladder?"
            line = Entry.objects.get(neighbourhood=self.c.brug)
            assert (line.verb, line.about, line.member_id) == ("publish_post", post.id, self.c.an_member.id)
            assert "ladder" not in str(line.detail)

    def test_the_same_form_twice_says_it_once(self):
        act = uuid7()
        assert self.publish(act=act).id == self.publish(act=act, body="nog eens").id
        with acting(cast.KEEPER):
            assert Post.objects.filter(neighbourhood=self.c.brug).count() == 1

    def is_new(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(joined_at=now())

    def time_goes_by(self, **much):
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug).update(created=F("created") - timedelta(**much))

    def test_a_newcomer_starts_with_three(self):
        self.is_new()
        for _ in range(3):
            self.publish()
            self.time_goes_by(minutes=1)
        with self.assertRaisesMessage(NotAllowed, "come back tomorrow"):
            self.publish()

    def test_between_two_posts_a_newcomer_waits_half_a_minute(self):
        self.publish(), self.publish()  # who lives here longer does not
        self.time_goes_by(days=2)
        self.is_new()
        first = words()
        post = self.publish(**first)
        with self.assertRaisesMessage(NotAllowed, "you can post it in 30 seconds"):
            self.publish()
        assert self.publish(**first).id == post.id, "a double click is no second post"
        self.publish("bram")  # one newcomer's pause is not another's
        self.time_goes_by(seconds=29, milliseconds=100)
        with self.assertRaisesMessage(NotAllowed, "you can post it in 1 second."):
            self.publish()
        self.time_goes_by(seconds=1)
        self.publish()

    def test_who_is_too_soon_keeps_what_was_typed(self):
        self.is_new()
        self.publish()
        client, url = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/posts/publish/"
        sent = {"kind": "message", "body": "Nog iets over de ladder", "language": "nl", "act": str(uuid7()), "comments_on": "on"}
        answer = client.post(url, sent)
        self.assertContains(answer, "Nog iets over de ladder", status_code=422)
        self.assertContains(answer, "seconden", status_code=422)

    def test_over_http_what_was_typed_stays_when_something_is_wrong(self):
        client = cast.sign_in(self.client, self.c.an)
        url = f"/n/{self.c.brug.slug}/posts/publish/"
        sent = words(body="x" * 100_000, act=str(uuid7())) | {"comments_on": "on"}
        del sent["pictures"]
        answer = client.post(url, sent)
        assert answer.status_code == 422
        self.assertContains(answer, "x" * 100_000, status_code=422)
        answer = client.post(url, sent | {"body": "Hallo buren"}, follow=True)
        self.assertContains(answer, "Hallo buren")

    def test_others_cannot(self):
        url = f"/n/{self.c.brug.slug}/posts/publish/"
        for who in ("chloe", "els", "ilse", "hugo", "lotte", "karim", None):
            self.client.logout()
            if who:
                cast.sign_in(self.client, getattr(self.c, who))
            assert self.client.post(url, {"body": "x", "kind": "message", "language": "nl", "act": str(uuid7())}).status_code == 404, who
