"""What lies in the session table is sealed, and opens nothing for whoever reads it."""

import asyncio

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse

from stoep.people.models import Session
from stoep.people.sessions import SessionStore, kept_as
from tests import cast

COOKIE = settings.SESSION_COOKIE_NAME


class Sealed(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_the_table_holds_no_digits_and_no_mailbox(self):
        self.client.post(reverse("account_request_login_code"), {"email": self.c.an.email})
        kept = Session.objects.get(session_key=kept_as(self.client.session.session_key))
        held = SessionStore().decode(kept.session_data)
        digits = str(held["account_login"])
        assert self.c.an.email in digits
        assert self.c.an.email not in kept.session_data
        for readable in (kept.session_data, SessionStore.__mro__[1]().decode(kept.session_data)):
            assert not readable or "account_login" not in readable

    def test_signing_out_leaves_nothing_in_the_browser(self):
        an = cast.sign_in(self.client, self.c.an)
        assert "Clear-Site-Data" not in an.get(reverse("account_logout")).headers
        assert an.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'

    def test_what_is_not_of_our_making_holds_nothing(self):
        for made_up in ("", "x", "e30:1abc:def", "gAAAA" * 9):
            assert SessionStore().decode(made_up) == {}


class Stolen(TestCase):
    """Somebody has read people_session, or a dump of it."""

    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an = cast.sign_in(Client(), self.c.an)
        self.inside = reverse("profile", args=[self.c.brug.slug])

    def everything(self) -> list:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_session")
            return [str(value) for row in cursor.fetchall() for value in row]

    def test_the_cookie_is_not_in_the_table(self):
        assert self.an.get(self.inside).status_code == 200
        key = self.an.cookies[COOKIE].value
        assert not [value for value in self.everything() if key in value]

    def test_nothing_of_the_table_is_a_cookie(self):
        for value in self.everything():
            thief = Client()
            thief.cookies[COOKIE] = value
            assert thief.get(self.inside).status_code == 404
            assert thief.get("/account/email/").status_code in (302, 404)
            assert "_auth_user_id" not in SessionStore(value)

    def test_signing_out_takes_the_row_away(self):
        key = self.an.cookies[COOKIE].value
        self.an.post(reverse("account_logout"))
        assert not SessionStore().exists(key)
        assert not Session.objects.filter(person_id=self.c.an.id).exists()

    def test_a_key_that_somebody_chose_is_not_kept_at_sign_in(self):
        """Fixation: the victim signs in with a cookie that the attacker made, of a session that exists or of none."""
        begun = SessionStore()
        begun["joining"] = "x"
        begun.save()
        for chosen in (begun.session_key, "a" * 32):
            victim = Client()
            victim.cookies[COOKIE] = chosen
            victim.post(reverse("account_login"), {"login": "an@example.org", "password": cast.PASSWORD})
            assert victim.cookies[COOKIE].value != chosen
            assert victim.get(self.inside).status_code == 200
            thief = Client()
            thief.cookies[COOKIE] = chosen
            assert thief.get(self.inside).status_code == 404

    def test_two_browsers_are_two_sessions_and_one_ends_alone(self):
        other = cast.sign_in(Client(), self.c.an)
        assert other.cookies[COOKIE].value != self.an.cookies[COOKIE].value
        other.post(reverse("account_logout"))
        assert self.an.get(self.inside).status_code == 200

    def test_a_new_password_ends_the_others(self):
        other = cast.sign_in(Client(), self.c.an)
        new = "een heel ander wachtwoord"
        given = {"oldpassword": cast.PASSWORD, "password1": new, "password2": new}
        self.an.post("/account/reauthenticate/", {"password": cast.PASSWORD})
        assert self.an.post("/account/password/change/", given).status_code == 302
        assert self.an.get(self.inside).status_code == 200
        assert other.get(self.inside).status_code == 404

    def test_a_cookie_of_any_shape(self):
        for value in ("x" * 100_000, "", "short", "' OR 1=1 --", "a\x00b" * 9, "é" * 32, "A" * 40):
            browser = Client()
            browser.cookies[COOKIE] = value
            assert browser.get(self.inside).status_code == 404
            assert browser.get("/account/login/").status_code == 200

    def test_what_django_does_without_waiting_is_keyed_too(self):
        """Its asynchronous doubles run the same code: none of them may write a key as it is."""
        for name in ("exists", "create", "save", "delete", "load"):
            assert getattr(SessionStore, f"a{name}").__module__ == "django.contrib.sessions.backends.base"
        assert asyncio.iscoroutinefunction(SessionStore.asave)

    def test_a_session_that_ended_meanwhile_is_not_made_again(self):
        held = SessionStore(self.an.cookies[COOKIE].value)
        held["joining"] = "x"
        Session.objects.all().delete()
        with self.assertRaises(UpdateError):
            held.save()
        assert not Session.objects.exists()
