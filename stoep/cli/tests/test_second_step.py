"""`stoep second-step` as it is typed: whoever lost app and spare codes gets in again, and their mailbox hears of it."""

import argparse

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client, TestCase, override_settings
from pytest import fixture, raises

from stoep.cli import second_step
from stoep.cli.errors import Stop
from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.people.models import Person, Session
from tests import cast

AN = "an@example.org"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Typed(TestCase):
    @fixture(autouse=True)
    def _around(self, capsys):
        self.capsys = capsys

    def setUp(self):
        self.c = cast.build()
        with acting(cast.KEEPER):
            Person.objects.filter(pk=self.c.an.pk).update(language="nl")
            self.secret = generate_totp_secret()
            TOTP.activate(self.c.an, self.secret)
            RecoveryCodes.activate(self.c.an)
            TOTP.activate(self.c.marie, generate_totp_secret())

    def stoep(self, *words) -> str:
        parser = argparse.ArgumentParser()
        second_step.add(parser)
        assert second_step.run(parser.parse_args(words)) == 0
        return self.capsys.readouterr().err

    def asked(self) -> str:
        """Where a right password leads."""
        return Client().post("/account/login/", {"login": AN, "password": cast.PASSWORD}).headers["Location"]

    def test_what_there_is_is_shown_and_nothing_is_done(self):
        assert "spare codes, an app" in self.stoep("show", AN)
        assert "no second step" in self.stoep("show", "noor@example.org")
        assert mail.outbox == [] and "/2fa/" in self.asked()

    def test_taken_away_the_password_opens_again_and_the_owner_hears_of_it(self):
        browser = cast.sign_in(Client(), self.c.an)
        assert "an app" in self.stoep("remove", "An@Example.org")
        with acting(cast.KEEPER):
            assert list(Authenticator.objects.values_list("user_id", flat=True)) == [self.c.marie.pk], "nobody else's"
            assert not Session.objects.filter(person_id=self.c.an.pk).exists()
            assert TownEntry.objects.filter(verb="remove_second_step", detail__person=self.c.an.pk).count() == 1
        assert browser.get("/n/oever-brug/").status_code != 200 and "/2fa/" not in self.asked()
        (told,) = mail.outbox
        assert told.to == [AN] and "tweede stap" in told.subject and "Dag An" in told.body

    def test_whoever_waits_on_the_page_that_asks_for_it_signs_in_anew(self):
        browser, account = Client(), {"login": AN, "password": cast.PASSWORD}
        page = browser.post("/account/login/", account).headers["Location"]
        self.stoep("remove", AN)
        assert browser.get(page, follow=True).redirect_chain == [("/account/login/", 302)], "not to and fro"
        assert "/2fa/" not in browser.post("/account/login/", account).headers["Location"]
        assert browser.get("/n/oever-brug/").status_code == 200

    def test_who_is_closed_or_gone_meanwhile_has_nothing_to_wait_for(self):
        browsers = [Client(), Client()]
        page = [browser.post("/account/login/", {"login": AN, "password": cast.PASSWORD}) for browser in browsers].pop().headers["Location"]
        with acting(cast.KEEPER):
            Person.objects.filter(pk=self.c.an.pk).update(is_active=False)
        code = format_hotp_value(hotp_value(self.secret, next(iter(yield_hotp_counters_from_time()))))
        assert browsers[0].post(page, {"code": code}).headers["Location"] == "/account/login/"
        with acting(cast.KEEPER):
            assert not Session.objects.filter(person_id=self.c.an.pk).exists()
            Authenticator.objects.filter(user=self.c.an).delete()
            Person.objects.filter(pk=self.c.an.pk).delete()
        assert browsers[1].get(page, follow=True).redirect_chain == [("/account/login/", 302)]

    def test_who_has_none_is_told_nothing(self):
        assert "nothing to take away" in self.stoep("remove", "noor@example.org")
        assert mail.outbox == []

    def test_of_two_at_one_mailbox_it_is_said_which(self):
        with acting(cast.KEEPER):
            other = Person.objects.create(email=AN, beside=1, name="Tom Peeters")
            TOTP.activate(other, generate_totp_secret())
        for words in (["remove", AN], ["remove", AN, "--name", "Jan"]):
            with raises(Stop) as stop:
                self.stoep(*words)
            assert "'Tom Peeters'" in str(stop.value)
        self.stoep("remove", AN, "--name", "Tom Peeters")
        with acting(cast.KEEPER):
            assert set(Authenticator.objects.values_list("user_id", flat=True)) == {self.c.an.pk, self.c.marie.pk}
        assert mail.outbox[0].body.startswith(("Hello Tom", "Dag Tom"))

    def test_a_mailbox_without_an_account_is_said_to_be_that(self):
        with raises(Stop) as stop:
            self.stoep("show", "nobody@example.org")
        assert "has no account" in str(stop.value)
