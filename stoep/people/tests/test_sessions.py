"""What lies in the session table is sealed."""

from django.test import TestCase
from django.urls import reverse

from stoep.people.models import Session
from stoep.people.sessions import SessionStore
from tests import cast


class Sealed(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_the_table_holds_no_digits_and_no_mailbox(self):
        self.client.post(reverse("account_request_login_code"), {"email": self.c.an.email})
        kept = Session.objects.get(session_key=self.client.session.session_key)
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
