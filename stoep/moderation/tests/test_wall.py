"""What raw SQL gets: residents read no flag, the desk nothing of all this, the operator nothing of a neighbourhood but the copies."""

import psycopg
from django.test import TransactionTestCase

from stoep.lib.roles import acting
from stoep.moderation.models import Flag
from tests import cast
from tests.raw import empty_tables, raw

from .scene import flags, judges, says

NAMES = ("flag", "matter", "decision", "sanction", "statement", "appeal", "opening", "openedpage", "look", "opened")
TABLES = [f"moderation_{name}" for name in NAMES]
NEIGHBOURS = ["board_post", "board_comment", "membership_member", "membership_residence", "membership_seat", "chat_message",
              "people_person", "notify_notification", "journal_entry", "membership_block"]  # fmt: skip


class Wall(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        post = says(self.c)
        flags(self.c, "bram", post)
        judges(self.c)
        with acting(cast.KEEPER):
            self.flag = Flag.objects.get(neighbourhood=self.c.brug)

    def _fixture_teardown(self):
        empty_tables()

    def refused(self, query, sql):
        with self.assertRaisesRegex(psycopg.errors.InsufficientPrivilege, "permission denied|row-level security", msg=sql):
            query(sql)

    def resident(self, who):
        member = getattr(self.c, f"{who}_member")
        return {"here": self.c.brug.id, "person": getattr(self.c, who).id, "member": member.id, "town": self.c.oever.id}

    def test_a_resident_reads_and_changes_nothing_of_it(self):
        for table in TABLES:
            for sql in (f"SELECT 1 FROM {table}", f"DELETE FROM {table}"):
                with raw("stoep_web", "stoep_resident", **self.resident("an")) as query:
                    self.refused(query, sql)

    def test_a_resident_reports_in_their_own_name_only(self):
        insert = f"""INSERT INTO moderation_flag (neighbourhood_id, id, member_id, about_id, post_id, reason, words, copy, at)
 VALUES ({self.c.brug.id}, gen_random_uuid(), '%s', gen_random_uuid(), '{self.flag.post_id}', 'x', '', '[]', now())"""
        with raw("stoep_web", "stoep_resident", **self.resident("marie")) as query:
            self.refused(query, insert % self.c.bram_member.id)
        with raw("stoep_web", "stoep_resident", **self.resident("marie")) as query:
            assert query(insert % self.c.marie_member.id) == 1

    def test_the_town_and_the_passers_by_see_none_of_it(self):
        roles = (("stoep_web", "stoep_desk"), ("stoep_desk_web", "stoep_desk"), ("stoep_desk_web", None), ("stoep_web", None),
                 ("stoep_web", "stoep_public"), ("stoep_web", "stoep_guest"), ("stoep_live", None))  # fmt: skip
        for login, role in roles:
            for table in TABLES:
                with raw(login, role, town=self.c.oever.id, here=self.c.brug.id, person=self.c.els.id) as query:
                    self.refused(query, f"SELECT 1 FROM {table}")
        with raw("stoep_desk_web") as query:
            self.refused(query, "SET ROLE stoep_operator")

    def test_the_operator_has_copies_and_nothing_else(self):
        for table in [*NEIGHBOURS, "moderation_flag", "moderation_statement", "moderation_sanction", "moderation_opened"]:
            with raw("stoep_web", "stoep_operator", person=self.c.karim.id, here=self.c.brug.id, town=self.c.oever.id) as query:
                self.refused(query, f"SELECT 1 FROM {table}")
        with raw("stoep_web", "stoep_operator", person=self.c.karim.id) as query:
            assert query("SELECT count(*) FROM moderation_matter") == [1]
            assert query("SELECT DISTINCT duty FROM membership_mandate") == ["operator"]
        for sql in ("UPDATE moderation_matter SET said = '[]'", "DELETE FROM moderation_decision",
                    "UPDATE moderation_decision SET words = ''", "SELECT person_id FROM moderation_appeal"):  # fmt: skip
            with raw("stoep_web", "stoep_operator", person=self.c.karim.id) as query:
                self.refused(query, sql)

    def test_nobody_decides_in_anothers_name(self):
        insert = f"""INSERT INTO moderation_decision (id, matter_id, on_appeal, thing, measure, ground, rules_version, words, person_id,
 signed, at) SELECT gen_random_uuid(), id, false, 'down', 'none', '', 'x', '', {self.c.katrien.id}, 'K', now() FROM moderation_matter"""
        with raw("stoep_web", "stoep_operator", person=self.c.karim.id) as query:
            self.refused(query, insert)

    def test_a_statement_is_read_in_ones_own_hand(self):
        for who, seen in (("an", 1), ("bram", 2), ("marie", 0)):  # who told us: that we have it, and what was decided
            with raw("stoep_web", "stoep_joiner", here=self.c.brug.id, person=getattr(self.c, who).id) as query:
                assert query("SELECT count(*) FROM moderation_statement") == [seen]
