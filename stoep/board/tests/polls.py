"""What the tests of polls begin with: a question of An's, votes, the end."""

from datetime import timedelta

import time_machine
from django.test import TestCase

from stoep.board.models import Poll, Vote
from stoep.board.polls.actions import ask_poll, vote_poll
from stoep.board.polls.rules import end_of
from stoep.board.polls.tallying import count_polls
from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded

SAID = {"title": "Een bank op het plein?", "body": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
CHOICE = {"what": "choices", "options": ["Aan de linde", "Bij de pomp", "Nergens"]}


def facet(**other):
    """What one can choose from, and a week for it."""
    return {"what": "for", "options": [], "several": False, "ends_at": end_of(this_day() + timedelta(days=7))} | other


class Polls(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who, self.c.brug if who == "dirk" else None)
        with acting(standing), guarded():
            return verb(standing, **given)

    def ask(self, who="an", act=None, said=SAID, **other):
        return self.does(who, ask_poll, act=act or uuid7(), said=said, **facet(**other))

    def vote(self, who, post, *picks):
        return self.does(who, vote_poll, post=post.id, picks=picks)

    def row(self, post) -> Poll:
        with acting(cast.KEEPER):
            return Poll.objects.get(neighbourhood=self.c.brug, post_id=post.id)

    def votes(self, post) -> list:
        with acting(cast.KEEPER):
            return list(Vote.objects.filter(neighbourhood=self.c.brug, post_id=post.id).values_list("member_id", "picks"))

    def neighbours_vote(self, post, *votes):
        """Neighbours whom nobody of the cast knows, each with their picks."""
        with acting(cast.KEEPER):
            for n, picks in enumerate(votes):
                member = Member(neighbourhood_id=self.c.brug.id, name=f"Buur {n}", kind=Member.Kind.RESIDENT)
                member.save(force_insert=True)
                Vote(neighbourhood_id=self.c.brug.id, post_id=post.id, member_id=member.id, picks=picks).save(force_insert=True)

    def count(self, after=timedelta(days=8)) -> int:
        """The clock's job, so long from now."""
        with time_machine.travel(now() + after, tick=False), acting(cast.KEEPER):
            return count_polls()

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")
