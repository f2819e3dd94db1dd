"""Signing in while the account is hidden: only after the right proof one is shown the way back; two of one mailbox are two."""

from datetime import timedelta

import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.people.models import Person, Session
from stoep.privacy.erasing import erase_due
from stoep.privacy.models import Erasure
from tests import cast

from .test_erase_account import asked, way_back

LOGIN, CLOSED, MAIL = "/account/login/", "/account/inactive/", "/account/way-back/"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class SignInHidden(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            Person.objects.filter(id=cls.c.an.pk).update(language="en")

    def tries(self, password=cast.PASSWORD, email="an@example.org", client=None, **more):
        client = client or Client(headers={"accept-language": "en"})
        return client, client.post(LOGIN, {"login": email, "password": password} | more)

    def beside(self, password="!"):
        with acting(cast.KEEPER):
            jef = Person.objects.create(email="an@example.org", beside=1, name="Jef", language="en", password=password)
            EmailAddress.objects.create(user=jef, email=jef.email, verified=True, primary=True)
        return jef

    def back(self) -> bool:
        with acting(cast.KEEPER):
            return Person.objects.get(id=self.c.an.pk).is_active

    def test_the_right_password_leads_to_the_way_back_and_signs_nobody_in(self):
        asked(self)
        client, answer = self.tries()
        assert (answer.status_code, answer.url) == (302, CLOSED)
        assert "link in the mail that you got" in client.get(CLOSED).content.decode()
        with acting(cast.KEEPER):
            assert not Session.objects.filter(person_id=self.c.an.pk).exists()
        link = way_back()
        mail.outbox.clear()
        assert client.post(MAIL).url == CLOSED
        assert [one.to for one in mail.outbox] == [["an@example.org"]] and way_back() == link

    def test_whoever_shows_nothing_learns_nothing(self):
        asked(self)
        pages = [self.tries("verkeerd wachtwoord", email)[1] for email in ("an@example.org", "niemand@example.org")]
        assert [page.status_code for page in pages] == [200, 200]
        said = [page.content.decode().replace("an@example.org", "x").replace("niemand@example.org", "x") for page in pages]
        errors = [text.partition('role="alert"')[2][:400] for text in said]
        assert errors[0] == errors[1]
        mail.outbox.clear()
        stranger = Client(headers={"accept-language": "en"})
        assert stranger.post(MAIL).url == CLOSED and not mail.outbox
        with time_machine.travel(now() + timedelta(minutes=16)):
            client, _answer = self.tries()
        with time_machine.travel(now() + timedelta(minutes=40)):
            client.post(MAIL)
        assert not mail.outbox, "shown too long ago"

    def test_digits_by_mail_say_it_to_the_mailbox_alone(self):
        asked(self)
        mail.outbox.clear()
        answers = []
        for email in ("an@example.org", "niemand@example.org"):
            answers.append(Client(headers={"accept-language": "en"}).post("/account/login/code/", {"email": email}))
        assert len({(one.status_code, one.headers["Location"]) for one in answers}) == 1
        assert ["is closed" in one.body for one in mail.outbox] == [True, False]

    def test_a_new_password_of_a_closed_account_is_no_way_in(self):
        asked(self)
        mail.outbox.clear()
        Client().post("/account/password/reset/", {"email": "an@example.org"})
        assert "is closed" in mail.outbox[-1].body

    def test_a_closed_account_closes_nobody_elses_at_the_same_mailbox(self):
        jef = self.beside(cast.password_hash())
        asked_an = Client(headers={"accept-language": "en"})
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(is_active=False)
        _client, answer = self.tries(client=asked_an)
        assert answer.url == "/home/"
        with acting(cast.KEEPER):
            assert Session.objects.filter(person_id=jef.pk).exists()

    def test_who_shares_the_mailbox_does_not_bring_the_other_back(self):
        asked(self)
        self.beside()
        link = way_back()
        jef = Client(headers={"accept-language": "en"})
        page = jef.get(link).content.decode()
        assert "sign in as An" in page and "Yes, I come back" not in page
        assert "sign in as An" in jef.post(link).content.decode() and not self.back()
        client, answer = self.tries(next=link)
        assert answer.url == link
        assert "Yes, I come back" in client.get(link).content.decode()
        client.post(link)
        assert self.back()

    def test_without_password_and_passkey_the_link_is_all_there_is(self):
        asked(self)
        self.beside()
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(password="!")
        Client().post(way_back())
        assert self.back()

    def test_when_it_is_erased_nothing_is_mailed_any_more(self):
        asked(self)
        client, _answer = self.tries()
        with time_machine.travel(now() + timedelta(days=15)):
            assert erase_due() == 1 and not Erasure.objects.exists()
            mail.outbox.clear()
            client.post(MAIL)
        assert not mail.outbox
