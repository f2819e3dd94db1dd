"""Two of one home, one mailbox: each signs in as themselves, and nobody learns from outside that there are two."""

import re
from unittest import mock

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.people.models import Person
from tests import cast

ONE, OTHER = cast.PASSWORD, "krijt op de blauwe stoep"
CHOOSE = "/account/choose/"


def digits():
    return re.search(r"^\s*(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]


class Two(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            cls.jef = beside(cls.c.an, "Jef", OTHER)

    def browser(self):
        return Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.7")

    def password(self, client, typed, email="an@example.org"):
        return client.post("/account/login/", {"login": email, "password": typed})

    def who(self, client):
        return int(client.session["_auth_user_id"])

    def by_digits(self, client):
        client.post("/account/login/code/", {"email": "an@example.org"})
        return client.post("/account/login/code/confirm/", {"code": digits()})

    def test_each_password_signs_in_its_own_person(self):
        for typed, person in ((ONE, self.c.an), (OTHER, self.jef)):
            client = self.browser()
            assert self.password(client, typed).url == "/home/"
            assert self.who(client) == person.pk

    def test_digits_from_the_mail_then_the_choice(self):
        for place, person in enumerate((self.c.an, self.jef)):
            client = self.browser()
            assert self.by_digits(client).url == CHOOSE
            assert "_auth_user_id" not in client.session
            page = client.get(CHOOSE)
            assert ">An<" in page.content.decode() and ">Jef<" in page.content.decode()
            assert "no-store" in page.headers["Cache-Control"]
            assert client.post(CHOOSE, {"who": "7"}).status_code == 200
            assert client.post(CHOOSE, {"who": str(place)}).url == "/home/"
            assert self.who(client) == person.pk

    def test_the_mail_with_digits_greets_both(self):
        self.browser().post("/account/login/code/", {"email": "an@example.org"})
        assert mail.outbox[-1].body.splitlines()[0] in ("Dag An en Jef,", "Dag An and Jef,")

    def test_no_name_before_the_proof(self):
        client = self.browser()
        assert client.get(CHOOSE).url == "/account/login/"
        client.post("/account/login/code/", {"email": "an@example.org"})
        for answer in (client.get(CHOOSE), client.post(CHOOSE, {"who": "1"})):
            assert answer.url == "/account/login/"
        client.post("/account/password/reset/", {"email": "an@example.org"})
        assert client.get(CHOOSE).status_code == 302

    def test_a_password_both_chose_signs_in_neither_by_itself(self):
        with acting(cast.KEEPER):
            Person.objects.filter(pk=self.jef.pk).update(password=make_password(ONE))
        client = self.browser()
        assert self.password(client, ONE).url == CHOOSE
        assert client.post(CHOOSE, {"who": "1"}).url == "/home/"
        assert self.who(client) == self.jef.pk
        assert client.post("/account/reauthenticate/", {"password": ONE}).status_code == 302  # as themselves, without being asked
        assert client.get("/account/email/").status_code == 200

    def test_what_was_proven_for_one_is_not_kept_for_the_other(self):
        client = self.browser()
        self.password(client, OTHER)
        assert "An" not in client.get(CHOOSE).content.decode()
        assert client.post("/account/reauthenticate/", {"password": ONE}).status_code == 200

    def test_the_second_step_of_who_was_chosen(self):
        with acting(cast.KEEPER):
            TOTP.activate(self.jef, generate_totp_secret())
        client = self.browser()
        self.by_digits(client)
        assert client.post(CHOOSE, {"who": "1"}).url == "/account/2fa/authenticate/"
        client = self.browser()
        self.by_digits(client)
        assert client.post(CHOOSE, {"who": "0"}).url == "/home/"

    def test_a_closed_account_is_not_offered(self):
        with acting(cast.KEEPER):
            Person.objects.filter(pk=self.c.an.pk).update(is_active=False)
        client = self.browser()
        assert self.by_digits(client).url == "/home/"
        assert self.who(client) == self.jef.pk
        assert self.password(self.browser(), ONE).url == "/account/inactive/"

    def test_a_new_password_for_the_one_who_was_chosen(self):
        client = self.browser()
        client.post("/account/password/reset/", {"email": "an@example.org"})
        client.post("/account/password/reset/confirm/", {"code": digits()})
        new = "een heel ander wachtwoord"
        assert client.post("/account/password/reset/complete/", {"password1": new, "password2": new}).url == CHOOSE
        assert client.post(CHOOSE, {"who": "1"}).url == "/account/password/reset/complete/"
        assert "For Jef" in client.get("/account/password/reset/complete/").content.decode()
        assert client.get(CHOOSE).url == "/account/login/"
        client.post("/account/password/reset/complete/", {"password1": new, "password2": new})
        assert "Jef" in mail.outbox[-1].body and mail.outbox[-1].to == ["an@example.org"]
        client = self.browser()
        assert self.password(client, new).url == "/home/" and self.who(client) == self.jef.pk
        assert self.password(self.browser(), ONE).url == "/home/"

    def test_what_fails_takes_as_many_hashes_for_none_one_or_two(self):
        counts = set()
        for email in ("zz@example.org", "bram@example.org", "an@example.org"):
            with slow(Argon2PasswordHasher, "verify") as asked, slow(Argon2PasswordHasher, "encode") as made:
                assert self.password(self.browser(), "niet dit wachtwoord", email).status_code == 200
            counts.add(asked.call_count + made.call_count)
        assert counts == {2}

    def test_another_mailbox_parts_them(self):
        client = self.browser()
        self.password(client, OTHER)
        client.post("/account/reauthenticate/", {"password": OTHER})
        assert "You share this mailbox with An" in client.get("/account/email/").content.decode()
        client.post("/account/email/", {"email": "jef@example.org", "action_add": ""})
        client.post("/account/confirm-email/", {"code": digits()})
        with acting(cast.KEEPER):
            jef = Person.objects.get(pk=self.jef.pk)
            assert (jef.email, jef.beside) == ("jef@example.org", 0)
            assert EmailAddress.objects.filter(email="an@example.org").count() == 1
        client = self.browser()
        assert self.by_digits(client).url == "/home/" and self.who(client) == self.c.an.pk
        assert self.password(self.browser(), OTHER, "jef@example.org").url == "/home/"

    def test_the_first_may_leave_too(self):
        client = self.browser()
        self.password(client, ONE)
        client.post("/account/reauthenticate/", {"password": ONE})
        client.post("/account/email/", {"email": "an2@example.org", "action_add": ""})
        client.post("/account/confirm-email/", {"code": digits()})
        client = self.browser()
        assert self.by_digits(client).url == "/home/" and self.who(client) == self.jef.pk

    def test_the_pages_of_an_account_let_nobody_in_beside(self):
        client = self.browser()
        self.password(client, ONE, "bram@example.org")
        client.post("/account/reauthenticate/", {"password": ONE})
        client.post("/account/email/", {"email": "an@example.org", "action_add": ""})
        client.post("/account/confirm-email/", {"code": "123456"})
        with acting(cast.KEEPER):
            assert Person.objects.at("an@example.org").count() == 2
            assert Person.objects.by_email("bram@example.org").pk == self.c.bram.pk

    def test_the_database_lets_no_third_in(self):
        with acting(cast.KEEPER):
            for place in (0, 1, 2):
                with self.assertRaises(IntegrityError), transaction.atomic():
                    beside(self.c.an, "Mia", OTHER, place)


def slow(hasher, does: str):
    """What Django's hasher does, counted."""
    return mock.patch.object(hasher, does, autospec=True, side_effect=getattr(hasher, does))


def beside(person: Person, name: str, password: str, place: int = 1) -> Person:
    """One more account at this person's mailbox, as joining makes it."""
    other = Person.objects.create(email=person.email, beside=place, name=name, language="en", password=make_password(password))
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    return other
