"""Setting up a second step: whoever has just done so has shown it, and comes through the desk's door at once."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import TestCase

from stoep.lib.roles import acting
from tests import cast


class SecondStep(TestCase):
    def setUp(self):
        self.c = cast.build()
        cast.sign_in(self.client, self.c.els, second_step=False)

    def activate(self, digits=None):
        page = self.client.get("/account/2fa/totp/activate/")
        secret = page.context["form"].secret
        digits = digits or format_hotp_value(hotp_value(secret, [*yield_hotp_counters_from_time()][1]))
        return self.client.post("/account/2fa/totp/activate/", {"code": digits})

    def reauthenticate(self):
        self.client.post("/account/reauthenticate/", {"password": cast.PASSWORD})

    def test_the_desk_opens_and_the_spare_codes_are_shown_without_another_code(self):
        self.reauthenticate()
        assert self.client.get("/desk/oever/").status_code == 302
        answer = self.activate()
        assert answer.status_code == 302 and answer.url == "/account/2fa/recovery-codes/"
        with acting(cast.KEEPER):
            assert TOTP(Authenticator.objects.get(user=self.c.els, type="totp"))
        assert self.client.get(answer.url).status_code == 200
        assert self.client.get("/desk/oever/").status_code == 200

    def test_a_wrong_code_shows_nothing(self):
        self.reauthenticate()
        assert self.activate("000000").status_code == 200
        assert self.client.get("/desk/oever/").status_code == 302

    def test_a_borrowed_session_sets_up_nothing(self):
        """Somebody with a password shows it first: a phone left on a table is not enough."""
        answer = self.client.post("/account/2fa/totp/activate/", {"code": "123456"})
        assert answer.status_code == 302 and "/reauthenticate/" in answer.url
        assert self.client.get("/desk/oever/").status_code == 302
