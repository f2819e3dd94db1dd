"""publish_post: what is written, who may, and that a double click says it once."""

from django.test import TestCase

from stoep.board.actions import publish_post
from stoep.board.models import Post
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
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

    def test_a_newcomer_starts_with_three(self):
        for _ in range(3):
            self.publish()
        with self.assertRaisesMessage(NotAllowed, "come back tomorrow"):
            self.publish()

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
