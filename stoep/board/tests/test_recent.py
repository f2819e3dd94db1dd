"""A card that was filled for one neighbour serves the next, and holds nothing of the first."""

from datetime import timedelta

from django.test import TestCase

from stoep.board import cards, feed, pieces, recent
from stoep.board.actions import comment_post, publish_post, react_post
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

from .test_publish_post import words


def feed_of(test, who):
    standing = cast.member(test.c, who)
    with acting(standing):
        return feed.page(standing, "nl", "r").posts


class Recent(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        recent._cards.clear()
        recent._own.clear()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, **given)

    def board(self, who):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/").content.decode()

    def test_the_next_neighbour_gets_the_same_card_and_nothing_of_the_first(self):
        self.does("an", publish_post, **words())
        first = self.board("marie")
        assert len(recent._cards) == 1
        second = self.board("marie")
        card = next(iter(recent._cards.values()))
        assert card in first
        assert card in second
        assert len(recent._cards) == 1

    def test_nothing_is_kept_that_only_one_may_do(self):
        self.does("an", publish_post, **words())
        assert "/edit/" in self.board("an")  # her own menu
        assert "/pin/" in self.board("bram")  # an ambassador's
        assert not recent._cards
        assert "/edit/" not in self.board("marie")

    def test_what_only_one_may_do_is_kept_for_that_one(self):
        self.does("an", publish_post, **words())
        first = self.board("an")
        assert len(recent._own) == 1
        card = next(iter(recent._own.values()))
        assert "/edit/" in card
        assert card in first
        assert card in self.board("an")
        for other in ("marie", "bram", "dirk"):
            assert "/edit/" not in self.board(other)
        self.does("marie", comment_post, post=feed_of(self, "marie")[0]["id"], body="Ik heb er een", act=uuid7())
        for _again in range(2):
            assert self.board("an").count("/edit/") == 1  # her post, not the remark
            assert self.board("marie").count("/edit/") == 1  # her remark, not the post
        assert {key[0] for key in recent._own} == {str(cast.member(self.c, who).member) for who in ("an", "marie")}

    def test_who_votes_elsewhere_fills_no_card_for_who_votes_here(self):
        self.does("an", publish_post, **words())
        self.board("marie")
        self.board("dirk")
        assert {key[3] for key in recent._cards} == {"home", "connector"}

    def test_an_act_is_seen_at_once(self):
        post = self.does("an", publish_post, **words())
        self.board("marie")
        self.does("an", comment_post, post=post.id, body="Ik heb er een gevonden", act=uuid7())
        self.does("an", react_post, post=post.id, face="wave")
        answer = self.board("marie")
        assert "Ik heb er een gevonden" in answer
        assert "wave" in answer
        self.does("marie", comment_post, post=post.id, body="Mooi", act=uuid7())
        assert "/comments/" in self.board("marie")  # her own remark can be changed: not from the store

    def test_time_goes_on(self):
        self.does("an", publish_post, **words())
        standing = cast.member(self.c, "marie")
        for later, said in ((0, "zonet"), (5, "5 minuten"), (24 * 60, "gisteren"), (24 * 60 + 5, "gisteren")):
            reader = pieces.Reader(standing, "token", now() + timedelta(minutes=later))
            with acting(standing):
                rows = feed.page(standing, "nl", "r").posts
                assert said in cards.posts(standing, reader, rows)[0]
        assert len(recent._cards) == 3  # yesterday stays yesterday for a day
