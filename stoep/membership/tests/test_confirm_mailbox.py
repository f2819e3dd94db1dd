"""Six digits from the mail: five tries, a quarter of an hour, and nothing lost when the machine stops between two steps."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from stoep.membership.actions.joining import confirm_mailbox
from stoep.membership.models import Joining, Member
from stoep.membership.sweeping import sweep_joinings
from stoep.people.models import Person
from tests import cast

from .joiners import Joiner, digits


class ConfirmMailbox(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.gust = Joiner(self.c.gust_home)
        self.gust.pick()
        self.gust.code(self.c.gust_code)
        self.gust.you()

    def not_the_digits(self):
        return f"{(int(digits()) + 1) % 1_000_000:06d}"

    def people(self):
        with acting(cast.KEEPER):
            return Person.objects.filter(email="gust@example.org").count()

    def test_blanks_do_not_matter(self):
        assert self.gust.mail(f" {digits()[:3]} {digits()[3:]} ").url == "/n/oever-brug/welcome/1/"

    def test_five_tries_then_new_digits(self):
        for _ in range(5):
            assert "not the six digits" in self.gust.mail(self.not_the_digits()).content.decode()
        assert "tried too often" in self.gust.mail().content.decode()
        assert "new digits" in self.gust.client.post("/join/mail/", {"again": "yes"}).content.decode()
        assert self.gust.mail().status_code == 302

    def test_older_digits_no_longer_count(self):
        old = digits()
        self.gust.client.post("/join/mail/", {"again": "yes"})
        if old != digits():
            assert self.gust.mail(old).status_code == 200

    def test_a_quarter_of_an_hour(self):
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert "older than" in self.gust.mail().content.decode()
        assert self.people() == 0

    def test_a_kill_between_account_and_home(self):
        """The account is made, the machine stops: the same digits, or signing in, go on from there."""
        with acting(cast.KEEPER):
            joining = Joining.objects.get()
        first = confirm_mailbox(Visitor(), joining=joining, digits=digits())
        assert isinstance(first, Person)
        assert self.gust.mail().url == "/n/oever-brug/welcome/1/"
        assert self.people() == 1
        with acting(cast.KEEPER):
            assert Member.objects.filter(neighbourhood_id=self.c.brug.id, person_id=first.id).count() == 1

    def test_after_a_kill_signing_in_goes_on_too(self):
        with acting(cast.KEEPER):
            joining = Joining.objects.get()
        confirm_mailbox(Visitor(), joining=joining, digits=digits())
        other = Client()
        answer = other.post("/account/login/", {"login": "gust@example.org", "password": "krijt op de blauwe stoep"})
        assert answer.status_code == 302
        assert other.get("/home/").url == "/join/"
        there = Joiner(self.c.gust_home, client=other)
        there.pick()
        there.code(self.c.gust_code)
        assert other.post("/join/you/", {"name": "Gust Maes", "agree": "on", "old_enough": "on"}).url == "/n/oever-brug/welcome/1/"

    def test_the_owner_of_the_account_signs_in_and_goes_on_with_what_was_typed(self):
        self.gust.you(email="els@example.org")
        assert "already have an account" in mail.outbox[-1].body
        cast.sign_in(self.gust.client, self.c.els)
        assert self.gust.client.get("/join/mail/").url == "/join/you/"
        assert self.gust.client.post("/join/you/", {"name": "Els", "agree": "on", "old_enough": "on"}).status_code == 302

    def test_two_joinings_one_mailbox(self):
        """A second browser was quicker with the same mailbox: the first is told, since it has proven the mailbox too."""
        mine = digits()
        other = Joiner(self.c.gust_home)
        other.all_the_way(self.c.gust_code)
        assert "You have an account" in self.gust.mail(mine).content.decode()
        assert self.people() == 1

    def test_another_browser_knows_nothing_of_it(self):
        stranger = Joiner(self.c.gust_home)
        assert stranger.client.post("/join/mail/", {"digits": digits()}).url == "/join/"

    def test_a_broken_off_joining_is_kept_seven_days(self):
        page = self.gust.client.get("/join/").content.decode()
        assert "Go on where you stopped" in page
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert "Go on where" not in self.gust.client.get("/join/").content.decode()
            with acting(cast.KEEPER):
                assert sweep_joinings() == 1
                assert not Joining.objects.exists()

    def test_not_six_digits(self):
        for typed in ("", "12345", "abcdef", "1234567"):
            assert self.gust.client.post("/join/mail/", {"digits": typed}).status_code == 200
