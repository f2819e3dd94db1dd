"""A poll: asked, voted, changed, ended, counted; by whom, and what is written."""

from datetime import timedelta

import time_machine

from stoep.board.actions import withdraw_post
from stoep.board.models import Post, Vote
from stoep.board.polls.actions import edit_poll, end_poll
from stoep.board.polls.rules import end_of
from stoep.board.polls.tallying import count_poll, drop_votes_of, sweep_votes
from stoep.journal.models import Entry
from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast

from .polls import CHOICE, SAID, Polls, facet

CLERK = "Only neighbours who live here"


class Asking(Polls):
    def test_twice_sent_is_once_asked(self):
        act = uuid7()
        assert self.ask(act=act).id == self.ask(act=act, **CHOICE).id

    def test_it_ends_from_tomorrow_on_within_a_month(self):
        for days in (0, 31):
            with self.assertRaisesMessage(NotAllowed, "between tomorrow and thirty days"):
                self.ask(ends_at=end_of(this_day() + timedelta(days=days)))
        for days in (1, 30):
            self.ask(ends_at=end_of(this_day() + timedelta(days=days)))

    def test_what_can_be_chosen_stands_from_the_first_vote_on(self):
        post = self.ask(**CHOICE)
        other = {"said": SAID, "post": post.id}
        self.does("an", edit_poll, **other, **facet(what="choices", options=["Ja", "Neen"]))
        assert self.row(post).options == ["Ja", "Neen"]
        self.vote("bram", post, 0)
        with self.assertRaisesMessage(NotAllowed, "Somebody voted already"):
            self.does("an", edit_poll, **other, **facet(what="choices", options=["Ja", "Nooit"]))
        self.does("an", edit_poll, **{**other, "said": {**SAID, "title": "Een bank?"}})
        assert self.row(post).options == ["Ja", "Neen"]
        with acting(cast.KEEPER):
            assert Post.objects.get(neighbourhood=self.c.brug, id=post.id).edited_at

    def test_only_its_author_changes_or_ends_it(self):
        post = self.ask()
        for verb, given in ((edit_poll, {"said": SAID}), (end_poll, {})):
            with self.assertRaisesMessage(NotAllowed, "Only the one who wrote this"):
                self.does("bram", verb, post=post.id, **given)


class Voting(Polls):
    def test_one_vote_each_changed_and_taken_back_until_the_end(self):
        post = self.ask(**CHOICE)
        for picks in ([2], [2], [0]):
            assert self.vote("bram", post, *picks) == picks
        assert self.votes(post) == [(self.c.bram_member.id, [0])] and self.row(post).voted == 1
        with acting(cast.KEEPER):
            lines = list(Entry.objects.filter(neighbourhood=self.c.brug, verb="vote_poll").values_list("detail", flat=True))
        assert lines == [{"voted": True}] * 2, "twice the same is once; and no line says what was picked"
        assert self.vote("bram", post) == [] and self.vote("bram", post) == []
        assert self.votes(post) == [] and self.row(post).voted == 0

    def test_several_where_several_may_be_picked(self):
        one, many = self.ask(**CHOICE), self.ask(**CHOICE, several=True)
        assert self.vote("bram", many, "2", "0", "0") == [0, 2]
        for post, picks in ((one, (0, 1)), (many, (3,)), (one, ("-1",)), (one, ("none",))):
            with self.assertRaisesMessage(NotAllowed, "Pick one of the answers"):
                self.vote("bram", post, *picks)

    def test_a_score_goes_to_ten(self):
        post = self.ask(what="score")
        assert self.vote("bram", post, 9) == [9]
        with self.assertRaises(NotAllowed):
            self.vote("marie", post, 10)

    def test_a_connector_reads_it_and_has_no_vote(self):
        post = self.ask()
        with self.assertRaisesMessage(NotAllowed, CLERK):
            self.vote("dirk", post, 0)
        assert self.votes(post) == []

    def test_whoever_a_block_keeps_apart_finds_no_poll(self):
        with self.assertRaises(Post.DoesNotExist):
            self.vote("noor", self.ask(), 0)

    def test_nobody_votes_after_its_time_counted_or_not(self):
        post = self.ask()
        with time_machine.travel(now() + timedelta(days=9), tick=False), self.assertRaisesMessage(NotAllowed, "has ended"):
            self.vote("bram", post, 0)


class Ending(Polls):
    def test_it_is_counted_once_and_what_was_picked_is_wiped(self):
        post = self.ask(**CHOICE, several=True)
        self.vote("bram", post, 0, 1)
        self.neighbours_vote(post, [0], [0], [2], [0, 2])
        assert self.count(timedelta(days=5)) == 0
        assert [self.count(), self.count()] == [1, 0]
        poll = self.row(post)
        assert (poll.voted, poll.tally, poll.early) == (5, [4, 1, 2], False)
        assert {tuple(picks) for _who, picks in self.votes(post)} == {()}
        with acting(cast.KEEPER):
            assert Entry.objects.filter(neighbourhood=self.c.brug, verb="count_poll", about=post.id).count() == 1

    def test_of_four_voters_nothing_is_told_but_that_they_are_four(self):
        post = self.ask()
        self.neighbours_vote(post, [0], [0], [0], [1])
        self.count()
        assert (self.row(post).voted, self.row(post).tally) == (4, [])

    def test_its_author_ends_it_early_and_it_stays_ended(self):
        post = self.ask()
        self.does("an", end_poll, post=post.id)
        with acting(cast.KEEPER):
            assert [count_poll(self.c.brug.id, post.id), count_poll(self.c.brug.id, post.id)] == [True, False]
        assert self.row(post).early and self.row(post).ended_at
        with self.assertRaisesMessage(NotAllowed, "has ended"):
            self.does("an", end_poll, post=post.id)

    def test_of_what_was_taken_back_the_votes_are_wiped_at_its_end_and_nobody_hears(self):
        post = self.ask()
        self.vote("bram", post, 0)
        self.does("an", withdraw_post, post=post.id)
        assert self.count() == 1
        assert self.votes(post) == [(self.c.bram_member.id, [])]
        with acting(cast.KEEPER):
            assert not Entry.objects.filter(neighbourhood=self.c.brug, verb="count_poll").exists()

    def test_who_moves_away_takes_their_vote_along_while_it_is_open(self):
        post, over = self.ask(), self.ask()
        for one in (post, over):
            self.vote("bram", one, 0)
            self.vote("marie", one, 1)
        self.does("an", end_poll, post=over.id)
        with acting(cast.KEEPER):
            count_poll(self.c.brug.id, over.id)
            gone = (self.c.brug.id, self.c.bram_member.id)
            assert [drop_votes_of(*gone), drop_votes_of(*gone)] == [2, 0]
        assert (self.row(post).voted, self.row(over).voted) == (1, 2), "what is counted stays counted"

    def test_whoever_is_gone_by_the_end_does_not_count(self):
        post = self.ask()
        self.neighbours_vote(post, *[[0]] * 6)
        with acting(cast.KEEPER):
            gone = Vote.objects.filter(neighbourhood=self.c.brug, post_id=post.id).values_list("member_id", flat=True)[0]
            Member.objects.filter(neighbourhood=self.c.brug, id=gone).update(state=Member.State.GONE)
        self.count()
        assert self.row(post).tally == [5, 0]

    def test_that_somebody_voted_is_forgotten_a_week_later(self):
        post, still = self.ask(), self.ask(ends_at=end_of(this_day() + timedelta(days=30)))
        for one in (post, still):
            self.vote("bram", one, 0)
        self.count()
        for days, left in ((14, 1), (16, 0)):
            with time_machine.travel(now() + timedelta(days=days), tick=False), acting(cast.KEEPER):
                sweep_votes()
            assert len(self.votes(post)) == left
        assert len(self.votes(still)) == 1
