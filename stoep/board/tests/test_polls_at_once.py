"""Many at the same moment: each neighbour has one vote, and a poll is counted once."""


from django.test import TransactionTestCase

from stoep.board.models import Poll, Vote
from stoep.board.polls.actions import ask_poll, end_poll, vote_poll
from stoep.board.polls.tallying import count_poll
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .polls import SAID, facet


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        an = cast.member(self.c, "an")
        with acting(an):
            self.post = ask_poll(an, act=uuid7(), said=SAID, **facet(what="score"))

    def _fixture_teardown(self):
        empty_tables()

    def vote(self, who, *picks):
        standing = cast.member(self.c, who)
        with acting(standing):
            return vote_poll(standing, post=self.post.id, picks=picks)

    def count(self):
        with acting(cast.KEEPER):
            return count_poll(self.c.brug.id, self.post.id)

    def rows(self, model, **of):
        with acting(cast.KEEPER):
            return list(model.objects.filter(neighbourhood=self.c.brug, **of))

    def test_fifty_votes_of_one_are_one(self):
        said = together([lambda n=n: self.vote("bram", n % 10) for n in range(50)])
        assert sorted(said) == sorted([n % 10] for n in range(50))
        (vote,), (poll,) = self.rows(Vote), self.rows(Poll)
        assert vote.picks in said and poll.voted == 1

    def test_votes_while_it_is_counted_are_in_it_or_refused(self):
        self.vote("an", 4)
        an = cast.member(self.c, "an")
        with acting(an):
            end_poll(an, post=self.post.id)
        said = together([self.count] * 5 + [lambda: self.vote("bram", 3)] * 5)
        assert said.count(True) == 1 and [str(refused.reason) for refused in said[5:]] == ["This poll has ended."] * 5
        (poll,) = self.rows(Poll)
        assert (poll.voted, len(self.rows(Entry, verb="count_poll"))) == (1, 1)
