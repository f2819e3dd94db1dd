"""Many at the same moment: everybody who comes is counted once, and what is wanted once is brought by one."""


from django.test import TransactionTestCase

from stoep.board.calendar.actions import attend_event, bring_to_event, plan_event
from stoep.board.models import Attendance, Bring, Event, Need
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables
from tests.together import together

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
        assert together(acts) == ["going"] * 50
        with acting(cast.KEEPER):
            assert Attendance.objects.filter(neighbourhood=self.c.brug).count() == len(WHO)

    def test_what_is_wanted_once_is_brought_by_one(self):
        answers = together([lambda who=who: self.does(who, bring_to_event, need=self.need.id, brings=True) for who in WHO])
        assert sum(answer is True for answer in answers) == 1
        with acting(cast.KEEPER):
            assert Bring.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_a_double_click_plans_once(self):
        assert {post.id for post in together([self.plan] * 5)} == {self.post.id}
        with acting(cast.KEEPER):
            assert Event.objects.filter(neighbourhood=self.c.brug).count() == 1
