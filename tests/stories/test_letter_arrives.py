"""A letter arrives → code → first post → a neighbour answers → it is in the bell and in the mailbox. In two browsers, as stoep_web."""

import re

from django.test import override_settings

from tests import cast

from .browser import Story
from .post_office import as_login, mails_to, words_of, work


@override_settings(EMAIL_BACKEND="stoep.notify.outbox.OutboxBackend")
class ALetterArrives(Story):
    def setUp(self):
        super().setUp()
        under = as_login("stoep_web")  # the server's own connections, opened from now on, are what they are in production
        under.__enter__()
        self.addCleanup(under.__exit__, None, None, None)

    def test_with_a_script(self):
        self.story(script=True)

    def test_without_a_script(self):
        self.story(script=False)

    def story(self, script: bool):
        gust, an = self.page("nl", java_script_enabled=script), self.page("nl", java_script_enabled=script)
        self.come_in(gust)
        self.say(gust, "Dag buren, wie heeft er een ladder?")
        self.sign_in(an)
        assert "wie heeft er een ladder?" in an.inner_text("main")
        self.answer(an, "Ik heb er een, kom maar langs")
        assert work()["done"] >= 1
        self.hear(gust)
        mail = mails_to("gust@example.org")[-1]
        assert "Ik heb er een" in words_of(mail) and "ladder" not in mail["Subject"]
        assert "List-Unsubscribe" in mail

    def come_in(self, page):
        """From the address on the envelope to the board; the six digits come by mail."""
        page.goto("/join/?q=Brugstraat+8")
        page.click("#matches button")
        page.fill("#id_code", self.c.gust_code.lower())
        page.click("main form .button")
        page.wait_for_url("**/join/you/")
        page.fill("#id_name", "Gust Maes")
        page.fill("#id_email", "gust@example.org")
        page.check("#id_agree")
        page.check("#id_old_enough")
        page.click("main form .button")
        page.wait_for_url("**/join/mail/")
        work()
        digits = re.search(r"^\s*(\d{6})\s*$", words_of(mails_to("gust@example.org")[-1]), re.M)[1]
        page.fill("#id_digits", digits)
        page.click("main form .button >> nth=0")
        page.wait_for_url("**/welcome/1/**")

    def say(self, page, words):
        page.goto("/n/oever-brug/write/?kind=question")
        page.fill("textarea[name=body]", words)
        page.click("form.compose .buttons .button >> nth=0")
        page.wait_for_url("**/n/oever-brug/")
        assert words in page.inner_text("main")

    def sign_in(self, page):
        page.goto("/account/login/")
        page.fill("[name=login]", "an@example.org")
        page.fill("[name=password]", cast.PASSWORD)
        page.click("form:has([name=password]) button.button")
        page.wait_for_url("**/n/oever-brug/")

    def answer(self, page, words):
        page.click(".answer-line >> nth=0")
        page.locator(".comment-form textarea").first.fill(words)
        page.locator(".comment-form .send").first.click()
        page.get_by_text(words).wait_for()

    def hear(self, page):
        page.goto("/n/oever-brug/")
        bell = page.locator("a[href='/n/oever-brug/bell/']").first
        assert re.search(r"\d", bell.inner_text() + (bell.get_attribute("aria-label") or "")), "the bell does not count"
        page.goto("/n/oever-brug/bell/")
        assert "An" in page.inner_text("main")
        page.click("main .lines a >> nth=0")
        assert "Ik heb er een, kom maar langs" in page.inner_text("main")
