"""A stored card that Stoep did not render is not shown, whoever wrote it."""

from django.db import connection
from django.test import Client, TestCase

from stoep.board.actions import publish_post
from stoep.board.models import Card
from stoep.board.seals import LENGTH, opened, sealed
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

EVIL = '<form action="https://example.org/"><input name="password"></form>'


class Seals(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.bram, an = cast.sign_in(Client(), self.c.bram), cast.member(self.c, "an")
        with acting(an):
            self.posts = [
                publish_post(an, kind="message", title="", body=body, language="nl", topics=[], comments_on=True, pictures={}, act=uuid7())
                for body in ("Wie heeft een ladder?", "De buurtwinkel is dicht.")
            ]
        self.board()  # stores both cards

    def board(self) -> str:
        return self.bram.get(f"/n/{self.c.brug.slug}/").content.decode()

    def write(self, sql, *values):
        """As what an injection into a resident's page could run."""
        with acting(cast.member(self.c, "an")), connection.cursor() as cursor:
            cursor.execute(sql, [*values])
            assert cursor.rowcount

    def kept(self) -> dict:
        with acting(cast.KEEPER):
            return dict(Card.objects.filter(neighbourhood=self.c.brug.id, language="nl").values_list("post_id", "html"))

    def test_words_put_into_a_card_are_not_shown_and_do_not_stay(self):
        before = self.kept()
        for sql in ("UPDATE board_card SET html = %s || html", "UPDATE board_card SET html = left(html, 32) || %s || substr(html, 33)"):
            self.write(sql, EVIL)
            page = self.board()
            assert "example.org" not in page
            assert "Wie heeft een ladder?" in page
            assert self.kept() == before

    def test_a_good_card_of_another_post_or_version_is_not_shown(self):
        ladder, shop = self.posts
        self.write("UPDATE board_card SET html = %s WHERE post_id = %s", self.kept()[shop.id], ladder.id)
        assert "Wie heeft een ladder?" in self.board()
        self.write("UPDATE board_post SET version = version + 1, body = 'Al gevonden.' WHERE id = %s", ladder.id)
        self.write("UPDATE board_card SET version = version + 1 WHERE post_id = %s", ladder.id)
        assert "Al gevonden." in self.board()

    def test_what_a_seal_is_of(self):
        kept = sealed("<p>é</p>", 1, "nl", "r1", "id", 1)
        assert len(kept) == LENGTH + len("<p>é</p>")
        assert opened(kept, 1, "nl", "r1", "id", 1) == "<p>é</p>"
        mine = (1, "nl", "r1", "id", 1)
        for place, other in enumerate((2, "fr", "r2", "x", 2)):
            assert opened(kept, *mine[:place], other, *mine[place + 1 :]) is None
        for broken in (None, "", "<p>é</p>", kept[:-1], kept[1:], "é" * 40):
            assert opened(broken, 1, "nl", "r1", "id", 1) is None
