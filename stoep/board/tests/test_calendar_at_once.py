"""Many at the same moment: everybody who comes is counted once, and what is wanted once is brought by one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import TransactionTestCase

from stoep.board.calendar.actions import attend_event, bring_to_event, plan_event
from stoep.board.models import Attendance, Bring, Event, Need
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.raw import empty_tables

from .test_calendar import SAID, facet

WHO = ("an", "bram", "marie", "ilse", "hugo")


class AtOnce(TransactionTestCase):
    """Threads that act on one post of An's with something to bring: `plan` makes it."""

    def setUp(self):
        self.c, self.act = cast.build(), uuid7()
        self.post = self.plan()
        with acting(cast.KEEPER):
            self.need = Need.objects.get(neighbourhood=self.c.brug)

    def _fixture_teardown(self):
        empty_tables()

    def at_once(self, acts) -> list:
        """What threads return that begin together; a refusal is returned too."""
        begin = Barrier(len(acts))

        def one(act):
            try:
                begin.wait(30)
                return act()
            except NotAllowed as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, post=self.post.id, **given)


class CalendarAtOnce(AtOnce):
    def plan(self):
        an = cast.member(self.c, "an")
        with acting(an):
            return plan_event(an, act=self.act, said=SAID, **facet(needs=[("een tafel", 1)]))

    def test_fifty_answers_are_counted_once_each(self):
        acts = [lambda who=who: self.does(who, attend_event, answer="going") for who in WHO for _ in range(10)]
        assert self.at_once(acts) == ["going"] * 50
        with acting(cast.KEEPER):
            assert Attendance.objects.filter(neighbourhood=self.c.brug).count() == len(WHO)

    def test_what_is_wanted_once_is_brought_by_one(self):
        answers = self.at_once([lambda who=who: self.does(who, bring_to_event, need=self.need.id, brings=True) for who in WHO])
        assert sum(answer is True for answer in answers) == 1
        with acting(cast.KEEPER):
            assert Bring.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_a_double_click_plans_once(self):
        assert {post.id for post in self.at_once([self.plan] * 5)} == {self.post.id}
        with acting(cast.KEEPER):
            assert Event.objects.filter(neighbourhood=self.c.brug).count() == 1
