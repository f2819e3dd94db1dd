"""A real browser against a real server, both in this process; nothing may complain on the console."""

import os
from pathlib import Path

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import Client

from tests import cast
from tests.raw import empty_tables

PHONE = {"width": 360, "height": 740}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where the system's Chromium is. Without one the stories are skipped, but never in CI."""
    for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if Path(path).exists():
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("the stories need a Chromium, and this machine has none. On Debian: apt-get install chromium", pytrace=False)
    pytest.skip("no Chromium on this machine")


@pytest.mark.browser
class Story(StaticLiveServerTestCase):
    """`self.page()` opens a browser of somebody's own; whatever it complains about fails the story, and so does asking another host."""

    @classmethod
    def setUpClass(cls):
        path = chromium()
        super().setUpClass()
        from playwright.sync_api import sync_playwright

        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread; the server has threads of its own
        cls.addClassCleanup(os.environ.pop, "DJANGO_ALLOW_ASYNC_UNSAFE", None)
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        cls.browser = cls.playwright.chromium.launch(executable_path=path, args=FLAGS)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.c = cast.build()
        self.complaints = []

    def tearDown(self):
        assert self.complaints == []

    def _fixture_teardown(self):
        empty_tables()

    host = "localhost"  # passkeys know names, not numbers

    def page(self, language="en", **context):
        """A page in a browser that nobody used before."""
        window = self.browser.new_context(viewport=PHONE, locale=language, base_url=self.live_server_url, **context)
        self.addCleanup(window.close)
        page = window.new_page()
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.stays_here)
        return page

    def stays_here(self, request):
        """No font, no map tile, no counter from anywhere else (SECURITY C3)."""
        if not request.url.startswith((self.live_server_url, "data:", "blob:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def signed_in(self, who, language="en", second_step=False, **context):
        """A page of somebody who has signed in before, reading in this language."""
        person = getattr(self.c, who)
        type(person).objects.filter(id=person.id).update(language=language)
        page = self.page(language, **context)
        key = cast.sign_in(Client(), person, second_step=second_step).session.session_key
        page.context.add_cookies([{"name": "stoep", "value": key, "url": self.live_server_url, "httpOnly": True, "sameSite": "Lax"}])
        return page

    def add_passkey(self, page):
        """Whoever has just signed in here with the cast's password gets a device of their own, and a passkey on it."""
        tools = page.context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, "automaticPresenceSimulation": True}})
        page.goto("/account/2fa/webauthn/add/")
        page.fill("[name=password]", cast.PASSWORD)
        page.click("main form button.button")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/")

    def until(self, page, so):
        """Wait until what this script says is so, and return it: half a minute at most. Playwright's own wait_for_function asks a second
        time from within the page, where our policy lets nobody turn a text into a program."""
        for _ in range(300):
            if found := page.evaluate(so):
                return found
            page.wait_for_timeout(100)
        raise AssertionError(f"never so within half a minute: {so}")

    def accessible(self, page):
        """axe finds nothing on this page (WCAG 2.2 AA and its own good practice)."""
        from .axe import findings

        assert findings(page) == []
