"""Who voted what is nobody's to read: raw SQL, as a neighbour and as whoever else asks."""

import psycopg
from django.test import TransactionTestCase

from stoep.board.models import Poll
from stoep.board.polls.actions import ask_poll, vote_poll
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables, raw

from .polls import SAID, facet


class Secret(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        an, bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(an):
            self.post = ask_poll(an, act=uuid7(), said=SAID, **facet())
            vote_poll(an, post=self.post.id, picks=[1])
        with acting(bram):
            vote_poll(bram, post=self.post.id, picks=[0])
        self.an = {"person": self.c.an.id, "here": self.c.brug.id, "town": self.c.oever.id, "member": self.c.an_member.id}

    def _fixture_teardown(self):
        empty_tables()

    def test_its_author_reads_their_own_vote_and_no_other(self):
        with raw("stoep_web", "stoep_resident", **self.an) as query:
            assert query("SELECT picks FROM board_vote") == [[1]]
            assert query("SELECT count(*) FROM board_vote WHERE member_id = %s", [self.c.bram_member.id]) == [0]
            assert query("UPDATE board_vote SET picks = '{1}' WHERE member_id = %s", [self.c.bram_member.id]) == 0
            assert query("DELETE FROM board_vote WHERE member_id = %s", [self.c.bram_member.id]) == 0

    def test_nobody_votes_for_another_or_twice(self):
        row = "INSERT INTO board_vote (neighbourhood_id, id, post_id, member_id, picks) VALUES (%s, gen_random_uuid(), %s, %s, '{0}')"
        for member, refused in ((self.c.marie_member, "row-level security"), (self.c.an_member, "unique constraint")):
            with raw("stoep_web", "stoep_resident", **self.an) as query, self.assertRaisesMessage(psycopg.Error, refused):
                query(row, [self.c.brug.id, self.post.id, member.id])

    def test_desk_guest_public_and_sign_in_have_no_right_at_all(self):
        for role in ("stoep_desk", "stoep_guest", "stoep_public", "stoep_operator", "stoep_account"):
            for table in ("board_vote", "board_poll"):
                with raw("stoep_test", role, **self.an) as query, self.assertRaises(psycopg.errors.InsufficientPrivilege):
                    query(f"SELECT * FROM {table}")

    def test_no_neighbour_makes_up_a_result(self):
        for change in ("tally = '{9,0}'", "ended_at = now()"):
            with raw("stoep_web", "stoep_resident", **self.an) as query, self.assertRaisesMessage(psycopg.Error, "row-level security"):
                query(f"UPDATE board_poll SET {change}")
        with acting(cast.KEEPER):
            Poll.objects.filter(neighbourhood=self.c.brug).update(tally=[5, 4], ended_at="2026-01-01T00:00Z")
        with raw("stoep_web", "stoep_resident", **self.an) as query:
            assert query("UPDATE board_poll SET options = '{x}'") == 0, "what is counted is changed by nobody"

    def test_no_line_of_the_journal_and_no_job_says_what_was_picked(self):
        with raw("stoep_test", "stoep_keeper") as query:
            details = query("SELECT detail::text FROM journal_entry WHERE verb = 'vote_poll'")
        assert details == ['{"voted": true}'] * 2
