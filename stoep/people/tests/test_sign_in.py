"""Signing in by password, by six digits and with a second step; what is limited, and what nobody learns."""

import re
from datetime import timedelta

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from stoep.lib.roles import acting
from stoep.people.limits import WRONG_EVERYWHERE
from stoep.people.models import Person
from tests import cast

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
LOGIN = "/account/login/"


def browser(network="198.51.100.7"):
    return Client(headers={"accept-language": "en"}, REMOTE_ADDR=network)


def digits():
    return re.search(r"^\s*(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]


def totp(secret):
    return format_hotp_value(hotp_value(secret, [*yield_hotp_counters_from_time()][1]))


class SignIn(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def password(self, client, who="an", password=cast.PASSWORD):
        return client.post(LOGIN, {"login": f"{who}@example.org", "password": password})

    def test_by_password(self):
        client = browser()
        assert "/account/password/reset/" in client.get(LOGIN).content.decode()
        answer = self.password(client)
        assert answer.url == "/home/"
        assert client.get("/home/").url == "/n/oever-brug/"

    def test_the_case_of_the_mailbox_does_not_matter(self):
        assert browser().post(LOGIN, {"login": " AN@Example.ORG", "password": cast.PASSWORD}).url == "/home/"

    def test_by_six_digits(self):
        client = browser()
        assert client.post("/account/login/code/", {"email": "an@example.org"}).url == "/account/login/code/confirm/"
        assert digits() not in mail.outbox[-1].subject
        assert client.get("/account/login/code/confirm/").status_code == 200
        assert client.post("/account/login/code/confirm/", {"code": digits()}).url == "/home/"

    def test_six_digits_are_good_for_a_quarter_of_an_hour(self):
        client = browser()
        client.post("/account/login/code/", {"email": "an@example.org"})
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            client.post("/account/login/code/confirm/", {"code": digits()})
            assert client.get("/home/").status_code == 404

    def test_a_mailbox_without_account_answers_alike(self):
        for path, field in (("/account/login/code/", "email"), ("/account/password/reset/", "email")):
            answers = []
            for email in ("an@example.org", "zz@example.org"):
                client = browser()
                first = client.post(path, {field: email})
                page = client.get(first.url) if first.status_code == 302 else first
                answers.append(
                    (
                        first.status_code,
                        first.headers.get("Location"),
                        TOKEN.sub(b"", page.content).replace(email.encode(), b""),
                    )
                )
            assert answers[0] == answers[1], path
        answers = []
        for who in ("an", "zz"):
            page = self.password(browser(), who, "wrong password here")
            answers.append((page.status_code, TOKEN.sub(b"", page.content).replace(f"{who}@example.org".encode(), b"")))
        assert answers[0] == answers[1]

    def test_reset_by_six_digits_ends_every_older_sign_in(self):
        elsewhere = browser()
        self.password(elsewhere)
        client = browser()
        onward = client.post("/account/password/reset/", {"email": "an@example.org"}).url
        onward = client.post(onward, {"code": digits()}).url
        new = "een heel ander wachtwoord"
        assert client.post(onward, {"password1": new, "password2": new}).status_code == 302
        assert elsewhere.get("/n/oever-brug/").status_code == 404
        assert self.password(browser(), password=new).url == "/home/"
        assert len(mail.outbox) == 2  # the six digits, and a notice to the owner
        assert mail.outbox[-1].to == ["an@example.org"]

    def test_signing_out_ends_access(self):
        client = browser()
        self.password(client)
        assert client.get("/account/logout/").status_code == 200
        assert client.get("/n/oever-brug/").status_code == 200  # a GET does nothing
        client.post("/account/logout/")
        assert client.get("/n/oever-brug/").status_code == 404

    def test_twenty_wrong_passwords_close_the_password_and_not_the_account(self):
        for n in range(20):
            self.password(browser(f"203.0.113.{n}"), password="wrong password here")
        page = self.password(browser("192.0.2.9"))
        assert "Too many tries" in page.content.decode()
        client = browser("192.0.2.9")
        client.post("/account/login/code/", {"email": "an@example.org"})
        assert client.post("/account/login/code/confirm/", {"code": digits()}).url == "/home/"

    def test_stolen_passwords_everywhere_make_a_password_not_enough(self):
        for n in range(WRONG_EVERYWHERE.most + 1):
            browser(f"203.0.113.{n}").post(LOGIN, {"login": f"p{n}@example.org", "password": "leaked"})
        client = browser("192.0.2.9")
        assert self.password(client).url == "/account/login/code/confirm/"
        assert client.get("/home/").status_code == 404
        assert client.post("/account/login/code/confirm/", {"code": digits()}).url == "/home/"

    def test_nobody_signs_up_without_a_letter(self):
        page = browser().get("/account/signup/")
        assert "/join/" in page.content.decode()
        browser().post("/account/signup/", {"email": "new@example.org", "password1": "een lang wachtwoord"})
        with acting(cast.KEEPER):
            assert not Person.objects.filter(email="new@example.org").exists()

    def test_an_official_without_second_step_is_led_to_it(self):
        client = browser()
        self.password(client, "els")
        assert client.get("/desk/oever/").url == "/account/2fa/?for=desk"
        asked, own = (client.get(f"/account/2fa/{end}").content.decode() for end in ("?for=desk", ""))
        assert "notice-blue" in asked and "notice-blue" not in own
        assert "/account/2fa/totp/activate/" in asked
        assert "/account/2fa/webauthn/" in asked

    def test_a_second_step_is_asked_for_and_its_secret_is_sealed(self):
        secret = generate_totp_secret()
        with acting(cast.KEEPER):
            TOTP.activate(self.c.els, secret)
            assert secret not in str(Authenticator.objects.get(user=self.c.els).data)
        client = browser()
        assert self.password(client, "els").url == "/account/2fa/authenticate/"
        assert client.get("/account/2fa/authenticate/").status_code == 200
        assert client.get("/desk/oever/").status_code == 404
        assert client.post("/account/2fa/authenticate/", {"code": totp(secret)}).url == "/home/"
        assert client.get("/desk/oever/").status_code == 200

    def test_a_passkey_is_a_second_lock_for_officials_and_one_more_key_for_residents(self):
        key = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}, "name": "x"}
        with acting(cast.KEEPER):
            for who in (self.c.els, self.c.an):
                Authenticator.objects.create(user=who, type="webauthn", data=key)
        assert self.password(browser(), "an").url == "/home/"
        assert self.password(browser(), "els").url == "/account/2fa/authenticate/"
        key["credential"]["clientExtensionResults"]["credProps"]["rk"] = False
        with acting(cast.KEEPER):
            Authenticator.objects.filter(user=self.c.an).update(data=key)
        assert self.password(browser(), "an").url == "/account/2fa/authenticate/"

    def test_six_digits_by_mail_do_not_go_round_the_second_step(self):
        with acting(cast.KEEPER):
            TOTP.activate(self.c.els, generate_totp_secret())
        client = browser()
        client.post("/account/login/code/", {"email": "els@example.org"})
        assert client.post("/account/login/code/confirm/", {"code": digits()}).url == "/account/2fa/authenticate/"

    def test_a_second_step_is_not_guessed(self):
        secret = generate_totp_secret()
        with acting(cast.KEEPER):
            TOTP.activate(self.c.els, secret)
        client = browser()
        self.password(client, "els")
        for n in range(10):
            client.post("/account/2fa/authenticate/", {"code": f"{n:06d}"})
        client = browser("192.0.2.4")
        self.password(client, "els")
        assert "Too many tries" in client.post("/account/2fa/authenticate/", {"code": totp(secret)}).content.decode()

    def test_codes_nobody_was_sent_cannot_be_guessed(self):
        for path in ("/account/login/code/", "/account/password/reset/"):
            for email in ("an@example.org", "zz@example.org"):
                mail.outbox.clear()
                answers = [browser(f"203.0.113.{n}").post(path, {"email": email}) for n in range(9)]
                assert {a.status_code for a in answers[-1:]} == {429}, (path, email)
                client = browser()
                client.post(path, {"email": email})
                assert not {"account_login", "account_password_reset_verification"} & set(client.session.keys())

    def test_notices_are_sent_whatever_was_sent_before(self):
        for n in range(10):
            browser(f"203.0.113.{n}").post("/account/login/code/", {"email": "an@example.org"})
        client = browser()
        self.password(client)
        new = "een heel ander wachtwoord"
        client.post("/account/password/change/", {"oldpassword": cast.PASSWORD, "password1": new, "password2": new})
        assert self.password(browser(), password=new).url == "/home/"
        assert not re.search(r"\d{6}", mail.outbox[-1].subject)
        assert mail.outbox[-1].to == ["an@example.org"]
        assert len(mail.outbox) == 9

    def test_every_page_of_the_account_opens_in_our_frame(self):
        client = browser()
        self.password(client)
        client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
        with acting(cast.KEEPER):
            TOTP.activate(self.c.an, generate_totp_secret())
        for page in (
            "email/",
            "2fa/recovery-codes/generate/",
            "password/change/",
            "2fa/",
            "2fa/totp/activate/",
            "2fa/totp/deactivate/",
            "2fa/webauthn/",
            "2fa/webauthn/add/",
            "reauthenticate/",
            "logout/",
            "inactive/",
        ):
            response = client.get(f"/account/{page}", follow=True)
            assert response.status_code == 200, page
            body = response.content.decode()
            assert 'class="strip"' in body, page
            assert not re.search(r"<script(?![^>]*(src=|application/json))", body), page
            assert not re.search(r'\son\w+="', body), page
            assert "style=" not in body, page

    def test_an_app_with_six_digits_is_switched_on(self):
        client = browser()
        self.password(client, "els")
        assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")
        client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
        page = client.get("/account/2fa/totp/activate/")
        secret = page.context["form"].secret
        assert secret in page.content.decode()
        done = client.post("/account/2fa/totp/activate/", {"code": totp(secret)})
        assert done.url == "/account/2fa/recovery-codes/", done.url
        assert client.get(done.url).status_code == 200
        other = browser()
        assert self.password(other, "els").url == "/account/2fa/authenticate/"

    def test_the_mails_are_ours(self):
        client = browser()
        client.post("/account/login/code/", {"email": "zz@example.org"})
        client.post("/account/password/reset/", {"email": "an@example.org"})
        for message in mail.outbox:
            assert "Stoep" in message.body
            assert "Thank you" not in message.body
            assert "person " not in message.body

    def test_a_hundred_kilobytes(self):
        for path, fields in (
            (LOGIN, ("login", "password")),
            ("/account/login/code/", ("email",)),
            ("/account/password/reset/", ("email",)),
        ):
            for field in fields:
                answer = browser().post(path, {"login": "an@example.org", "password": "x", field: "a" * 100_000})
                assert answer.status_code in (200, 302, 400)
