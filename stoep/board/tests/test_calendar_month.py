"""The month as a grid: what stands in it, leafing, and what no page shows."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.test import TestCase

from stoep.board.calendar.actions import plan_event
from stoep.board.calendar.month import beside, month, month_of
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.people.models import Person
from tests import cast
from tests.shards import guarded

SAID = {"title": "Straatontbijt", "body": "Breng je bord mee.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
BRUSSELS = ZoneInfo("Europe/Brussels")
THEN = datetime(2027, 3, 10, 12, tzinfo=BRUSSELS)


class Month(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(THEN):  # whoever plans something has lived there for a while by then
            cls.c = cast.build()
        Person.objects.update(language="en")

    def setUp(self):
        travel = time_machine.travel(THEN, tick=False)
        travel.start()
        self.addCleanup(travel.stop)

    def plan(self, day, clock=time(9, 30), rule="", who="an"):
        standing, start = cast.member(self.c, who), datetime.combine(day, clock, BRUSSELS)
        given = {"starts_at": start, "ends_at": start + timedelta(hours=2), "place": "Kerkplein", "price": "", "rule": rule, "needs": []}
        with acting(standing), guarded():
            return plan_event(standing, act=uuid7(), said=SAID, **given)

    def days(self, first, who="an"):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return [(day.day, len(lines)) for day, lines in month(standing, first)["days"]]

    def page(self, asked="", who="an"):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/calendar/month/{asked}")

    def test_what_repeats_stands_on_each_of_its_days_of_the_month(self):
        self.plan(date(2027, 3, 20))
        self.plan(date(2027, 3, 23), rule="FREQ=WEEKLY;COUNT=4")
        assert self.days(date(2027, 3, 1)) == [(20, 1), (23, 1), (30, 1)]
        assert self.days(date(2027, 4, 1)) == [(6, 1), (13, 1)]
        assert self.days(date(2027, 5, 1)) == []

    def test_midnight_is_that_of_the_wall_here(self):
        self.plan(date(2027, 3, 31), time(23, 30))
        self.plan(date(2027, 4, 1), time(0, 15))
        assert self.days(date(2027, 3, 1)) == [(31, 1)]
        assert self.days(date(2027, 4, 1)) == [(1, 1)]

    def test_what_was_earlier_this_month_stays_in_it(self):
        with time_machine.travel(datetime(2027, 3, 1, 8, tzinfo=BRUSSELS)):
            self.plan(date(2027, 3, 4))
        assert self.days(date(2027, 3, 1)) == [(4, 1)]

    def test_a_block_goes_for_the_grid_too(self):
        self.plan(date(2027, 3, 20), who="noor")
        assert self.days(date(2027, 3, 1)) == []
        assert self.days(date(2027, 3, 1), who="bram") == [(20, 1)]

    def test_a_cell_leads_to_its_day_underneath(self):
        self.plan(date(2027, 3, 20))
        answer = self.page("?month=2027-03")
        there = ('href="#day-2027-03-20"', 'id="day-2027-03-20"', "1 thing planned", "March 2027", 'aria-current="date"', "?month=2027-04")
        for words in there:
            self.assertContains(answer, words)

    def test_whatever_stands_in_the_address_is_a_month(self):
        for typed in ("", "2027", "2027-13", "1066-10", "9999-12", "x", "2027-03-04"):
            assert month_of(typed) == date(2027, 3, 1), typed
            assert self.page(f"?month={typed}").status_code == 200
        assert month_of("2027-12") == date(2027, 12, 1)
        assert beside(date(2026, 3, 1)) == (None, date(2026, 4, 1))
        assert beside(date(2029, 3, 1)) == (date(2029, 2, 1), None)

    def test_an_empty_month_says_so(self):
        self.assertContains(self.page("?month=2027-08"), "Nothing is planned in this month.")
