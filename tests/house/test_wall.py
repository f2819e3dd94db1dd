"""The wall, by raw SQL as each login and role: what is refused, whatever the Python above it does."""

import psycopg
import pytest
from django.apps import apps
from django.test import TransactionTestCase

from stoep.board.models import Comment, Post
from stoep.lib import wall
from stoep.lib.connections import dsn
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.notify.models import Notification
from tests import cast
from tests.raw import database, empty_tables, raw

NO, RLS = psycopg.errors.InsufficientPrivilege, "row-level security"
PROTECTED = [
    "board_post",
    "board_comment",
    "board_reaction",
    "board_picture",
    "board_card",
    "membership_member",
    "membership_residence",
    "membership_lettercode",
    "membership_seat",
    "notify_notification",
    "places_address",
    "journal_entry",
    "membership_letterchunk",
    "board_lost",
    "board_poll",
    "board_vote",
    "board_thing",
    "board_claim",
    "board_event",
    "board_attendance",
    "board_need",
    "board_bring",
    "board_calendaraddress",
    "care_helprequest",
    "care_helpoffer",
    "care_helpasked",
    "care_skilloffer",
    "care_quietrequest",
    "care_quiettold",
]


class Wall(TransactionTestCase):
    def setUp(self):
        self.c = c = cast.build()
        with acting(cast.KEEPER), fan_out("the test's posts"):
            for member, text in ((c.an_member, "ladder te leen"), (c.chloe_member, "chat perdu")):
                post = Post.objects.create(neighbourhood_id=member.neighbourhood_id, author_id=member.id, body=text, language="nl")
                Comment.objects.create(
                    neighbourhood_id=member.neighbourhood_id, post_id=post.id, author_id=member.id, body="x", language="nl"
                )
                Notification.objects.create(neighbourhood_id=member.neighbourhood_id, member_id=member.id, verb="welcome")
        self.an = {"person": c.an.id, "here": c.brug.id, "town": c.oever.id, "member": c.an_member.id}

    def _fixture_teardown(self):
        empty_tables()

    def refused(self, query, sql, text="permission denied"):
        with self.assertRaisesRegex(NO, text, msg=sql):
            query(sql)

    def test_every_model_is_declared_and_every_table_walled(self):
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label != "procrastinate":
                assert None not in wall.declared(model)[:2], model
        with raw("owner") as query:
            assert (
                query(
                    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace "
                    "AND NOT relispartition "
                    "AND relname <> 'django_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)"
                )
                == []
            )

    def test_the_web_alone_sees_accounts_only(self):
        with raw("stoep_web") as query:
            assert query("SELECT count(*) FROM people_person") == [len(cast.NAMES)]
        for table in [t for t in PROTECTED if t != "membership_seat"] + ["board_post_h1"]:
            with raw("stoep_web") as query:
                self.refused(query, f"SELECT 1 FROM {table}")
        for other in ("stoep_keeper", "stoep_owner", "stoep_worker"):
            with raw("stoep_web") as query:
                self.refused(query, f"SET ROLE {other}")

    def test_a_resident_sees_here_and_writes_here(self):
        with raw("stoep_web", "stoep_resident") as query:
            assert query("SELECT count(*) FROM board_post") == [0]  # no setting, no rows
        with raw("stoep_web", "stoep_resident", **self.an) as query:
            assert query("SELECT body FROM board_post") == ["ladder te leen"]
            assert query("SELECT body FROM board_post WHERE neighbourhood_id = %s", [self.c.kaai.id]) == []
            assert query("SELECT count(*) FROM notify_notification") == [1]
            assert query("SELECT count(*) FROM membership_residence") == [1]  # her own, nobody else's
            assert query("UPDATE board_post SET body = 'x' WHERE neighbourhood_id = %s", [self.c.kaai.id]) == 0
        elsewhere = f"{self.c.kaai.id}, gen_random_uuid(), '{self.c.chloe_member.id}', 'x', 'nl', 'message', '', '{{}}', true, now(), 1"
        columns = "neighbourhood_id, id, author_id, body, language, kind, title, topics, comments_on, created, version"
        for sql in (
            f"INSERT INTO board_post ({columns}) VALUES ({elsewhere})",
            f"UPDATE board_post SET neighbourhood_id = {self.c.kaai.id}",
        ):
            with raw("stoep_web", "stoep_resident", **self.an) as query:
                self.refused(query, sql, RLS)

    def test_a_resident_has_no_right_on_accounts_codes_addresses_or_the_journal(self):
        for sql in (
            "SELECT 1 FROM people_person",
            "SELECT 1 FROM people_session",
            "SELECT 1 FROM membership_seat",
            "SELECT 1 FROM membership_lettercode",
            "SELECT 1 FROM places_address",
            "SELECT 1 FROM journal_entry",
            "DELETE FROM journal_entry",
            "UPDATE journal_entry SET verb = 'x'",
            "SELECT 1 FROM account_emailaddress",
            "SELECT args FROM procrastinate_jobs",
            "TRUNCATE board_post",
            "CREATE TEMP TABLE x (a int)",
        ):
            with raw("stoep_web", "stoep_resident", **self.an) as query:
                self.refused(query, sql)

    def test_a_resident_promotes_suspends_or_rehouses_nobody(self):
        for sql in (
            "UPDATE membership_member SET state = 'suspended'",
            "UPDATE membership_member SET badge = 'Burgemeester', kind = 'town'",
            "UPDATE membership_member SET person_id = 1",
            "DELETE FROM membership_member",
            "UPDATE membership_residence SET address_id = gen_random_uuid()",
            "DELETE FROM membership_residence",
        ):
            with raw("stoep_web", "stoep_resident", **self.an) as query:
                self.refused(query, sql)

    def test_a_neighbours_hand_reaches_their_own_face_only(self):
        for change in ("ambassador = true", "name = 'X'", "shielded = true"):
            with raw("stoep_web", "stoep_resident", **self.an) as query:
                assert query("SELECT count(*) FROM membership_member")[0] > 1
                assert query(f"UPDATE membership_member SET {change}") == 1

    def test_a_joiner_takes_one_home_here_and_no_other_seat(self):
        for kind, where in (("connector", self.c.brug.id), ("home", self.c.kaai.id)):
            with raw("stoep_web", "stoep_joiner", here=self.c.brug.id, person=self.c.an.id) as query:
                sql = f"""INSERT INTO membership_seat (id, person_id, neighbourhood_id, member_id, kind, state, since)
                          VALUES (gen_random_uuid(), {self.c.an.id}, {where}, gen_random_uuid(), '{kind}', 'active', now())"""
                self.refused(query, sql, RLS)

    def test_a_link_across_a_border_is_refused(self):
        columns = "neighbourhood_id, id, author_id, body, language, kind, title, topics, comments_on, created, version"
        foreign = f"{self.c.brug.id}, gen_random_uuid(), '{self.c.chloe_member.id}', 'x', 'nl', 'message', '', '{{}}', true, now(), 1"
        with pytest.raises(psycopg.errors.ForeignKeyViolation), raw("stoep_web", "stoep_resident", **self.an) as query:
            query(f"INSERT INTO board_post ({columns}) VALUES ({foreign})")
            query("SET CONSTRAINTS ALL IMMEDIATE")

    def test_the_desk_is_locked_in(self):
        for login, role in (("stoep_desk_web", None), ("stoep_desk_web", "stoep_desk"), ("stoep_web", "stoep_desk")):
            for table in PROTECTED:
                with raw(login, role, town=self.c.oever.id) as query:
                    self.refused(query, f"SELECT 1 FROM {table}")
        for other in ("stoep_resident", "stoep_account", "stoep_keeper", "stoep_web", "stoep_joiner"):
            with raw("stoep_desk_web") as query:
                self.refused(query, f"SET ROLE {other}")
        with raw("stoep_desk_web") as query:  # people who hold a mandate today, and nobody else
            names = query("SELECT name FROM people_person")
            assert sorted(names) == ["Dirk", "Eline", "Els", "Femke", "Joris", "Karim", "Katrien"]
        with raw("stoep_desk_web", "stoep_desk", town=self.c.oever.id) as query:
            assert query("SELECT count(*) FROM membership_mandate WHERE municipality_id = %s", [self.c.dorp.id]) == [0]
            assert query("SELECT sum(addresses) FROM places_addresscount") == [16]

    def test_a_joiner_sees_the_typed_neighbourhood_only(self):
        with raw("stoep_web", "stoep_joiner", here=self.c.brug.id) as query:
            assert query("SELECT count(*) FROM places_address") == [8]
            assert query("SELECT count(*) FROM membership_lettercode") == [1]
            self.refused(query, "SELECT 1 FROM board_post")
        with raw("stoep_web", "stoep_joiner", here=self.c.kaai.id) as query:
            assert query("SELECT count(*) FROM membership_lettercode") == [0]

    def test_live_and_public_see_nothing_of_a_neighbourhood(self):
        for login, role in (("stoep_live", None), ("stoep_web", "stoep_public")):
            for table in (*PROTECTED, "people_person"):
                with raw(login, role) as query:
                    self.refused(query, f"SELECT 1 FROM {table}")

    def test_a_job_cannot_be_put_in_a_foreign_queue(self):
        job = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('{}', 'hear') RETURNING id"
        with raw("stoep_desk_web", "stoep_desk") as query:
            assert query(job.format("stoep_desk"))
        for queue in ("stoep_keeper", "stoep_resident"):
            with raw("stoep_desk_web", "stoep_desk") as query:
                self.refused(query, job.format(queue), RLS)
        locked = "INSERT INTO procrastinate_jobs (queue_name, task_name, lock) VALUES ('stoep_desk', 'x', 'digest') RETURNING id"
        with raw("stoep_desk_web", "stoep_desk") as query:
            self.refused(query, locked, RLS)

    def test_known_limits(self):
        """Not promises: what the wall does not stop, so that nobody believes it does."""
        with raw("stoep_desk_web", "stoep_desk", town=self.c.oever.id) as query:
            query(f"SET LOCAL stoep.town = '{self.c.dorp.id}'")  # a setting is free: only roles stop a process that was taken over
            assert query("SELECT sum(addresses) FROM places_addresscount") == [8]
        with raw("stoep_web", "stoep_resident", **{**self.an, "member": self.c.bram_member.id}) as query:
            assert query("UPDATE board_post SET body = 'by Bram'") == 1  # `neighbours` says nothing of authors: the actions' rules do

    def test_there_is_no_place_outside_the_wall(self):
        for login, role in (("stoep_web", "stoep_resident"), ("stoep_desk_web", "stoep_desk"), ("stoep_live", None)):
            for sql in ("SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')"):
                with raw(login, role) as query:
                    self.refused(query, sql)

    def test_search_may_use_its_index(self):
        with psycopg.connect(dsn("owner", database())) as c:
            assert c.execute("SELECT proleakproof FROM pg_proc WHERE proname = 'ts_match_vq'").fetchone()[0]
