"""A neighbour's text in one's own language: by the operator's engine, marked as a machine's, the original beside it."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.test import Client, TestCase, override_settings

from stoep.board.actions import comment_post, publish_post, withdraw_post
from stoep.board.ideas.actions.sharing import share_idea
from stoep.board.polls.actions import ask_poll
from stoep.board.views.translate import A_DAY
from stoep.lib import translating
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from tests import cast

SAID = {
    "title": "Sleutels gevonden", "body": "Aan de brug.\n\n<b>Van wie?</b>", "language": "nl", "kind": "message", "topics": [],
    "comments_on": True, "pictures": {},
}  # fmt: skip


class Engine(BaseHTTPRequestHandler):
    """Speaks LibreTranslate's interface; its French is the text, backwards, and it counts."""

    asked: list = []
    broken = False

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, asked))
        body = b"no" if self.broken else json.dumps({"translatedText": [f"<i>{text[::-1]}" for text in asked["q"]]}).encode()
        self.send_response(500 if self.broken else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Nothing."""


class Translate(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.url = f"http://127.0.0.1:{cls.server.server_port}"

    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        Engine.asked, Engine.broken = [], False
        translating.translated.cache_clear()
        an = cast.member(self.c, "an")
        with acting(an):
            self.post = publish_post(an, act=uuid7(), **SAID)
            self.remark = comment_post(an, post=self.post.id, act=uuid7(), body="Van mij, denk ik")
        self.base = "/n/oever-brug/"

    def as_bram(self, language="fr"):
        type(self.c.bram).objects.filter(id=self.c.bram.id).update(language=language)
        return cast.sign_in(Client(), self.c.bram)

    def test_off_until_an_engine_is_set(self):
        client = self.as_bram()
        assert b"/translate/" not in client.get(self.base).content
        assert client.get(f"{self.base}posts/{self.post.id}/translate/").status_code == 404

    def test_offered_where_the_language_is_another_and_done_in_place(self):
        with override_settings(TRANSLATE_URL=self.url, RELEASE="with an engine"):
            client = self.as_bram()
            board = client.get(self.base).content.decode()
            address = f"{self.base}posts/{self.post.id}/translate/"
            assert address in board
            piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
            assert "&lt;i&gt;nednoveg sletuelS" in piece and "Traduit par une machine" in piece and "&lt;b&gt;Van wie?" in piece
            assert "<html" not in piece and "<html" in client.get(address).content.decode()
            assert len(Engine.asked) == 1  # the second reader costs nothing
            path, asked = Engine.asked[0]
            assert path == "/translate" and asked["source"] == "nl" and asked["target"] == "fr" and asked["format"] == "text"
            remark = client.get(f"{self.base}comments/{self.remark.id}/translate/", headers={"HX-Request": "true"}).content.decode()
            assert "ki kned ,jim naV" in remark

    def test_a_remark_goes_with_its_post(self):
        with override_settings(TRANSLATE_URL=self.url):
            with acting(cast.member(self.c, "an")):
                withdraw_post(cast.member(self.c, "an"), post=self.post.id)
            assert self.as_bram().get(f"{self.base}comments/{self.remark.id}/translate/").status_code == 404
            assert Engine.asked == []

    def test_not_offered_in_ones_own_language(self):
        with override_settings(TRANSLATE_URL=self.url, RELEASE="with an engine"):
            client = self.as_bram("nl")
            assert b"/translate/" not in client.get(self.base).content
            assert client.get(f"{self.base}posts/{self.post.id}/translate/").status_code == 404

    def test_an_engine_that_is_away_or_broken_leaves_the_original(self):
        for broken in (self.url, "http://127.0.0.1:9"):
            Engine.broken = True
            with override_settings(TRANSLATE_URL=broken):
                page = self.as_bram().get(f"{self.base}posts/{self.post.id}/translate/")
                self.assertContains(page, "Sleutels gevonden")
                assert "Traduit par une machine" not in page.content.decode()

    def test_next_door_and_beyond_the_day(self):
        with override_settings(TRANSLATE_URL=self.url):
            assert cast.sign_in(Client(), self.c.chloe).get(f"{self.base}posts/{self.post.id}/translate/").status_code == 404
            client = self.as_bram()
            spend(A_DAY, self.c.bram.id, cost=A_DAY.most)
            client.get(f"{self.base}posts/{self.post.id}/translate/")
            assert Engine.asked == []

    def test_the_answers_of_a_poll_and_what_an_idea_needs_go_along(self):
        an, said = cast.member(self.c, "an"), {name: value for name, value in SAID.items() if name != "kind"}
        with acting(an):
            poll = ask_poll(an, act=uuid7(), said=said, what="choices", options=["met taart"], several=False,
                            ends_at=now() + timedelta(days=5))  # fmt: skip
            idea = share_idea(an, act=uuid7(), said=said, needs=[("drie tafels", 1)], people=None)
        with override_settings(TRANSLATE_URL=self.url):
            client = self.as_bram()
            for post, line in ((poll, "met taart"), (idea, "drie tafels")):
                page = client.get(f"{self.base}posts/{post.id}/translate/").content.decode()
                assert line[::-1] in page and line in page
                assert Engine.asked[-1][1]["q"] == [SAID["title"], SAID["body"], line]
