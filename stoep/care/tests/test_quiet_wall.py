"""The wall around a request off the board, by raw SQL as each neighbour: what Python hides, the database does not hand out either."""

import psycopg
from django.test import TransactionTestCase

from stoep.care.actions import ask_quietly
from stoep.care.models import QuietTold
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables, raw

from .scene import likes

NO = psycopg.errors.InsufficientPrivilege


class QuietWall(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        likes(self.c, "bram", "doctor")
        standing = cast.member(self.c, "an")
        given = {"skill": "doctor", "body": "stil", "moment": "", "language": "nl", "helpers": 1, "named": False}
        with acting(standing):
            self.quiet = ask_quietly(standing, act=uuid7(), **given)

    def _fixture_teardown(self):
        empty_tables()

    def as_member(self, who, place=None):
        member, person = getattr(self.c, f"{who}_member").id, getattr(self.c, who).id
        return raw("stoep_web", "stoep_resident", here=(place or self.c.brug).id, town=self.c.oever.id, member=member, person=person)

    def counts(self, query):
        return [query(f"SELECT count(*) FROM {table}")[0] for table in ("care_quietrequest", "care_quiettold")]

    def test_the_asker_and_the_told_and_nobody_else(self):
        with self.as_member("an") as query:
            assert self.counts(query) == [1, 1]
        with self.as_member("bram") as query:
            assert self.counts(query) == [0, 1]
        for who in ("marie", "noor"):
            with self.as_member(who) as query:
                assert self.counts(query) == [0, 0]
        with self.as_member("an", self.c.kaai) as query:
            assert self.counts(query) == [0, 0]
        with raw("stoep_web", "stoep_resident", here=self.c.brug.id) as query:
            assert self.counts(query) == [0, 0]

    def test_who_was_told_cannot_look_up_who_asks(self):
        with self.as_member("bram") as query:
            assert query("SELECT asker_id FROM care_quiettold") == [None]
        for sql in ("SELECT members FROM care_quiettold", "SELECT * FROM care_quiettold", "UPDATE care_quiettold SET members = '{}'",
                    "SELECT id FROM care_quiettold WHERE members @> ARRAY[member_id]"):  # fmt: skip
            with self.as_member("bram") as query, self.assertRaises(NO):
                query(sql)
        with self.as_member("bram") as query, self.assertRaises(NO):  # the journal knows, and tells nobody
            query("SELECT member_id FROM journal_entry")

    def test_no_desk_no_public_no_guest(self):
        for role in ("stoep_desk", "stoep_public", "stoep_guest", "stoep_operator", "stoep_joiner"):
            for table in ("care_quietrequest", "care_quiettold"):
                with raw("stoep_web", role, here=self.c.brug.id, town=self.c.oever.id) as query, self.assertRaises(NO):
                    query(f"SELECT count(*) FROM {table}")

    def test_nobody_signs_a_request_as_another(self):
        with self.as_member("bram") as query, self.assertRaises(NO):
            query("INSERT INTO care_quietrequest (neighbourhood_id, id, author_id, skill, body, moment, language, helpers, named, told,"
                  " created, until, by_neighbour)"
                  " VALUES (%s, gen_random_uuid(), %s, 'doctor', 'x', '', 'nl', 1, true, 1, now(), now(), false)",
                  [self.c.brug.id, self.c.an_member.id])  # fmt: skip
        with acting(cast.KEEPER):
            assert QuietTold.objects.filter(neighbourhood=self.c.brug).count() == 1
