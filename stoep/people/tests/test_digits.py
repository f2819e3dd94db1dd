"""Digits by mail are guessed at many accounts at once: what is compared, what the owner does meanwhile, who is told."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import TestCase

from stoep.lib.limits import EVERYWHERE, spend
from stoep.lib.roles import acting
from stoep.people.digits import Guess, digits_for_mail
from stoep.people.limits import WRONG_DIGITS_EVERYWHERE, WRONG_DIGITS_PER_NETWORK, WRONG_EVERYWHERE
from stoep.people.models import Budget
from tests import cast

from .test_sign_in import LOGIN, TOKEN, browser, totp

ASK, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"
RESET, RESET_CONFIRM = "/account/password/reset/", "/account/password/reset/confirm-code/"
MOST = WRONG_DIGITS_EVERYWHERE.most


def mailed() -> str:
    """The digits of the newest mail, blanks and all."""
    return re.search(r"^ {4}(\d[\d ]+\d)\s*$", mail.outbox[-1].body, re.M)[1]


class Guessed(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def asked(self, who="an", network="192.0.2.9", path=ASK):
        """A browser in which somebody asked for a code for this mailbox; and the page to type it on."""
        client = browser(network)
        return client, client.post(path, {"email": f"{who}@example.org"}).url

    def storm(self, guesses=MOST + 1):
        """Wrong digits from many networks."""
        for n in range(guesses):
            Guess(f"203.0.113.{n}")

    def test_a_thousand_accounts_five_guesses_each(self):
        """Each from a network of its own, all of them at once. Without a limit 5,000 guesses open 0.005 accounts an hour, and forty an
        hour at each of 100,000 accounts open four; with it 50 are looked at, and the hour's expectation is 0.00005, however many."""
        looked_at = sum(Guess(f"{account // 256}.{account % 256}.{n}.1").may_open("123456") for account in range(1000) for n in range(5))
        assert looked_at == MOST
        assert looked_at / 1_000_000 < 0.0001

    def test_then_even_the_right_six_digits_open_nothing(self):
        for path in (ASK, RESET):
            client, page = self.asked(path=path)
            right = mailed()
            assert len(right) == 6
            self.storm()
            answer = client.post(page, {"code": right})
            assert answer.status_code == 200
            assert "ask for a new code" in answer.content.decode()
            assert client.get("/home/").status_code == 404
            self.quiet()

    def quiet(self):
        """The hour is over."""
        with acting(cast.KEEPER):
            Budget.objects.all().delete()

    def test_the_owner_gets_in_with_a_new_code(self):
        self.storm()
        client, page = self.asked()
        assert re.fullmatch(r"\d{4} \d{4} \d{4}", mailed())
        assert client.post(page, {"code": mailed()}).url == "/home/"
        assert client.get("/home/").status_code == 302
        client, page = self.asked()
        assert client.post(page, {"code": mailed().replace(" ", "-")}).url == "/home/"

    def test_the_owner_chooses_a_new_password_meanwhile(self):
        self.storm()
        client, page = self.asked(path=RESET)
        onward = client.post(page, {"code": mailed()}).url
        new = "een heel ander wachtwoord"
        assert client.post(onward, {"password1": new, "password2": new}).status_code == 302
        assert browser().post(LOGIN, {"login": "an@example.org", "password": new}).url == "/home/"

    def test_a_code_asked_for_before_is_sent_anew_from_the_same_page(self):
        client, page = self.asked()
        self.storm()
        client.post(page, {"code": mailed()})
        assert client.post(page, {"action": "resend"}).url == page
        assert client.post(page, {"code": mailed()}).url == "/home/"

    def test_password_and_second_step_go_on_under_both_attacks(self):
        secret = generate_totp_secret()
        with acting(cast.KEEPER):
            TOTP.activate(self.c.els, secret)
        self.storm()
        spend(WRONG_EVERYWHERE, EVERYWHERE, cost=WRONG_EVERYWHERE.most + 1)
        client = browser("192.0.2.9")
        assert client.post(LOGIN, {"login": "els@example.org", "password": cast.PASSWORD}).url == "/account/2fa/authenticate/"
        assert client.post("/account/2fa/authenticate/", {"code": totp(secret)}).url == "/home/"

    def test_password_and_digits_go_on_too(self):
        self.storm()
        spend(WRONG_EVERYWHERE, EVERYWHERE, cost=WRONG_EVERYWHERE.most + 1)
        client = browser("192.0.2.9")
        page = client.post(LOGIN, {"login": "an@example.org", "password": cast.PASSWORD}).url
        assert page == CONFIRM
        assert client.post(page, {"code": mailed()}).url == "/home/"

    def test_one_noisy_network_changes_nothing_for_others(self):
        for n in range(60):
            if n % 5 == 0:
                client, page = self.asked(f"zz{n}", network="203.0.113.7")
            client.post(page, {"code": f"x{n:05d}"})
        assert spend(WRONG_DIGITS_EVERYWHERE, EVERYWHERE, cost=0)
        client, page = self.asked()
        assert len(mailed()) == 6
        assert client.post(page, {"code": mailed()}).url == "/home/"
        client, page = self.asked("bram", network="203.0.113.7")  # who shares that network gets in as well
        assert len(mailed()) == 14
        assert client.post(page, {"code": mailed()}).url == "/home/"

    def test_right_digits_are_no_guess(self):
        for _ in range(WRONG_DIGITS_PER_NETWORK.most + 3):
            guess = Guess("192.0.2.1")
            assert guess.may_open("123456")
            guess.give_back()
        assert len(digits_for_mail("192.0.2.1")) == 6

    def test_an_account_and_none_answer_alike_before_and_during(self):
        for path in (ASK, RESET):
            for during in (False, True):
                self.quiet()
                begun = [(who, *self.asked(who, "192.0.2.40", path)) for who in ("an", "zz")]
                if during:
                    self.storm()
                begun += [(who, *self.asked(who, "192.0.2.41", path)) for who in ("bram", "yy")]
                answers = []
                for who, client, page in begun:
                    answer = client.post(page, {"code": "000001"})
                    words = TOKEN.sub(b"", answer.content).replace(f"{who}@example.org".encode(), b"")
                    answers.append((answer.status_code, words))
                assert answers[0] == answers[1], (path, during)
                assert answers[2] == answers[3], (path, during)
                assert during == (b"ask for a new code" in answers[0][1])

    def test_one_line_in_the_log_and_no_address_in_it(self):
        with self.assertLogs("stoep.limits", "WARNING") as told:
            for n in range(12):
                client, page = self.asked(f"zz{n}" if n % 2 else list(cast.NAMES)[n], network=f"203.0.113.{n}")
                for _ in range(5):
                    client.post(page, {"code": "000001"})
        assert told.output == ["WARNING:stoep.limits:more than 50 wrong digits from mails within 60 minutes"]

    def test_a_passkey_needs_no_digits(self):
        key = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}, "name": "x"}
        with acting(cast.KEEPER):
            Authenticator.objects.create(user=self.c.an, type="webauthn", data=key)
        self.storm()
        assert "webauthn" in browser().get(LOGIN).content.decode()
        assert browser().post(LOGIN, {"login": "an@example.org", "password": cast.PASSWORD}).url == "/home/"

    def test_a_hundred_kilobytes(self):
        client, page = self.asked()
        assert client.post(page, {"code": "1" * 100_000}).status_code in (200, 302)
