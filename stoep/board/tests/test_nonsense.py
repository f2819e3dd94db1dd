"""What nobody types by accident: letters that mean something to our own machinery, moments and ids that are none."""

import uuid

from django.test import Client, TestCase
from django.urls import reverse

from stoep.board.models import Post
from stoep.lib.roles import acting
from tests import cast

from .test_pages import answer, say

MARKS = "\x1e \x1e\x1e \ue000csrf_token\ue001 %(csrf_token)s %s % {{ standing }} {% load x %} slot-slug-tols"
MOMENTS = ("", "x", "2026-01-01", "2026-01-01T00:00:00", "\x00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00")


class Nonsense(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = say(cls.c, "an", "Goedemorgen")

    def setUp(self):
        self.an = cast.sign_in(self.client, self.c.an)

    def at(self, name, *args):
        return reverse(name, args=[self.c.brug.slug, *args])

    def test_our_own_marks_in_what_is_typed_and_shown_again(self):
        for name, field in (("search", "q"), ("search", "kind"), ("search", "topic"), ("compose", "text")):
            assert self.an.get(self.at(name), {"kind": "message", field: MARKS}).status_code == 200, name
        for field in ("act", "kind", "title", "topics", "language", "picture", "drop"):
            assert self.an.post(self.at("publish_post"), {field: MARKS}).status_code in (200, 422), field
        for field in ("act", "parent"):
            assert self.an.post(self.at("comment_post", self.post.id), {field: MARKS}).status_code == 422, field
        assert self.an.post(self.at("profile"), {"name": MARKS}).status_code == 200

    def test_our_own_marks_in_what_was_kept_some_other_way(self):
        """An import, an operator's command or an older release may have kept what no form lets through."""
        answer(self.c, "bram", self.post, MARKS)
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug.id, id=self.post.id).update(title=MARKS, body=MARKS, version=2)
        for url in (self.at("board"), self.at("post", self.post.id), self.at("talk", self.post.id)):
            page = self.an.get(url)
            assert page.status_code == 200
            assert page.content.decode().count("%(csrf_token)s") >= 1, "as it was typed, never filled in"
            assert "csrf_token\ue001" in page.content.decode() or "talk" in url

    def test_a_letter_no_database_takes(self):
        for name, field in (("mention", "q"), ("search", "q"), ("compose", "text"), ("board", "kind"), ("near", "q")):
            assert self.an.get(self.at(name), {"kind": "message", field: "Br\0am"}).status_code == 200, name

    def test_moments_that_are_none(self):
        for moment in MOMENTS:
            assert self.an.post(self.at("mark_seen"), {"up_to": moment}).status_code in (302, 400), moment
            assert self.an.get(self.at("board"), {"before": f"{moment}~{uuid.uuid4()}"}).status_code == 200, moment
            assert self.an.get(self.at("board_news"), {"since": f"{moment}~{uuid.uuid4()}"}).status_code == 200, moment

    def test_the_id_of_anothers_form(self):
        form = {"act": str(uuid.uuid4()), "kind": "message", "body": "Goeiedag", "language": "nl"}
        assert self.an.post(self.at("publish_post"), form).status_code == 302
        bram = cast.sign_in(Client(), self.c.bram)
        assert bram.post(self.at("publish_post"), form | {"body": "Van Bram"}).status_code == 302
        self.assertContains(bram.get(self.at("board")), "Van Bram")
        for client in (self.an, bram):
            assert client.post(self.at("comment_post", self.post.id), form | {"body": "Ja"}).status_code == 302

    def test_an_upload_without_a_file(self):
        assert self.an.post(self.at("upload_picture")).status_code == 400

    def test_a_session_cookie_that_cannot_be_ours(self):
        for cookie in ("\x00" * 32, "a" * 5000, "é" * 32, "' OR true --" * 3):
            self.client.cookies["stoep"] = cookie
            assert self.client.get(self.at("board")).status_code == 404
            assert self.client.get(reverse("account_login")).status_code == 200
