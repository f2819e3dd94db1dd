"""Calendars as files: what a phone reads at a private address and for how long, and what comes in from somebody's own calendar."""

import logging
import os
from datetime import UTC, date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from icalendar import Calendar

from stoep.board.calendar.actions import attend_event, bring_to_event, cancel_event, plan_event, skip_event
from stoep.board.calendar.addresses import address_of, drop_address, renew_address
from stoep.board.calendar.importing import Unreadable, read_event
from stoep.board.models import Need
from stoep.lib.discreet import Discreet
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Block, Member, Seat
from tests import cast
from tests.shards import guarded

from .test_calendar import SAID, facet

SHARED = Path(os.environ.get("STOEP_SHARED", "../shared")) / "data" / "ical"
NASTY = "Feest; met, \\ 'alles' en\nméér " + "zeer " * 20
BEFORE, AFTER = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def sent(content: bytes, name="feest.ics"):
    return read_event(SimpleUploadedFile(name, content))


class Addresses(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def plan(self, who="an", said=SAID, **other):
        return self.does(who, plan_event, act=uuid7(), said=said, **facet(**other))

    def path(self, who="bram"):
        self.does(who, renew_address)
        return self.does(who, address_of).partition("//")[2].partition("/")[2]

    def read(self, path, **headers):
        return Client().get(f"/{path}", headers=headers)

    def entries(self, path):
        return Calendar.from_ical(self.read(path).content).walk("VEVENT")

    def test_a_phone_reads_what_is_planned_without_a_name_in_it(self):
        post = self.plan(said=SAID | {"title": NASTY[:110].replace("\n", " "), "body": NASTY}, needs=[("salade", 1)])
        with acting(cast.KEEPER):
            need = Need.objects.get(neighbourhood=self.c.brug)
        self.does("bram", attend_event, post=post.id, answer="going")
        self.does("bram", bring_to_event, post=post.id, need=need.id, brings=True)
        path = self.path()
        answer = self.read(path)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Set-Cookie" not in answer.headers
        for line in answer.content.split(b"\r\n"):
            assert len(line) <= 75
        (entry,) = self.entries(path)
        assert str(entry["SUMMARY"]) == NASTY[:110].replace("\n", " ")
        assert str(entry["DESCRIPTION"]).startswith(NASTY)
        assert (str(entry["LOCATION"]), str(entry["STATUS"])) == ("Kerkplein", "CONFIRMED")
        assert entry["UID"].startswith(str(post.id))
        assert entry["DTSTART"].dt == facet()["starts_at"].astimezone(UTC)
        for name in ("An", "Bram", "ATTENDEE", "ORGANIZER", "salade"):
            assert name.encode() not in answer.content.replace(b"\r\n ", b"").replace(b"Agenda", b""), name

    def test_the_same_is_not_sent_twice_and_a_change_is_newer(self):
        post, path = self.plan(), self.path()
        first = self.read(path)
        assert self.read(path, if_none_match=first["ETag"]).status_code == 304
        before = self.entries(path)[0]
        self.does("an", cancel_event, post=post.id, cancelled=True)
        assert self.read(path, if_none_match=first["ETag"]).status_code == 200
        after = self.entries(path)[0]
        assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
        assert str(after["STATUS"]) == "CANCELLED"

    def test_what_repeats_says_on_which_wall_and_what_falls_out(self):
        post = self.plan(rule="FREQ=WEEKLY;COUNT=4")
        start = facet()["starts_at"]
        self.does("an", skip_event, post=post.id, day=(start + timedelta(days=7)).date(), skipped=True)
        path = self.path()
        (zone,) = Calendar.from_ical(self.read(path).content).walk("VTIMEZONE")
        (entry,) = self.entries(path)
        assert entry["DTSTART"].params["TZID"] == zone["TZID"] == "Europe/Brussels"
        assert entry["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4"
        assert entry["EXDATE"].dts[0].dt == (start + timedelta(days=7)).replace(tzinfo=ZoneInfo("Europe/Brussels"))

    def test_a_block_hides_there_too_and_what_was_taken_back_is_gone(self):
        path = self.path("bram")
        self.plan("an")
        assert len(self.entries(path)) == 1
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.an.id, blocked_id=self.c.bram.id)
        assert self.entries(path) == []

    def test_it_opens_nothing_once_it_is_renewed_dropped_or_its_member_is_no_longer_let_in(self):
        old = self.path()
        new = self.path()
        assert (self.read(old).status_code, self.read(new).status_code) == (404, 200)
        for state in (Member.State.SUSPENDED, Member.State.GONE):
            with acting(cast.KEEPER):
                Seat.objects.filter(person=self.c.bram).update(state=state)
            assert self.read(new).status_code == 404
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.bram).update(state=Member.State.ACTIVE)
        assert self.read(new).status_code == 200
        self.does("bram", drop_address)
        assert self.read(new).status_code == 404

    def test_nobody_makes_one_up(self):
        path = self.path()
        here, _, rest = path.removeprefix("calendar/").partition("-")
        for other in (f"calendar/{int(here) + 1}-{rest}", path[:-6] + "x.ics", "calendar/x.ics", f"calendar/{uuid7()}.ics"):
            assert self.read(other).status_code == 404

    def test_who_works_here_has_none(self):
        client = cast.sign_in(Client(), self.c.dirk, second_step=True)
        assert client.post(f"/n/{self.c.brug.slug}/calendar/address/renew/").status_code == 403

    def test_the_page_says_who_reads_what_and_makes_and_drops_it(self):
        client = cast.sign_in(Client(), self.c.bram)
        page = f"/n/{self.c.brug.slug}/calendar/address/"
        self.assertContains(client.get(page), "zonder zich aan te melden")
        self.assertNotContains(client.get(page), "/calendar/1-")
        self.assertContains(client.post(f"{page}renew/", follow=True), "/calendar/1-")
        self.assertNotContains(client.post(f"{page}drop/", follow=True), "/calendar/1-")

    def test_an_address_stands_in_no_log(self):
        line = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", f"/{self.path()}"), None)
        assert Discreet().filter(line) and line.getMessage() == "Not Found: /calendar/…"

    def test_one_event_to_take_along(self):
        post = self.plan()
        address = f"/n/{self.c.brug.slug}/calendar/{post.id}/event.ics"
        answer = cast.sign_in(Client(), self.c.bram).get(address)
        assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
        assert cast.sign_in(Client(), self.c.noor).get(address).status_code == 404
        assert cast.sign_in(Client(), self.c.chloe).get(address).status_code == 404

    def test_from_a_file_into_the_form_and_what_was_typed_stays(self):
        client = cast.sign_in(Client(), self.c.an)
        content = BEFORE + b"SUMMARY:Quiz\r\nLOCATION:Zaal\r\nDTSTART;TZID=Europe/Brussels:20270305T200000" + AFTER
        file = SimpleUploadedFile("quiz.ics", content)
        sent = {"act": uuid7(), "read": "1", "calendar_file": file, "title": "", "place": "Bij ons", "language": "nl"}
        answer = client.post(f"/n/{self.c.brug.slug}/calendar/plan/", sent)
        for shown in ('value="Quiz"', 'value="Bij ons"', 'value="2027-03-05"', 'value="20:00"'):
            self.assertContains(answer, shown)
        sent["calendar_file"], sent["title"] = SimpleUploadedFile("vakantie.ics", b"\x00" * 1000), "Blijft staan"
        answer = client.post(f"/n/{self.c.brug.slug}/calendar/plan/", sent)
        self.assertContains(answer, "vakantie.ics", status_code=422)
        self.assertContains(answer, "Blijft staan", status_code=422)


HOSTILE = {
    "brackets": b"BEGIN:VEVENT\r\n" * 12_000, "binary": bytes(range(256)) * 700, "quotes": b"SUMMARY;A=" + b'"' * 150_000,
    "parameters": b"SUMMARY" + b";A=" * 50_000 + b":x", "zone": b"DTSTART;TZID=" + b"a/" * 50_000 + b":20260501T100000",
    "year": b"DTSTART:00010101T000000Z\r\nDTEND:99991231T235959Z", "rule": b"DTSTART:20260501T100000\r\nRRULE:FREQ=WEEKLY;INTERVAL=x",
    "zone longer than a file's name": b"DTSTART;TZID=" + b"A" * 5_000 + b":20260501T100000",
    "zone that is a folder": b"DTSTART;TZID=Europe:20260501T100000",
    "folds": b"SUMMARY:x\r\n" + b" y\r\n" * 40_000, "large": b"x" * 200_001, "escapes": b"SUMMARY:" + b"\\" * 150_001,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_holds_is_read_or_refused_by_name(name):
    try:
        found = sent(BEFORE + HOSTILE[name] + AFTER, f"{name}.ics")
    except Unreadable as refusal:
        assert f"{name}.ics" in str(refusal)
    else:
        assert len(found.fields["title"]) <= 120


@pytest.mark.skipif(not SHARED.is_dir(), reason="no calendars of others here")
def test_calendars_of_others_are_read_or_refused():
    read = {}
    for file in sorted(SHARED.glob("*.ics")):
        try:
            read[file.stem] = sent(file.read_bytes(), file.name).fields
        except Unreadable as refusal:
            assert file.name in str(refusal)
    assert len(read) >= 25
    assert read["event_with_unicode_fields"]["title"] == "Non-ASCII Test: ÄÖÜ äöü €"
    assert read["issue_466_convert_tzid_with_slash"]["start"] == "20:00"


def test_the_words_around_a_time_are_understood():
    for value, shown in (
        (b"DTSTART:20260701T100000Z\r\nDTEND:20260701T113000Z", ("2026-07-01", "12:00", "13:30")),
        (b"DTSTART:20260701T100000\r\nDURATION:PT1H", ("2026-07-01", "10:00", "11:00")),
        (b"DTSTART;VALUE=DATE:20260701", ("2026-07-01", None, None)),
        (b"DTSTART:20260701T100000\r\nDTEND:20260703T100000", ("2026-07-01", "10:00", None)),
    ):
        fields = sent(BEFORE + value + AFTER).fields
        assert tuple(fields.get(name) for name in ("day", "start", "end")) == shown
    fields = sent(BEFORE + b"DTSTART:20260701T100000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260901" + AFTER).fields
    assert (fields["repeat"], fields["times"]) == ("fortnightly", "5")
    assert sent(BEFORE + b"DTSTART:20260701T100000\r\nRRULE:FREQ=DAILY" + AFTER).left_out
    assert date.fromisoformat(fields["day"]) == date(2026, 7, 1)
