"""A code of the authenticator app opens once, on every page that asks for one and in every process that serves pages."""

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TestCase, TransactionTestCase

from stoep.lib.roles import acting
from stoep.people import app_codes, forms
from tests import cast
from tests.raw import empty_tables
from tests.together import together

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ASKED, AGAIN, SET_UP = "/account/2fa/authenticate/", "/account/2fa/reauthenticate/", "/account/2fa/totp/activate/"


def codes() -> list[str]:
    """Of the step before, of this one and of the next, all of which would do."""
    return [format_hotp_value(hotp_value(SECRET, step)) for step in yield_hotp_counters_from_time()]


def with_password() -> Client:
    """A browser that has given the password and is asked for the code; in another process, as far as any cache goes."""
    cache.clear()
    client = Client(headers={"accept-language": "en"})
    assert client.post("/account/login/", {"login": "els@example.org", "password": cast.PASSWORD}).url == ASKED
    return client


def opens(code: str, client: Client | None = None) -> bool:
    return (client or with_password()).post(ASKED, {"code": code}).status_code == 302


class AppCode(TestCase):
    def setUp(self):
        self.c = cast.build()
        with acting(cast.KEEPER):
            TOTP.activate(self.c.els, SECRET)

    def test_not_a_second_time_while_it_would_still_do(self):
        with time_machine.travel("2026-11-22T12:00:01Z", tick=False) as clock:
            newest = codes()[2]
            assert opens(newest) and not opens(newest)
            clock.shift(35)
            assert not opens(newest) and not opens(f" {newest[:3]} {newest[3:]}"), "nor with blanks in it"
            clock.shift(25)
            assert opens(codes()[2])

    def test_nor_one_from_before_it(self):
        with time_machine.travel("2026-11-22T12:00:01Z", tick=False):
            before, this, after = codes()
            assert opens(this) and not opens(before) and opens(after) and not opens(this)

    def test_it_is_said_what_to_do(self):
        code = codes()[1]
        opens(code)
        assert "Wait until your app shows the next one" in with_password().post(ASKED, {"code": code}).content.decode()

    def test_nor_where_it_is_asked_once_more(self):
        before, this, after = codes()
        client = with_password()
        assert opens(this, client)
        assert client.post(AGAIN, {"code": this}).status_code == 200
        assert client.post(AGAIN, {"code": before}).status_code == 200
        assert client.post(AGAIN, {"code": after}).status_code == 302
        assert not opens(after)

    def test_nor_the_one_that_set_the_app_up(self):
        with acting(cast.KEEPER):
            Authenticator.objects.filter(user=self.c.els).delete()
        client = cast.sign_in(Client(), self.c.els, second_step=False)
        client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
        secret = client.get(SET_UP).context["form"].secret
        code = format_hotp_value(hotp_value(secret, [*yield_hotp_counters_from_time()][1]))
        assert client.post(SET_UP, {"code": code}).status_code == 302
        assert not opens(code)

    def test_who_has_an_app_and_no_passkey_is_asked_for_none_and_reads_who_helps(self):
        page = with_password().get(ASKED).content.decode()
        assert "mfa_webauthn_authenticate" not in page and 'href="tel:090000000"' in page

    def test_on_the_phone_that_has_the_app_nothing_is_scanned(self):
        with acting(cast.KEEPER):
            Authenticator.objects.filter(user=self.c.els).delete()
        client = cast.sign_in(Client(), self.c.els, second_step=False)
        client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
        assert 'href="otpauth://totp/' in client.get(SET_UP).content.decode()

    def test_a_wrong_one_uses_nothing_up(self):
        wrong = next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in codes())
        assert not opens(wrong) and opens(codes()[1])

    def test_a_spare_code_goes_on_as_before(self):
        with acting(cast.KEEPER):
            spare = RecoveryCodes.activate(self.c.els).generate_codes()[0]
        assert opens(codes()[1]) and opens(spare) and not opens(spare)

    def test_every_form_that_takes_a_code_is_ours(self):
        for name in ("authenticate", "reauthenticate"):
            assert issubclass(getattr(forms, settings.MFA_FORMS[name].rpartition(".")[2]), forms.GuessLimited)


class AtOnce(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_of_two_at_the_same_moment_one_comes_in(self):
        c = cast.build()
        with acting(cast.KEEPER):
            TOTP.activate(c.els, SECRET)
        this = codes()[1]

        def one():
            with acting(cast.KEEPER):
                return app_codes.use(c.els, this)

        assert sorted(together([one] * 4)) == [False, False, False, True]
