"""What a post keeps of its talk and faces is what a count would say: after any acts, in any order, and at the same moment."""

from dataclasses import replace
from random import Random

from django.test import TestCase, TransactionTestCase

from stoep.board import feed
from stoep.board.actions import comment_post, react_post, withdraw_comment
from stoep.board.models import Comment, Post, Reaction
from stoep.board.words import FACES
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .test_pages import say

MANY = 50


def counted(c, post) -> tuple:
    """(remarks that stand, {face: n}) as the rows themselves say."""
    with acting(cast.KEEPER):
        here = {"neighbourhood_id": c.brug.id, "post_id": post.id}
        faces = list(Reaction.objects.filter(**here).values_list("face", flat=True))
        standing = Comment.objects.filter(**here, withdrawn_at=None, held_at=None).count()
    return standing, {face: faces.count(face) for face in set(faces)}


def kept(c, post) -> tuple:
    with acting(cast.KEEPER):
        row = Post.objects.get(neighbourhood_id=c.brug.id, id=post.id)
    return row.talk_count, row.faces


class Counting(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = say(cls.c, "an", "Wie heeft een ladder?")

    def shown_to(self, who) -> tuple:
        standing = cast.member(self.c, who)
        with acting(standing):
            row = feed.page(standing, "nl", "r", post=self.post.id).posts[0]
        return row["talk_count"], row["faces"]

    def test_kept_is_counted_after_any_acts(self):
        dice, remarks = Random(7), []
        for _ in range(60):
            who = dice.choice(["an", "bram", "marie"])
            standing = cast.member(self.c, who)
            with acting(standing):
                act = dice.choice(["say", "take back", "face", "face"])
                if act == "say" and len(remarks) < 9:
                    same = uuid7()
                    said = [comment_post(standing, post=self.post.id, body="Ik", act=same) for _ in range(dice.choice([1, 2]))]
                    remarks.append((who, said[0].id))
                elif act == "take back" and (mine := [r for r in remarks if r[0] == who]):
                    remarks.remove(mine[0])
                    withdraw_comment(standing, comment=mine[0][1])
                else:
                    react_post(standing, post=self.post.id, face=dice.choice(list(FACES)))
            assert kept(self.c, self.post) == counted(self.c, self.post)
        assert self.shown_to("bram") == kept(self.c, self.post)

    def test_of_whom_one_blocked_neither_remark_nor_face_counts(self):
        for who in ("noor", "bram"):
            standing = cast.member(self.c, who)
            with acting(cast.KEEPER):
                here = {"neighbourhood_id": self.c.brug.id, "post_id": self.post.id}
                Comment(**here, author_id=standing.member, body="Ik", language="nl").save(force_insert=True)
                Reaction(**here, member_id=standing.member, face="nice").save(force_insert=True)
        assert self.shown_to("an") == (1, {"nice": 1})


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.post = say(self.c, "an", "Wie heeft een ladder?")

    def _fixture_teardown(self):
        empty_tables()

    def test_fifty_faces_and_remarks_at_the_same_moment(self):
        with acting(cast.KEEPER):
            crowd = [Member(neighbourhood_id=self.c.brug.id, name=f"Buur {n}", street="Brugstraat") for n in range(MANY)]
            Member.objects.bulk_create(crowd)

        def one(n):
            standing = replace(cast.member(self.c, "bram"), member=crowd[n].id)
            with acting(standing):
                react_post(standing, post=self.post.id, face="nice")
            with acting(standing):
                comment_post(standing, post=self.post.id, body="Ik", act=uuid7())

        together([lambda n=n: one(n) for n in range(MANY)])
        assert kept(self.c, self.post) == counted(self.c, self.post) == (MANY, {"nice": MANY})
