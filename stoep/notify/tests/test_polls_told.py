"""The end of a poll, told to who voted and who asked: in the bell, once, and nothing of who chose what."""

from stoep.board.models import Post
from stoep.board.polls.actions import end_poll
from stoep.board.polls.tallying import count_poll
from stoep.board.tests.polls import Polls
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast


class PollsTold(Polls):
    def heard(self, who):
        with acting(cast.KEEPER):
            for entry in Entry.objects.filter(neighbourhood=self.c.brug):
                hear_entry(self.c.brug.id, str(entry.id))
            rows = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id)
            return list(rows.values_list("verb", flat=True))

    def ended(self):
        post = self.ask()
        self.vote("bram", post, 0)
        self.does("an", end_poll, post=post.id)
        with acting(cast.KEEPER):
            count_poll(self.c.brug.id, post.id)
        return post

    def test_who_voted_and_who_asked_hear_of_the_result_once(self):
        self.ended()
        for _ in range(2):
            assert (self.heard("bram"), self.heard("an"), self.heard("marie")) == (["count_poll"], ["count_poll"], [])
        answer = cast.sign_in(self.client, self.c.bram).get(f"/n/{self.c.brug.slug}/bell/")
        self.assertContains(answer, "Een bank op het plein?")
        self.assertContains(answer, "afgelopen")

    def test_of_a_poll_that_is_held_nobody_reads_in_the_bell(self):
        post = self.ended()
        self.heard("bram")
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=post.id).update(held_at=post.created)
        answer = cast.sign_in(self.client, self.c.bram).get(f"/n/{self.c.brug.slug}/bell/")
        self.assertNotContains(answer, "Een bank op het plein?")

    def test_who_moves_away_loses_the_vote(self):
        post = self.ask()
        self.vote("bram", post, 0)
        with acting(cast.KEEPER):
            line = Entry(neighbourhood_id=self.c.brug.id, verb="move_home", about=self.c.bram_member.id, detail={})
            line.save(force_insert=True)
            hear_entry(self.c.brug.id, str(line.id))
        assert self.votes(post) == [] and self.row(post).voted == 0
