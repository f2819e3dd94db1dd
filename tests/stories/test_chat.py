"""An writes Bram from his page and Bram sees it at once; he proposes two times, she taps one. Noor, whom An blocked, finds nobody."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings

from stoep.chat.actions import send_message, start_conversation, withdraw_message
from stoep.chat.models import Message
from stoep.chat.reading import ON_A_PAGE
from stoep.lib import headers
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

from .browser import Story
from .streams import Streams

HERE = "/n/oever-brug/"


class Chat(Story):
    @pytest.fixture(autouse=True)
    def streaming(self, monkeypatch):
        """Streams beside the pages, as `stoep up` serves them."""
        self.patch = monkeypatch
        with Streams(monkeypatch) as address:
            policy = headers.CONTENT_SECURITY_POLICY.replace("connect-src 'self'", f"connect-src 'self' {address}")
            monkeypatch.setitem(headers.ALWAYS, "Content-Security-Policy", policy)
            self.streams = address
            with override_settings(LIVE_URL=address):
                yield

    def stays_here(self, request):
        if not request.url.startswith(self.streams):
            super().stays_here(request)

    def test_from_a_first_word_to_a_time_that_suits(self):
        with override_settings(BASE_URL=self.live_server_url):
            an, bram = self.signed_in("an"), self.signed_in("bram")
            bram.goto(f"{HERE}chat/")
            assert bram.locator("text=Nobody has written to you yet").is_visible()
            an.goto(f"{HERE}neighbour/{self.c.bram_member.id}/")
            an.get_by_role("link", name="Write", exact=True).click()
            an.get_by_label("Your message").fill("Dag Bram, heb jij een ladder?")
            an.get_by_role("button", name="Send").click()
            an.locator(".said-mine", has_text="ladder").wait_for()

            line = bram.locator("#conversations a", has_text="ladder")  # by itself: nobody touched the page
            line.wait_for(timeout=10_000)
            line.click()
            bram.locator(".said", has_text="ladder").wait_for()
            self.accessible(bram)
            self.answer(bram, "Vijf meter tachtig.")
            an.locator(".said", has_text="Vijf meter tachtig").wait_for(timeout=10_000)
            self.propose(bram)
            tap = an.locator(".times .time").first
            tap.wait_for(timeout=10_000)
            tap.click()
            an.locator(".time[aria-pressed=true]").wait_for()
            bram.locator(".times-yes").wait_for(timeout=10_000)
            self.accessible(an)
            for page in (an, bram):
                assert page.locator(".said", has_text="ladder").count() == 1

    def test_what_changes_on_a_page_before_does_not_come_to_the_end(self):
        with override_settings(BASE_URL=self.live_server_url):
            bram = cast.member(self.c, "bram")
            with acting(bram):
                talk = start_conversation(bram, other=self.c.an_member.id)
            with time_machine.travel(now() - timedelta(days=1)), acting(bram):
                old = send_message(bram, conversation=talk.id, body="Van gisteren", act=uuid.uuid4())
            of = {"neighbourhood": self.c.brug, "conversation_id": talk.id, "members": talk.members}
            with acting(cast.KEEPER):
                said = [Message(**of, id=uuid7(), author_id=self.c.dirk_member_brug.id, body=str(n)) for n in range(ON_A_PAGE)]
                Message.objects.bulk_create(said)
            an = self.signed_in("an")
            an.goto(f"{HERE}chat/{talk.id}/")
            with acting(bram):
                withdraw_message(bram, message=old.id)
            self.answer(an, "Iets nieuws")  # back comes all that changed
            assert an.locator(f"#message-{old.id}").count() == 0
            days = an.locator(".day").evaluate_all("all => all.map((one) => one.id)")
            assert days == sorted(days)

    def answer(self, page, text):
        page.get_by_label("Your message").fill(text)
        page.get_by_label("Your message").press("Enter")
        page.locator(".said-mine", has_text=text).wait_for()

    def propose(self, page):
        page.locator(".write-more summary").click()
        page.get_by_role("link", name="Propose two times").click()
        for name, days in (("The first", 3), ("Or else", 4)):
            page.get_by_label(name).fill((now() + timedelta(days=days)).strftime("%Y-%m-%dT10:00"))
        page.get_by_role("button", name="Propose these").click()
        page.locator(".times").wait_for()

    def test_who_is_blocked_finds_nobody_to_write_to(self):
        noor = self.signed_in("noor")
        for address in (f"neighbour/{self.c.an_member.id}/", f"chat/with/{self.c.an_member.id}/"):
            answer = noor.context.request.get(f"{self.live_server_url}{HERE}{address}")
            assert answer.status == 404
        noor.goto(f"{HERE}chat/new/?q=An")
        assert "Nobody found" in noor.inner_text("main")

    def test_without_any_script(self):
        an = self.signed_in("an", java_script_enabled=False)
        an.goto(f"{HERE}chat/with/{self.c.bram_member.id}/")
        an.get_by_label("Your message").fill("Zonder script")
        an.get_by_role("button", name="Send").click()
        assert "Zonder script" in an.inner_text("#messages")
        bram = self.signed_in("bram", java_script_enabled=False)
        bram.goto(f"{HERE}chat/")
        bram.get_by_text("Zonder script").click()
        bram.get_by_role("button", name="I have read this").click()
        assert "Zonder script" in bram.inner_text("#messages")
        bram.goto(f"{HERE}chat/")
        assert bram.locator(".dot").count() == 0
