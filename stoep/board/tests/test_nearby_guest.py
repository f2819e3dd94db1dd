"""The author of a copy is a guest next door: reads and answers in that one talk, and finds nothing else there."""

import psycopg
from django.db import connection
from django.test import TestCase

from stoep.board.actions import comment_post
from stoep.board.models import Comment, Post
from stoep.board.nearby.actions import answer_nearby, withdraw_nearby_answer
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Block, Seat
from tests import cast, raw
from tests.shards import guarded

from . import nearby


class Guest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = nearby.town()
        cls.post = nearby.say(cls.c)
        nearby.reach(cls.c, cls.post)
        cls.copy = nearby.carry(cls.c, cls.post)
        chloe = cast.member(cls.c, "chloe")
        with acting(chloe):
            cls.remark = comment_post(chloe, post=cls.copy.id, body="Ja, bij mij", act=uuid7())

    def page(self, who="an", **sent):
        client = cast.sign_in(self.client, getattr(self.c, who))
        address = nearby.AWAY.format(self.post.id)
        with guarded():
            return client.post(address, sent) if sent else client.get(address)

    def test_the_way_there_is_on_the_page_of_ones_own_post(self):
        page = cast.sign_in(self.client, self.c.an).get(f"/n/oever-brug/posts/{self.post.id}/")
        self.assertContains(page, nearby.AWAY.format(self.post.id))
        page = cast.sign_in(self.client, self.c.bram).get(f"/n/oever-brug/posts/{self.post.id}/")
        self.assertNotContains(page, "/nearby/")

    def test_reads_the_talk_and_answers_in_it(self):
        page = self.page()
        self.assertContains(page, "Ja, bij mij")
        self.assertContains(page, "Chloé")
        act = uuid7()
        assert self.page(body="Fijn, ik kom", act=act).status_code == 302
        assert self.page(body="Fijn, ik kom", act=act).status_code == 302
        self.assertContains(self.page(), "Fijn, ik kom", count=1)
        board = cast.sign_in(self.client, self.c.chloe).get(f"/n/oever-kaai/posts/{self.copy.id}/")
        self.assertContains(board, "Fijn, ik kom")
        with acting(cast.KEEPER):
            assert Post.objects.get(neighbourhood=self.c.kaai, id=self.copy.id).talk_count == 2
            mine = Comment.objects.get(neighbourhood=self.c.kaai, author_id=self.copy.author_id)
        assert self.page(withdraw=str(mine.id)).status_code == 302
        self.assertNotContains(self.page(), "Fijn, ik kom")
        self.assertContains(self.page(body=" ", act=uuid7()), "Schrijf eerst iets", status_code=422)

    def test_nobody_else_comes_through_this_door(self):
        for who in ("bram", "chloe", "dirk", "els", "ilse", "hugo"):
            client = cast.sign_in(self.client, getattr(self.c, who), second_step=True)
            for home in ("oever-brug", "oever-kaai"):
                assert client.get(f"/n/{home}/nearby/oever-kaai/{self.post.id}/").status_code == 404, (who, home)
        an = cast.sign_in(self.client, self.c.an)
        for path in ("", "chat/", "calendar/", f"posts/{self.copy.id}/", "search/?q=ladder"):
            assert an.get(f"/n/oever-kaai/{path}").status_code == 404, path

    def test_a_remark_of_hers_cannot_be_taken_for_anothers(self):
        guest = nearby.there(self.c)
        with acting(guest), self.assertRaises(Comment.DoesNotExist):
            withdraw_nearby_answer(guest, post=self.post.id, comment=self.remark.id)

    def test_who_may_not_write_at_home_does_not_write_there(self):
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.an, kind="home").update(reads_only_until="2999-01-01T00:00Z")
        answer = self.page(body="Toch iets", act=uuid7())
        assert answer.status_code == 422
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.an, kind="home").update(state="suspended")
        assert self.page().status_code == 404

    def test_blocked_ones_do_not_read_each_other(self):
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.an.id, blocked_id=self.c.chloe.id)
        self.assertNotContains(self.page(), "Ja, bij mij")

    def test_answers_are_closed_where_the_author_closed_them(self):
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.kaai, id=self.copy.id).update(comments_on=False)
        guest = nearby.there(self.c)
        with acting(guest), self.assertRaisesMessage(NotAllowed, "closed the talk"):
            answer_nearby(guest, post=self.post.id, body="Nog iets", act=uuid7())


class Wall(TestCase):
    def test_raw_sql_as_a_guest(self):
        c = nearby.town()
        post = nearby.say(c)
        nearby.reach(c, post)
        copy = nearby.carry(c, post)
        chloe = cast.member(c, "chloe")
        with acting(chloe):
            own = nearby.say(c, "chloe", body="Onder ons in Kaai")
            comment_post(chloe, post=own.id, body="Nog iets", act=uuid7())
            comment_post(chloe, post=copy.id, body="Ja, bij mij", act=uuid7())
        guest = nearby.there(c)
        settings = {"here": c.kaai.id, "member": guest.member, "person": c.an.id}
        with connection.cursor() as cursor, acting(guest):
            cursor.execute("SELECT body FROM board_post")
            assert [row[0] for row in cursor] == [copy.body]
            cursor.execute("SELECT body FROM board_comment")
            assert [row[0] for row in cursor] == ["Ja, bij mij"]
            cursor.execute("SELECT name FROM membership_member")
            assert [row[0] for row in cursor] == ["An P."]
        for table in ("board_reaction", "board_picture", "board_card", "chat_message", "notify_notification", "membership_residence"):
            denied = self.assertRaisesMessage(psycopg.errors.InsufficientPrivilege, table)
            with denied, raw.raw("stoep_test", "stoep_guest", **settings) as query:
                query(f"SELECT count(*) FROM {table}")
        with self.assertRaises(psycopg.errors.InsufficientPrivilege), raw.raw("stoep_test", "stoep_guest", **settings) as query:
            query("UPDATE board_post SET body = 'x'")
