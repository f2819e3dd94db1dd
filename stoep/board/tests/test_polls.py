"""Polls: asked, chosen, changed, ended, counted; who sees what of it, and that no choice is left."""

from datetime import timedelta

from django.db import ProgrammingError, connection, transaction
from django.test import TestCase
from django.utils import timezone

from stoep.board.models import Poll, Vote
from stoep.board.polls.actions import begin_poll, count_polls, end_poll, vote_poll
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Wanneer doen we het feest?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
DAYS = ["Vrijdag", "Zaterdag", "Zondag"]


class Polls(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def begin(self, act=None, **facet):
        given = {"options": DAYS, "several": False, "ends_at": timezone.now() + timedelta(days=3)} | facet
        return self.does("an", begin_poll, act=act or uuid7(), said=SAID, **given)

    def over(self):
        """It ends now, and the keeper counts."""
        with acting(cast.KEEPER):
            Poll.objects.filter(neighbourhood=self.c.brug).update(ends_at=timezone.now() - timedelta(minutes=1))
        with acting(cast.KEEPER):
            return count_polls()

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def poll(self) -> Poll:
        with acting(cast.KEEPER):
            return Poll.objects.get(neighbourhood=self.c.brug)

    def test_it_stands_on_the_board_with_what_one_can_choose_and_no_number(self):
        post = self.begin()
        self.does("marie", vote_poll, post=post.id, chosen=[1])
        board = self.page("bram")
        for words in (*DAYS, "feest"):
            self.assertContains(board, words)
        for page in (board, self.page("an", f"posts/{post.id}/")):
            self.assertNotContains(page, "<progress")

    def test_twice_sent_is_asked_once(self):
        act = uuid7()
        assert self.begin(act=act).id == self.begin(act=act, options=["A", "B"]).id
        assert self.poll().options == DAYS

    def test_one_choice_each_that_may_change_until_the_end(self):
        post = self.begin()
        for chosen in ([0], [2], [2]):
            self.does("bram", vote_poll, post=post.id, chosen=chosen)
        self.does("an", vote_poll, post=post.id, chosen=[0])
        self.does("an", vote_poll, post=post.id, chosen=[])
        self.does("marie", vote_poll, post=post.id, chosen=[2])
        assert (self.over(), self.over()) == (1, 0)
        poll = self.poll()
        assert (poll.counts, poll.voters) == ([0, 0, 2], 2)
        with acting(cast.KEEPER):
            assert not Vote.objects.filter(neighbourhood=self.c.brug).exists()
            assert all("chosen" not in entry.detail for entry in Entry.objects.filter(neighbourhood=self.c.brug, verb="vote_poll"))
        self.assertContains(self.page("bram"), 'value="2"')
        self.assertNotContains(self.page("bram", f"posts/{post.id}/"), "/vote/")
        with self.assertRaises(NotAllowed):
            self.does("an", vote_poll, post=post.id, chosen=[1])

    def test_several_where_it_was_said_so_and_nothing_that_is_not_there(self):
        one = self.begin()
        for wrong in ([0, 1], [3], [-1]):
            with self.assertRaises(NotAllowed):
                self.does("bram", vote_poll, post=one.id, chosen=wrong)
        several = self.begin(several=True)
        assert self.does("bram", vote_poll, post=several.id, chosen=[2, 0, 2]) == [0, 2]

    def test_its_author_ends_it_and_nobody_else(self):
        post = self.begin()
        with self.assertRaises(NotAllowed):
            self.does("bram", end_poll, post=post.id)
        address = f"/n/{self.c.brug.slug}/polls/{post.id}/end/"
        assert cast.sign_in(self.client, self.c.bram).post(address).status_code == 404
        assert cast.sign_in(self.client, self.c.an).post(address).status_code == 302
        with acting(cast.KEEPER):
            assert count_polls() == 1

    def test_the_database_shows_a_choice_to_its_owner_and_counts_to_nobody_who_would_write_them(self):
        post = self.begin()
        self.does("bram", vote_poll, post=post.id, chosen=[1])
        seen = "SELECT count(*) FROM board_vote"
        assert self.sql(cast.member(self.c, "bram"), seen) == 1
        assert self.sql(cast.member(self.c, "an"), seen) == 0
        for standing, forbidden in (
            (cast.member(self.c, "an"), "UPDATE board_poll SET counts = '{9,9,9}', voters = 9"),
            (cast.mandate(self.c, "els"), seen), (cast.mandate(self.c, "els"), "SELECT count(*) FROM board_poll"),
        ):  # fmt: skip
            with self.assertRaisesMessage(ProgrammingError, "permission denied"):
                self.sql(standing, forbidden)

    def sql(self, standing, query):
        with transaction.atomic(), acting(standing), connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    def test_the_blocked_and_those_next_door_find_nothing_to_choose(self):
        post = self.begin()
        sent = {"chosen": "1"}
        for who in ("noor", "chloe"):
            answer = cast.sign_in(self.client, getattr(self.c, who)).post(f"/n/{self.c.brug.slug}/polls/{post.id}/vote/", sent)
            assert answer.status_code == 404

    def test_over_http_and_what_was_typed_stays(self):
        client, place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}"
        day = str(timezone.localdate() + timedelta(days=4))
        sent = {"act": uuid7(), "body": "Welke kleur?", "language": "nl", "comments_on": "on", "options": "Rood\n\nrood \nRood", "day": day}
        answer = client.post(f"{place}/polls/begin/", sent | {"options": "Rood\n Rood "})
        self.assertContains(answer, "Welke kleur?", status_code=422)
        for wrong in ("2020-01-01", "2099-01-01", ""):
            assert client.post(f"{place}/polls/begin/", sent | {"day": wrong}).status_code == 422
        assert client.post(f"{place}/polls/begin/", sent | {"options": "Rood\nGroen\n\nBlauw"}).status_code == 302
        poll = self.poll()
        assert poll.options == ["Rood", "Groen", "Blauw"] and timezone.localtime(poll.ends_at).hour == 20
        vote = f"{place}/polls/{poll.post_id}/vote/"
        assert client.post(vote, {"chosen": "nonsense"}).status_code == 422
        client.post(vote, {"chosen": "2"})
        self.assertContains(client.get(f"{place}/posts/{poll.post_id}/"), 'value="2" checked')
        client.post(vote, {"back": "1"})
        self.assertNotContains(client.get(f"{place}/posts/{poll.post_id}/"), "checked")
