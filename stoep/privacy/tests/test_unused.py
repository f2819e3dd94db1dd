"""Nobody comes for two years: told twice, kept by one click or by coming, otherwise hidden and then erased."""

import re
from datetime import UTC, timedelta

import time_machine
from django.core import mail
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Mandate
from stoep.people.models import Person, Session
from stoep.people.sweeping import sweep_sessions
from stoep.privacy.erasing import erase_due, replay
from stoep.privacy.hiding import hide_account
from stoep.privacy.models import Erasure
from stoep.privacy.unused import FIRST, LAST, UNUSED, tend_unused
from tests import cast

AN = "an@example.org"
ASKED = "Are you still here? Your account with Stoep in Oever"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Unused(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            Person.objects.update(language="en", seen_in=timezone.localdate())
            cls.long_ago(cls.c.an)

    @staticmethod
    def long_ago(person):
        """Last here so long ago that it is time to be told."""
        with acting(cast.KEEPER):
            Person.objects.filter(id=person.pk).update(seen_in=timezone.localdate() - UNUSED + FIRST)

    def row(self, who="an"):
        with acting(cast.KEEPER):
            return Person.objects.filter(id=getattr(self.c, who).pk).first()

    def round(self, days=0):
        """What the clock does so many days on, at the same time of day. Returns who got which mail."""
        mail.outbox.clear()
        with time_machine.travel((timezone.localtime() + timedelta(days=days)).astimezone(UTC), tick=False):
            tend_unused()
        return [(one.to, one.subject) for one in mail.outbox]

    def link(self):
        return re.search(r"http\S+?(/account/here/\S+/)", mail.outbox[0].body)[1]

    def test_told_sixty_and_fourteen_days_before_and_each_once(self):
        assert self.round() == [([AN], ASKED)]
        assert self.row().unused_until == timezone.localdate() + FIRST
        assert self.round() == self.round(45) == []
        assert self.round(46) == [([AN], ASKED)]
        assert self.round(46) == self.round(59) == [] and self.row().is_active
        self.round(60)
        assert not self.row().is_active

    def test_after_that_it_goes_the_way_of_an_account_erased_by_its_owner(self):
        for days in (0, 46, 60):
            self.round(days)
        with acting(cast.KEEPER):
            erasure = Erasure.objects.get(person_id=self.c.an.pk)
        assert erasure.unused and timezone.localdate(erasure.due - timedelta(days=14)) == timezone.localdate() + timedelta(days=60)
        mail.outbox.clear()
        hide_account(str(erasure.id))
        (told,) = mail.outbox
        assert "two years" in told.body and "/account/back/" in told.body and "You erased" not in told.body
        with time_machine.travel(now() + timedelta(days=75)):
            assert erase_due() == 1
        assert self.row() is None

    def test_one_click_keeps_it_and_only_the_button_does(self):
        self.round()
        link, browser = self.link(), Client(headers={"accept-language": "en"})
        page = browser.get(link)
        assert page.status_code == 200 and "I am still here" in page.content.decode() and self.row().told_unused == 1
        assert "Good that you are there" in browser.post(link).content.decode()
        assert (self.row().told_unused, self.row().unused_until) == (0, None)
        assert browser.get("/account/data/").status_code == 404, "it signs nobody in"
        assert "Good that you are there" in browser.post(link).content.decode(), "twice is twice"
        assert self.round(60) == [] and self.row().is_active

    def test_a_link_that_is_not_ours_or_too_late_opens_nothing(self):
        self.round()
        link, browser = self.link(), Client(headers={"accept-language": "en"})
        for wrong in ("/account/here/1/", link[:-2] + "x/", "/account/here/" + "9" * 300 + "/"):
            assert "opens nothing" in browser.post(wrong).content.decode(), wrong
        self.round(46)
        self.round(60)
        assert not self.row().is_active
        for page in (browser.get(link), browser.post(link)):
            assert "is hidden" in page.content.decode() and "I am still here" not in page.content.decode()
        assert not self.row().is_active
        with acting(cast.KEEPER):
            Erasure.objects.update(due=now() - timedelta(hours=1))
        assert "opens nothing" in browser.get(link).content.decode()

    def test_used_or_no_longer_needed_it_shows_no_button(self):
        self.round()
        link, browser = self.link(), Client(headers={"accept-language": "en"})
        browser.post(link)
        page = browser.get(link).content.decode()
        assert "We know that you are still here" in page and "I am still here" not in page

    def test_both_mails_say_where_the_account_is(self):
        self.round()
        (told,) = mail.outbox
        assert "Brug, in Oever." in told.body and told.body.rstrip().endswith("Stoep, Brug, Oever")
        self.round(46)
        self.round(60)
        mail.outbox.clear()
        with acting(cast.KEEPER):
            erasure = Erasure.objects.get(person_id=self.c.an.pk)
        hide_account(str(erasure.id))
        assert mail.outbox[0].body.rstrip().endswith("Stoep, Brug, Oever")

    def test_who_lives_nowhere_reads_the_town_they_acted_for_or_none(self):
        self.long_ago(self.c.els)
        with acting(cast.KEEPER):
            Mandate.objects.filter(person_id=self.c.els.pk).update(ends_at=now() - timedelta(days=1))
        self.round()
        told = next(one for one in mail.outbox if one.to == ["els@example.org"])
        assert "the neighbourhoods of Oever" in told.body and told.subject == ASKED
        with acting(cast.KEEPER):
            Mandate.objects.filter(person_id=self.c.els.pk).delete()
            Person.objects.filter(id=self.c.els.pk).update(told_unused=0)
        self.round()
        told = next(one for one in mail.outbox if one.to == ["els@example.org"])
        assert told.subject == "Are you still here?" and "You have not been there" in told.body

    def test_who_comes_back_hears_no_more(self):
        self.round()
        browser = Client(headers={"accept-language": "en"})
        browser.post("/account/login/", {"login": AN, "password": cast.PASSWORD})
        with acting(cast.KEEPER):
            sweep_sessions()
        assert (self.row().told_unused, self.row().unused_until, self.row().seen_in) == (0, None, timezone.localdate().replace(day=1))
        assert self.round(46) == []

    def test_after_a_long_sleep_of_the_machine_there_are_still_sixty_days(self):
        assert self.round(1100)
        assert self.row().unused_until == timezone.localdate() + timedelta(days=1100) + FIRST
        assert self.round(1300), "and fourteen after the second mail"
        assert self.row().is_active and self.row().unused_until == timezone.localdate() + timedelta(days=1300) + LAST

    def test_who_acts_for_a_town_goes_only_when_that_has_ended(self):
        for who in ("els", "dirk", "karim"):
            self.long_ago(getattr(self.c, who))
        assert self.round() == [([AN], ASKED)]
        with acting(cast.KEEPER):
            Mandate.objects.filter(person_id=self.c.els.pk).update(ends_at=now() - timedelta(days=1))
        assert self.round() == [(["els@example.org"], ASKED)]
        assert self.row("els").unused_until == timezone.localdate() + FIRST

    def test_who_takes_up_a_duty_after_being_told_stays(self):
        for days in (0, 46):
            self.round(days)
        with acting(cast.KEEPER):
            Mandate.objects.filter(person_id=self.c.els.pk).update(person_id=self.c.an.pk)
        self.round(60)
        assert self.row().is_active
        with acting(cast.KEEPER):
            Mandate.objects.filter(person_id=self.c.an.pk).update(ends_at=now())
        assert self.round(61) and self.row().is_active, "and is told anew when that ends"

    def test_a_restored_account_hears_why_it_is_hidden(self):
        for days in (0, 46, 60):
            self.round(days)
        with acting(cast.KEEPER):
            erasure = Erasure.objects.get(person_id=self.c.an.pk)
        hide_account(str(erasure.id))
        with acting(cast.KEEPER):  # the backup knows nothing of it
            Erasure.objects.all().delete()
            Person.objects.filter(id=self.c.an.pk).update(is_active=True)
        mail.outbox.clear()
        assert replay() == 1
        (told,) = mail.outbox
        assert "two years" in told.body and not self.row().is_active

    def test_of_a_visit_the_month_is_kept_and_no_page_writes_it(self):
        browser = cast.sign_in(Client(), self.c.an)
        with acting(cast.KEEPER):
            Session.objects.update(seen_at=now() - timedelta(minutes=20))
            Person.objects.filter(id=self.c.an.pk).update(last_login=None)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/n/oever-brug/").status_code == 200
        assert not [one for one in asked if "seen_in" in one["sql"] and one["sql"].startswith("UPDATE")]
        with acting(cast.KEEPER):
            sweep_sessions()
        assert self.row().seen_in == timezone.localdate().replace(day=1)

    def test_what_was_last_seen_is_noted_before_the_session_is_swept(self):
        cast.sign_in(Client(), self.c.an)
        seen = now() - timedelta(days=40)
        with acting(cast.KEEPER):
            Session.objects.update(seen_at=seen, expire_date=now() - timedelta(days=10))
            Person.objects.filter(id=self.c.an.pk).update(last_login=None)
            sweep_sessions()
        assert self.row().seen_in == timezone.localdate(seen).replace(day=1)
