"""The overview, and who gets in."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from tests import cast

from .at_desk import at_desk, url


class Home(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_what_an_official_finds(self):
        page = at_desk(self.c).get(url("desk"))
        assert page.status_code == 200
        self.assertContains(page, "16 addresses in the register")
        for words in ("You cannot read along", "Write to neighbourhoods", "Brug", "Kaai", "/security/"):
            self.assertContains(page, words)
        self.assertNotContains(page, "Markt")

    def test_who_gets_in(self):
        expected = {"els": 200, "eline": 200, "joris": 302} | dict.fromkeys(["femke", "an", "dirk", "lotte", "karim"], 404)
        for who, status in expected.items():
            assert at_desk(self.c, who).get(url("desk")).status_code == status, who
        assert self.client.get(url("desk")).status_code == 404

    def test_without_the_second_step_the_way_leads_there(self):
        page = at_desk(self.c, second_step=False).get(url("desk"))
        self.assertRedirects(page, "/account/2fa/?for=desk", fetch_redirect_response=False)

    def test_a_second_step_of_yesterday_is_asked_for_again(self):
        browser = at_desk(self.c)
        with time_machine.travel(timezone.now() + timedelta(hours=23), tick=True):
            assert browser.get(url("desk")).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
            self.assertRedirects(browser.get(url("desk")), "/account/2fa/?for=desk", fetch_redirect_response=False)

    def test_its_cost_is_fixed(self):
        browser = at_desk(self.c)
        browser.get(url("desk"))
        with self.assertNumQueries(7):  # session and mandate, four lists, the savepoint twice
            browser.get(url("desk"))
