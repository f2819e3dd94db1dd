"""J9: asked, confirmed by a button, told once, forgotten."""

import re
from datetime import UTC, datetime, time, timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from stoep.lib.clock import this_day
from stoep.lib.roles import acting
from stoep.membership.models import Interest
from stoep.membership.sweeping import sweep_joinings, tell_opened
from stoep.places.models import Neighbourhood
from tests import cast


class TellInterested(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            Neighbourhood.objects.filter(id=cls.c.kaai.id).update(opened_on=None)

    def setUp(self):
        self.client = Client(headers={"accept-language": "en"})

    def ask(self, email="zoe@example.org", place="oever-kaai"):
        return self.client.post(f"/find/{place}/tell-me/", {"email": email})

    def links(self):
        return re.findall(r"http://[^/]+(/find/tell-me/\S+)", mail.outbox[-1].body)

    def rows(self):
        with acting(cast.KEEPER):
            return list(Interest.objects.values_list("email", "confirmed_at"))

    def open(self):
        with acting(cast.KEEPER):
            Neighbourhood.objects.filter(id=self.c.kaai.id).update(opened_on=this_day())
            return tell_opened()

    def test_the_page_of_a_closed_neighbourhood_offers_it(self):
        page = self.client.get("/find/?q=kaaistraat 3").content.decode()
        assert "has not opened yet" in page
        assert "/find/oever-kaai/tell-me/" in page

    def test_asked_confirmed_told_forgotten(self):
        assert "Look in your mail" in self.ask().content.decode()
        yes, _stop = self.links()
        assert self.client.get(yes).status_code == 200  # a mail scanner follows links …
        assert self.rows() == [("zoe@example.org", None)]  # … and that says nothing
        assert "We will tell you" in self.client.post(yes).content.decode()
        assert self.open() == 1
        assert "has opened" in mail.outbox[-1].body
        assert mail.outbox[-1].to == ["zoe@example.org"]
        assert self.rows() == []
        assert self.open() == 0
        assert len(mail.outbox) == 2

    def test_what_opens_just_after_midnight_has_opened(self):
        """At half past twelve here it is still yesterday in UTC."""
        self.ask()
        yes, _stop = self.links()
        self.client.post(yes)
        midnight = datetime.combine(this_day() + timedelta(days=1), time(0, 30), timezone.get_current_timezone())
        with time_machine.travel(midnight.astimezone(UTC)):
            assert self.open() == 1

    def test_unconfirmed_is_told_nothing_and_forgotten_within_a_week(self):
        self.ask()
        assert self.open() == 0
        with time_machine.travel(timezone.now() + timedelta(days=8)), acting(cast.KEEPER):
            assert sweep_joinings() == 1
        assert self.rows() == []

    def test_the_link_is_good_for_an_hour(self):
        self.ask()
        yes, _ = self.links()
        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            assert "no longer works" in self.client.post(yes).content.decode()

    def test_stop_forgets_and_twice_is_once(self):
        self.ask()
        _, stop = self.links()
        assert self.client.get(stop).status_code == 200
        assert len(self.rows()) == 1
        for _ in range(2):
            assert "forgotten" in Client(enforce_csrf_checks=True, headers={"accept-language": "en"}).post(stop).content.decode()
        assert self.rows() == []

    def test_forged_links(self):
        self.ask()
        real = self.links()[1].rstrip("/").rpartition("/")[2]
        for token in ("x", "." * 300, real[:-1] + ("E" if real[-1] == "A" else "A")):
            assert "no longer works" in self.client.post(f"/find/tell-me/stop/{token}/").content.decode()
            assert "no longer works" in self.client.post(f"/find/tell-me/yes/{token}/").content.decode()
        assert len(self.rows()) == 1

    def test_asking_twice_is_one_row_and_the_same_page(self):
        first, second = self.ask(), self.ask("ZOE@example.org")
        token = re.compile(rb'value="[\w-]{60,}"')
        assert token.sub(b"", first.content) == token.sub(b"", second.content)
        assert len(self.rows()) == 1

    def test_bad_input(self):
        assert "valid email" in self.ask("zoe@").content.decode()
        assert self.ask("x" * 100_000).status_code == 200
        assert self.ask(place="nowhere").status_code == 404
