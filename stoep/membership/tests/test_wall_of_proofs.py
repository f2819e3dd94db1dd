"""Those who wait, and the words given for them, behind the wall: raw SQL as each role."""

import psycopg
from django.test import TransactionTestCase

from stoep.lib.ids import uuid7
from tests import cast
from tests.raw import empty_tables, raw

from .waiting import applicant

NO = psycopg.errors.InsufficientPrivilege


class WallOfProofs(TransactionTestCase):
    def setUp(self):
        self.c = c = cast.build()
        self.gust, self.waits = applicant(c)
        self.an = {"person": c.an.id, "here": c.brug.id, "town": c.oever.id, "member": c.an_member.id}

    def _fixture_teardown(self):
        empty_tables()

    def refused(self, login, role, sql, params=None, **settings):
        with self.assertRaises(NO, msg=sql), raw(login, role, **settings) as query:
            query(sql, params)

    def test_a_neighbour_browses_nobody_who_waits(self):
        for table in ("application", "vouch", "letterwish", "move", "papercheck", "wishcount"):
            self.refused("stoep_web", "stoep_resident", f"SELECT 1 FROM membership_{table}", **self.an)

    def test_the_desk_neither(self):
        els = {"person": self.c.els.id, "town": self.c.oever.id}
        for table in ("application", "vouch", "letterwish", "move", "invitation"):
            self.refused("stoep_desk_web", "stoep_desk", f"SELECT 1 FROM membership_{table}", **els)
        self.refused("stoep_desk_web", "stoep_desk", "UPDATE membership_papercheck SET state = 'fits'", **els)
        self.refused("stoep_desk_web", "stoep_desk", "UPDATE membership_wishcount SET homes = 9", **els)

    def test_the_joiners_hand_reaches_one_neighbourhood_and_one_persons_face(self):
        with raw("stoep_web", "stoep_joiner", here=self.c.kaai.id, person=self.gust.id) as query:
            assert query("SELECT count(*) FROM membership_application") == [0]
        gust = {"here": self.c.brug.id, "person": self.gust.id}
        with raw("stoep_web", "stoep_joiner", **gust) as query:
            assert query("SELECT count(*) FROM membership_application") == [1]
        self.refused("stoep_web", "stoep_joiner", "UPDATE membership_member SET state = 'active' WHERE state = 'suspended'", **gust)
        self.refused("stoep_web", "stoep_joiner", "UPDATE membership_member SET ambassador = true", **gust)
        columns = "id, person_id, neighbourhood_id, member_id, kind, state, since"
        seat = f"INSERT INTO membership_seat ({columns}) VALUES (%s, %s, %s, %s, %s, 'active', now())"
        self.refused("stoep_web", "stoep_joiner", seat, [uuid7(), self.c.els.id, self.c.brug.id, uuid7(), "home"], **gust)

    def test_who_comes_in_writes_no_line_in_anothers_name(self):
        sql = """INSERT INTO journal_entry (neighbourhood_id, id, verb, person_id, member_id, detail, at)
 VALUES (%s, %s, 'vouch', %s, %s, '{}', now())"""
        gust, other = {"here": self.c.brug.id, "person": self.gust.id}, (self.c.an.id, self.c.an_member.id)
        self.refused("stoep_web", "stoep_joiner", sql, [self.c.brug.id, uuid7(), *other], **gust)
        self.refused("stoep_web", "stoep_joiner", sql, [self.c.brug.id, uuid7(), *other], here=self.c.brug.id)
        with raw("stoep_web", "stoep_joiner", **gust) as query:
            assert query(sql, [self.c.brug.id, uuid7(), self.gust.id, None]) == 1

    def test_an_invitation_is_ones_own(self):
        with raw("stoep_web", "stoep_resident", **self.an) as query:
            query(
                "INSERT INTO membership_invitation (neighbourhood_id, id, member_id, made_at, until) VALUES (%s, %s, %s, now(), now())",
                [self.c.brug.id, uuid7(), self.c.an_member.id],
            )
            assert query("SELECT count(*) FROM membership_invitation") == [1]
        other = [self.c.brug.id, uuid7(), self.c.bram_member.id]
        sql = "INSERT INTO membership_invitation (neighbourhood_id, id, member_id, made_at, until) VALUES (%s, %s, %s, now(), now())"
        self.refused("stoep_web", "stoep_resident", sql, other, **self.an)
