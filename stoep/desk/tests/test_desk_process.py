"""A process with STOEP_DOORS=desk, under a login that can become nothing but the desk: Els works there, An is unknown."""

import json
import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import TransactionTestCase

from stoep.board.models import Announcement
from stoep.lib.connections import dsn
from stoep.lib.roles import acting
from tests import cast
from tests.raw import database, empty_tables

PROCESS = """
import django, json, re, sys
from django.conf import settings
settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
django.setup()
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import connection
from django.test import Client
told = json.load(sys.stdin)
def sign_in(who):
    browser = Client()
    answer = browser.post("/account/login/", {"login": f"{who}@example.org", "password": told["password"]})
    if answer.status_code == 302 and "/2fa/" in answer.url:
        code = format_hotp_value(hotp_value(told["secret"], [*yield_hotp_counters_from_time()][1]))
        browser.post(answer.url, {"code": code})
    return browser, answer.status_code
els, signed_in = sign_in("els")
an, refused = sign_in("an")
desk = "/desk/oever/"
new = els.get(desk + "announcements/new/")
typed = {**told["typed"], "act": re.search('name="act" value="([^"]+)', new.content.decode())[1]}
sent = els.post(desk + "announcements/send/", typed)
ordered = els.post(desk + "letters/order/", told["order"])
pages = ["", "announcements/", "letters/", sent.url[len(desk):], sent.url[len(desk):] + "correct/", ordered.url[len(desk):]]
print(json.dumps({
    "login": connection.settings_dict["USER"], "signed_in": signed_in, "refused": refused, "sent": sent.status_code,
    "pages": [els.get(desk + page).status_code for page in pages],
    "an": an.get(desk).status_code, "other_town": els.get("/desk/dorp/").status_code,
    "board": [browser.get("/n/oever-brug/").status_code for browser in (els, an)],
    "public": [an.get(page).status_code for page in ("/security/", "/about/", "/healthz", "/account/password/reset/")],
    "joining": [an.get(page).status_code for page in ("/join/", "/find/", "/join/code/", "/find/streets/?q=brug")],
    "home": [els.get("/").url, els.get("/home/").url, an.get("/").url],
    "out": els.post("/account/logout/").status_code, "after": els.get(desk).status_code,
}))
"""


class DeskProcess(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.secret = generate_totp_secret()
        TOTP.activate(self.c.els, self.secret)
        assert Authenticator.objects.get().user_id == self.c.els.id

    def _fixture_teardown(self):
        empty_tables()

    def run_process(self) -> dict:
        told = {
            "password": cast.PASSWORD, "secret": self.secret,
            "typed": {"title_nl": "Werken", "body_nl": "Maandag.", "reach": "all", "fallback": "nl"},
            "order": {"reach": "all", "languages": "nl"},
        }  # fmt: skip
        environment = {key: value for key, value in os.environ.items() if key not in ("STOEP_LOGIN", "DJANGO_SETTINGS_MODULE")}
        environment |= {
            "STOEP_DOORS": "desk", "STOEP_HOSTS": "testserver", "STOEP_DATABASE": database(),
            "STOEP_DESK_DATABASE_URL": dsn("stoep_desk_web", database()),
            "DJANGO_SETTINGS_MODULE": "stoep.settings",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", PROCESS], env=environment, input=json.dumps(told), capture_output=True, text=True, timeout=99
        )
        if done.returncode:
            pytest.fail(done.stderr)
        return json.loads(done.stdout)

    def test_els_works_there_and_an_is_unknown(self):
        answers = self.run_process()
        assert answers == {
            "login": "stoep_desk_web", "signed_in": 302, "refused": 200, "sent": 302, "pages": [200] * 6, "an": 404,
            "other_town": 404, "board": [404, 404], "public": [200] * 4, "joining": [404] * 4,
            "home": ["/home/", "/desk/oever/", "/account/login/"], "out": 302, "after": 404,
        }  # fmt: skip
        with acting(cast.KEEPER):
            assert Announcement.objects.get().households == 16
