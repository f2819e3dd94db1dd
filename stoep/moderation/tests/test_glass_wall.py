"""What raw SQL as the operator's role gets of what nobody reported: before, during, after; another's; its own grant; at once."""

from datetime import timedelta

import psycopg
from django.db import connection
from django.test import TransactionTestCase

from stoep.lib.clock import now, this_day
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.moderation.glass.actions import ask_opening, decide_opening
from stoep.moderation.glass.copying import copy_opening
from stoep.moderation.models import OpenedPage, Opening
from tests import cast
from tests.raw import empty_tables, raw
from tests.together import together

from .scene import says

READ = "SELECT lines->0->>'body' FROM moderation_openedpage"


class GlassWall(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.post = says(self.c)
        self.karim, self.katrien = cast.mandate(self.c, "karim"), cast.mandate(self.c, "katrien")
        with acting(self.karim):
            why = {"since": this_day(), "ground": "danger", "words": "Gevaar.", "hours": 1}
            self.opening = ask_opening(self.karim, here=self.c.brug.id, kind="post", about=self.post.id, **why)

    def _fixture_teardown(self):
        empty_tables()

    def grant(self):
        with acting(self.katrien):
            decide_opening(self.katrien, opening=self.opening.id, granted=True)
        with acting(cast.KEEPER):
            copy_opening(self.c.brug.id, str(self.opening.id))

    def as_operator(self, who="karim", **more):
        return raw("stoep_web", "stoep_operator", person=getattr(self.c, who).id, **more)

    def looks(self, who="karim", by=None) -> str:
        return f"""INSERT INTO moderation_look (id, opening_id, number, person_id)
 VALUES (gen_random_uuid(), '{self.opening.id}', 1, {getattr(self.c, by or who).id})"""

    def refused(self, query, sql):
        with self.assertRaisesRegex(psycopg.errors.Error, "permission denied|row-level security|violates check", msg=sql):
            query(sql)

    def grants(self, by, **more) -> str:
        given = {"decided_by": getattr(self.c, by).id, "decided_at": "now()", "granted": "true", "tell_at": "now()",
                 "until": "now() + interval '1 hour'"} | more  # fmt: skip
        return f"UPDATE moderation_opening SET {', '.join(f'{key} = {value}' for key, value in given.items())}"

    def test_before_nothing_and_the_look_is_refused_too(self):
        with self.as_operator() as query:
            assert query(READ) == []
            self.refused(query, self.looks())

    def test_during_only_the_one_who_asked_and_only_after_the_look_is_written(self):
        self.grant()
        with self.as_operator() as query:
            assert query(READ) == []
            assert query(self.looks()) == 1
            assert query(READ) == [self.post.body]
        for who in ("katrien",):
            with self.as_operator(who) as query:
                assert query(READ) == []
                self.refused(query, self.looks(who))
        with self.as_operator() as query:
            self.refused(query, self.looks(by="katrien"))
        for sql in ("UPDATE moderation_look SET number = 2", "DELETE FROM moderation_look", "SELECT 1 FROM board_post",
                    "SELECT 1 FROM moderation_opened", "UPDATE moderation_openedpage SET until = now()"):  # fmt: skip
            with self.as_operator(here=self.c.brug.id) as query:
                self.refused(query, sql)

    def test_after_a_quarter_of_an_hour_the_look_is_written_anew_and_after_the_end_nothing(self):
        self.grant()
        with acting(cast.KEEPER), connection.cursor() as cursor:
            cursor.execute(self.looks())
            cursor.execute("UPDATE moderation_look SET at = now() - interval '16 minutes'")
        with self.as_operator() as query:
            assert query(READ) == []
            assert query(self.looks()) == 1 and query(READ) == [self.post.body]
        with acting(cast.KEEPER):
            OpenedPage.objects.update(until=now() - timedelta(seconds=1))
        with self.as_operator() as query:
            assert query(self.looks()) == 1 and query(READ) == []
        with acting(cast.KEEPER):
            Opening.objects.update(until=now() - timedelta(seconds=1))
        with self.as_operator() as query:
            self.refused(query, self.looks())

    def test_nobody_grants_in_their_own_hand_or_anothers_or_for_longer(self):
        for who, by, more in (("karim", "karim", {}), ("karim", "katrien", {})):
            with self.as_operator(who) as query:
                assert query(self.grants(by, **more)) == 0
        with self.as_operator("katrien") as query:
            self.refused(query, self.grants("karim"))
        for more in ({"until": "now() + interval '3 hours'"}, {"tell_at": "now() + interval '61 days'"}, {"tell_at": "NULL"}):
            with self.as_operator("katrien") as query:
                self.refused(query, self.grants("katrien", **more))
        for sql in ("UPDATE moderation_opening SET asked_by = 1", "UPDATE moderation_opening SET hours = 72",
                    "DELETE FROM moderation_opening", "INSERT INTO moderation_openedpage (id) VALUES (gen_random_uuid())"):  # fmt: skip
            with self.as_operator("katrien") as query:
                self.refused(query, sql)
        with self.as_operator("katrien") as query:
            assert query(self.grants("katrien")) == 1
        self.grant()
        with self.as_operator("katrien") as query:
            assert query(self.grants("katrien")) == 0, "decided once"

    def test_a_grant_that_was_forged_copies_nothing(self):
        with acting(cast.KEEPER):
            assert copy_opening(self.c.brug.id, str(self.opening.id)) == 0

    def test_two_who_decide_at_once_decide_once(self):
        def decides(granted):
            with acting(self.katrien):
                decide_opening(self.katrien, opening=self.opening.id, granted=granted, refusal="" if granted else "Nee.")
            return granted

        answers = together([lambda n=n: decides(n % 2 == 0) for n in range(6)])
        outcomes = [None if isinstance(one, NotAllowed) else one for one in answers]
        assert sorted(outcomes, key=str).count(None) == 5
        with acting(cast.KEEPER):
            assert Opening.objects.get().granted is next(one for one in outcomes if one is not None)

    def test_the_member_reads_it_in_their_own_hand_once_told(self):
        self.grant()
        for who, seen in (("an", 1), ("bram", 0)):
            with raw("stoep_web", "stoep_joiner", here=self.c.brug.id, person=getattr(self.c, who).id) as query:
                assert query("SELECT count(*) FROM moderation_opened") == [seen]
        with acting(cast.KEEPER), connection.cursor() as cursor:
            cursor.execute("UPDATE moderation_opened SET at = NULL")
        with raw("stoep_web", "stoep_joiner", here=self.c.brug.id, person=self.c.an.id) as query:
            assert query("SELECT count(*) FROM moderation_opened") == [0]
