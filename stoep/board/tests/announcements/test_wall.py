"""The wall around announcements, by raw SQL: whatever the Python above it does."""

import psycopg
import pytest
from django.test import TransactionTestCase

from tests import cast
from tests.raw import empty_tables, raw

from .writing import send

NO = psycopg.errors.InsufficientPrivilege


class Wall(TransactionTestCase):
    def setUp(self):
        self.c = c = cast.build()
        send(c)
        self.an = {"person": c.an.id, "here": c.brug.id, "town": c.oever.id, "member": c.an_member.id}

    def _fixture_teardown(self):
        empty_tables()

    def refused(self, sql, login, role, **settings):
        with pytest.raises(NO), raw(login, role, **settings) as query:
            query(sql)

    def test_neighbours_read_what_the_town_said_and_cannot_put_words_in_its_mouth(self):
        with raw("stoep_web", "stoep_resident", **self.an) as query:
            assert query("SELECT neighbourhood_id FROM board_announcementpost") == [self.c.brug.id]
        copy = "board_announcementpost"
        for sql in (f"UPDATE {copy} SET signed = 'An'", f"DELETE FROM {copy}", "SELECT 1 FROM board_announcement"):
            self.refused(sql, "stoep_web", "stoep_resident", **self.an)

    def test_the_desk_keeps_its_own_towns_record_and_reaches_no_copy(self):
        for login in ("stoep_web", "stoep_desk_web"):
            with raw(login, "stoep_desk", town=self.c.oever.id) as query:
                assert query("SELECT signed FROM board_announcement") == ["Els"]
            with raw(login, "stoep_desk", town=self.c.dorp.id) as query:
                assert query("SELECT 1 FROM board_announcement") == []
            for sql in (
                "SELECT 1 FROM board_announcementpost", "SELECT 1 FROM board_post", "SELECT 1 FROM board_comment",
                "SELECT count(*) FROM board_reaction", "DELETE FROM board_announcement", "SELECT args FROM procrastinate_jobs",
            ):  # fmt: skip
                self.refused(sql, login, "stoep_desk", town=self.c.oever.id)

    def test_the_desk_cannot_give_itself_a_mandate_or_change_what_is_counted(self):
        for sql in ("UPDATE membership_mandate SET may_approve = true", "UPDATE places_addresscount SET addresses = 1"):
            self.refused(sql, "stoep_desk_web", "stoep_desk", town=self.c.oever.id)

    def test_nobody_agrees_alone_that_neighbours_are_called(self):
        els = {"town": self.c.oever.id, "person": self.c.els.id}
        for mandate in (self.c.els_mandate.id, self.c.joris_mandate.id, self.c.femke_mandate.id):
            sql = f"UPDATE board_announcement SET urgent_by = '{mandate}', urgent_at = now()"
            self.refused(sql, "stoep_desk_web", "stoep_desk", **els)
