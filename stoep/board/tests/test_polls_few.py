"""Few votes: whoever asked learns nobody's vote, whenever they end it, change it, ask again or look twice."""

from stoep.board.polls.actions import edit_poll, end_poll
from stoep.board.polls.ballots import FEW, FEW_EARLY
from stoep.lib.rules import NotAllowed

from .polls import SAID, Polls, facet


class FewVotes(Polls):
    def ended_with(self, n, early=True):
        """What stands of a poll of An's with n votes of others, all for: its tally, and her page."""
        post = self.ask()
        self.neighbours_vote(post, *[[0]] * n)
        if early:
            self.does("an", end_poll, post=post.id)
        self.count()
        return self.row(post).tally, self.page("an", f"posts/{post.id}/").content.decode()

    def test_ended_early_nothing_but_their_number_below_ten(self):
        for n in (1, 2, 4, FEW, FEW_EARLY - 1):
            tally, page = self.ended_with(n)
            assert tally == [] and "poll-count" not in page and "<progress" not in page, n
        tally, page = self.ended_with(FEW_EARLY)
        assert tally == [FEW_EARLY, 0] and "poll-count" in page

    def test_at_its_day_below_five(self):
        assert self.ended_with(FEW - 1, early=False)[0] == []
        assert self.ended_with(FEW, early=False)[0] == [FEW, 0], "nobody chose that moment"

    def test_one_vote_more_shows_nobody_s_vote(self):
        """While it is open there is nothing to compare: nothing on the page or in the table changes with the picks."""
        post = self.ask(said=SAID | {"title": "Welke kant op?"})
        self.neighbours_vote(post, *[[0]] * FEW)
        for pick in (0, 1):
            self.vote("bram", post, pick)
            page = self.page("an", f"posts/{post.id}/").content.decode()
            assert self.row(post).tally == [] and "poll-count" not in page and "poll-result" not in page

    def test_ended_is_ended(self):
        """Neither opened again, nor with other answers, nor with another day, nor with a vote more, nor ended on another day."""
        post = self.ask()
        self.neighbours_vote(post, [0])
        self.does("an", end_poll, post=post.id)
        for counted in (False, True):
            if counted:
                self.count()
            with self.assertRaises(NotAllowed):
                self.does("an", edit_poll, post=post.id, said=SAID | {"body": "Anders."}, **facet(several=True))
            with self.assertRaises(NotAllowed):
                self.vote("bram", post, 0)
            with self.assertRaises(NotAllowed):
                self.does("an", end_poll, post=post.id)
        assert (self.row(post).early, self.row(post).tally, {tuple(picks) for _who, picks in self.votes(post)}) == (True, [], {()})
