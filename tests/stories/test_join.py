"""A letter arrives: Gust types his address and his code, gives his name, and a neighbour sees him say hello."""

import re

from django.core import mail

from stoep.places.reference import encode
from tests import cast

from .browser import Story


class Join(Story):
    def digits(self):
        return re.search(r"^\s+(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]

    def introduce(self, page, email="gust@example.org", name="Gust Maes"):
        page.fill("#id_name", name)
        page.fill("#id_email", email)
        page.check("#id_agree")
        page.check("#id_old_enough")
        page.click("main button.button")
        page.wait_for_url("**/join/mail/")
        page.fill("#id_digits", self.digits())
        page.click("main button.button >> nth=0")
        page.wait_for_url("**/welcome/1/**")

    def test_by_hand(self):
        page = self.page()
        page.goto("/")
        page.click("text=I have a letter with a code")
        page.locator("#address").press_sequentially("brug", delay=30)
        page.wait_for_selector("#matches a")
        page.locator("#address").press_sequentially("straat 8", delay=30)
        page.wait_for_selector("#matches button")
        page.click("#matches button")
        page.wait_for_url("**/join/code/")
        page.fill("#id_code", "AAA BBB CCCC")
        page.click("text=Go on")
        assert "does not fit this address" in page.inner_text("main")
        assert page.input_value("#id_code") == "AAA BBB CCCC"
        page.fill("#id_code", self.c.gust_code.lower())
        page.click("text=Go on")
        page.wait_for_url("**/join/you/")
        self.introduce(page)
        for _ in range(3):
            page.click("main >> text=Skip")
        page.click("main >> text=Say hello >> nth=-1")
        assert "I am Gust Maes" in page.input_value("textarea")
        page.click("text=Put it on the board")
        page.wait_for_url(re.compile("/n/oever-brug/"))
        assert "I am Gust Maes" in page.inner_text("main")

        neighbour = self.page()
        self.sign_in(neighbour, "an")
        assert "Gust Maes" in neighbour.inner_text("main")

    def test_by_qr_code(self):
        page = self.page()
        visited = []
        page.on("request", lambda request: visited.append((request.url, request.headers.get("referer", ""))))
        page.goto(f"/join/#{encode(self.c.brug.id, self.c.gust_home.id)}.{self.c.gust_code}")
        page.wait_for_url("**/join/you/")
        assert self.c.gust_code not in str(visited)
        assert self.c.gust_code not in page.url + page.title()
        page.go_back()
        assert self.c.gust_code not in page.url

    def test_without_a_script(self):
        page = self.page(java_script_enabled=False)
        page.goto("/join/")
        page.fill("#address", "brugstraat")
        page.click("text=Search")
        page.fill("#number", "8")
        page.click("text=Search")
        page.click("#matches button")
        page.fill("#id_code", self.c.gust_code)
        page.click("text=Go on")
        self.introduce(page)

    def test_two_of_one_home_with_one_mailbox(self):
        """Gust is in; Mia joins with the same letter and the same mailbox. Then each signs in with digits from that mailbox."""
        reference = encode(self.c.brug.id, self.c.gust_home.id)
        for name in ("Gust Maes", "Mia Maes"):
            page = self.page()
            page.goto(f"/join/#{reference}.{self.c.gust_code}")
            page.wait_for_url("**/join/you/")
            self.introduce(page, name=name)
        assert "Gust Maes of your home" in mail.outbox[-1].body
        for name, scheme in (("Gust Maes", "light"), ("Mia Maes", "dark")):
            page = self.page(color_scheme=scheme)
            page.goto("/account/login/code/")
            page.fill("#id_email", "gust@example.org")
            page.click("main form button.button")
            page.wait_for_url("**/login/code/confirm/")
            assert name not in page.inner_text("main")
            page.fill("#id_code", self.digits())
            page.click("main form button.button >> nth=0")
            page.wait_for_url("**/account/choose/")
            self.accessible(page)
            page.click(f"main button:has-text('{name}')")
            page.wait_for_url("**/n/oever-brug/")
            page.goto("/n/oever-brug/me/")
            assert page.input_value("#id_name") == name

    def test_every_screen_is_for_everybody(self):
        """The way in, as a phone shows it, in the dark and in each language: axe finds nothing."""
        for language, scheme in (("en", "light"), ("nl", "dark"), ("fr", "light"), ("de", "dark")):
            page = self.page(language, color_scheme=scheme)
            page.goto("/join/?q=brugstraat 8")
            self.accessible(page)
            page.click("#matches button")
            self.accessible(page)
            page.fill("#id_code", "wrong")
            page.click("main button.button")
            self.accessible(page)
            page.fill("#id_code", self.c.gust_code)
            page.click("main button.button")
            page.wait_for_url("**/join/you/")
            page.click("main button.button")
            self.accessible(page)
            self.introduce(page, f"gust-{language}@example.org")
            for _ in range(4):
                self.accessible(page)
                if page.locator("main .button-quiet").count():
                    page.click("main .button-quiet")
            for path in ("me/", f"neighbour/{self.c.an_member.id}/"):
                page.goto(f"/n/oever-brug/{path}")
                self.accessible(page)
            for path in ("password/set/", "2fa/webauthn/add/", "2fa/totp/activate/"):
                page.goto(f"/account/{path}")
                self.accessible(page)

    def test_a_passkey_opens_the_door(self):
        page = self.page()
        self.sign_in(page, "an")
        self.add_passkey(page)
        page.goto("/account/logout/")
        page.click("main form button.button")
        page.wait_for_url(self.live_server_url + "/")
        page.goto("/account/login/")
        page.click("#passkey_login")
        page.wait_for_url("**/n/oever-brug/")

    def sign_in(self, page, who):
        page.goto("/account/login/")
        page.fill("[name=login]", f"{who}@example.org")
        page.fill("[name=password]", cast.PASSWORD)
        page.click("form:has([name=password]) button.button")
        page.wait_for_url("**/n/oever-brug/")
