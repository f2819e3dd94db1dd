"""The form of something planned: what was typed becomes moments, a rule and a list; what is wrong is said and nothing is lost."""

from datetime import UTC, date, datetime, time, timedelta

from django.test import TestCase
from django.utils import timezone

from stoep.board.calendar.forms import EventForm
from stoep.board.calendar.times import moment, repeat_of, rule_for, times_of, until_as_times
from stoep.board.models import Event
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

SOON = timezone.localdate() + timedelta(days=20)
TYPED = {
    "title": "Wandeling", "day": SOON.isoformat(), "start": "14:00", "end": "16:00", "place": "Kerkplein", "price": "gratis",
    "body": "", "language": "nl", "comments_on": "on", "needs": "2 x salade\n\nbrood\n1 x brood", "repeat": "weekly", "times": "3",
}  # fmt: skip


def given(**other) -> EventForm:
    form = EventForm(TYPED | {"act": str(uuid7())} | other)
    form.is_valid()
    return form


def event(start: datetime, rule: str, end=None) -> Event:
    return Event(starts_at=start, ends_at=end, rule=rule)


class Typed(TestCase):
    def test_the_words_become_moments_a_rule_and_a_list(self):
        facet = given().facet()
        assert facet["starts_at"] == moment(SOON, time(14))
        assert facet["ends_at"] - facet["starts_at"] == timedelta(hours=2)
        assert facet["rule"] == "FREQ=WEEKLY;COUNT=3"
        assert facet["needs"] == [("salade", 2), ("brood", 1)]

    def test_a_party_ends_the_next_day(self):
        facet = given(start="21:00", end="02:00").facet()
        assert facet["ends_at"] - facet["starts_at"] == timedelta(hours=5)

    def test_what_is_missing_or_nonsense_is_said(self):
        for field, value in (
            ("title", ""), ("day", ""), ("day", "2026-02-30"), ("day", "9999-12-31"), ("start", "25:00"), ("start", ""), ("times", "1"),
            ("times", "100000"), ("repeat", "daily"), ("needs", "x" * 81), ("place", "x" * 100_000), ("needs", "x\n" * 50_000),
        ):  # fmt: skip
            assert field in given(**{field: value}).errors, (field, value[:20])

    def test_what_deceives_the_eye_is_taken_out(self):
        form = given(title="Feest\u202e tsnoo", place="Markt\u200b", price="\x00vrij", needs="tom\u2066aat")
        facet = form.facet()
        assert (form.cleaned_data["title"], facet["place"], facet["price"], facet["needs"]) == (
            "Feest tsnoo", "Markt", "vrij", [("tomaat", 1)],
        )  # fmt: skip

    def test_until_a_day_is_counted_and_without_an_end_it_is_half_a_year(self):
        facet = given(times="", until=(SOON + timedelta(days=27)).isoformat()).facet()
        assert facet["rule"] == "FREQ=WEEKLY;COUNT=4"
        assert repeat_of(given(times="").facet()["rule"]) == ("weekly", 27)
        assert given(repeat="").facet()["rule"] == ""

    def test_a_month_has_a_second_tuesday_and_a_last_friday(self):
        second = moment(date(2026, 1, 13), time(20))
        assert rule_for("monthly", second, 3) == "FREQ=MONTHLY;BYDAY=2TU;COUNT=3"
        assert [t.start.date() for t in times_of(event(second, rule_for("monthly", second, 3)))] == [
            date(2026, 1, 13), date(2026, 2, 10), date(2026, 3, 10),
        ]  # fmt: skip
        fifth = moment(date(2026, 1, 30), time(20))
        assert [t.start.day for t in times_of(event(fifth, rule_for("monthly", fifth, 3)))] == [30, 27, 27]

    def test_it_never_goes_on_for_ever(self):
        start = moment(date(2026, 1, 13), time(20))
        assert until_as_times("weekly", start, date(9000, 1, 1)) == 60
        assert len(times_of(event(start, rule_for("weekly", start, 10**9)))) == 60

    def test_an_hour_that_does_not_exist_is_the_one_after_it(self):
        assert moment(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


class Sent(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def send(self, path="plan/", who="an", **other):
        client = cast.sign_in(self.client, getattr(self.c, who))
        return client.post(f"/n/{self.c.brug.slug}/calendar/{path}", TYPED | {"act": uuid7()} | other, follow=True)

    def test_from_the_form_into_the_calendar_and_back_into_the_form(self):
        self.assertContains(self.send(), "Wandeling")
        with acting(cast.KEEPER):
            post = Event.objects.get(neighbourhood=self.c.brug).post_id
        page = self.client.get(f"/n/{self.c.brug.slug}/posts/{post}/edit/", follow=True)
        for shown in (f'value="{SOON.isoformat()}"', 'value="14:00"', 'value="16:00"', "2 x salade\nbrood", 'value="3"'):
            self.assertContains(page, shown)
        self.send(f"{post}/edit/", place="Markt", repeat="")
        page = self.client.get(f"/n/{self.c.brug.slug}/posts/{post}/")
        self.assertContains(page, "Markt")

    def test_what_was_typed_stays_when_something_is_missing(self):
        answer = self.send(title="", place="Aan de brug")
        self.assertContains(answer, "Aan de brug", status_code=422)
        self.assertContains(answer, "Geef het een naam", status_code=422)

    def test_an_idea_opens_the_form_filled_in(self):
        client = cast.sign_in(self.client, self.c.an)
        page = client.get(f"/n/{self.c.brug.slug}/calendar/plan/?idea=neighbours_day")
        self.assertContains(page, "Burendag")
        self.assertContains(page, "-05-")
        assert client.get(f"/n/{self.c.brug.slug}/calendar/plan/?idea=nonsense").status_code == 200
