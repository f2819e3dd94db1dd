"""Digits that lay in a shared mailbox open nothing of somebody who has left it since (SECURITY D8)."""

from allauth.account.models import EmailAddress
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.people.models import Person
from tests import cast

from .test_two_at_one_mailbox import CHOOSE, OTHER, beside, digits

NEW = "een heel ander wachtwoord"


class LeftMailbox(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            cls.jef = beside(cls.c.an, "Jef", OTHER)

    def setUp(self):
        self.client = Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.7")

    def asked(self, path):
        self.client.post(f"/account/{path}/", {"email": "an@example.org"})

    def leave(self, person):
        with acting(cast.KEEPER):
            EmailAddress.objects.filter(user_id=person.pk).update(email="new@example.org")
            Person.objects.filter(pk=person.pk).update(email="new@example.org", beside=0)

    def signed_in(self):
        return self.client.session.get("_auth_user_id")

    def test_digits_sign_in_nobody_who_left(self):
        for person in (self.c.an, self.jef):
            with self.subTest(person):
                self.asked("login/code")
                self.leave(person)
                self.client.post("/account/login/code/confirm/", {"code": digits()})
                assert self.signed_in() != str(person.pk)
                self.come_back()

    def test_who_left_is_no_choice_any_more(self):
        for place, person in enumerate((self.c.an, self.jef)):
            with self.subTest(person):
                self.asked("login/code")
                self.client.post("/account/login/code/confirm/", {"code": digits()})
                self.leave(person)
                assert f">{person.name}<" not in self.client.get(CHOOSE).content.decode()
                self.client.post(CHOOSE, {"who": str(place)})
                assert self.signed_in() != str(person.pk)
                self.come_back()

    def test_no_new_password_for_who_left(self):
        for place, person in enumerate((self.c.an, self.jef)):
            for chosen in (True, False):
                with self.subTest(person, chosen=chosen):
                    self.asked("password/reset")
                    self.client.post("/account/password/reset/confirm/", {"code": digits()})
                    if chosen:
                        self.client.post(CHOOSE, {"who": str(place)})
                    self.leave(person)
                    self.client.post("/account/password/reset/complete/", {"password1": NEW, "password2": NEW})
                    with acting(cast.KEEPER):
                        assert not Person.objects.get(pk=person.pk).check_password(NEW)
                    self.come_back()

    def come_back(self):
        """As it was before, for the next one."""
        for place, person in enumerate((self.c.an, self.jef)):
            with acting(cast.KEEPER):
                Person.objects.filter(pk=person.pk).update(email="an@example.org", beside=place, password=person.password)
                EmailAddress.objects.filter(user_id=person.pk).update(email="an@example.org")
        self.setUp()
