"""Every page, in four languages, on a phone and on a desk: axe finds nothing, nothing scrolls sideways, nothing complains."""

import os

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.house.scene import Scene

from .browser import PHONE, Story

DESK = {"width": 1280, "height": 900}
ZOOMED = {"width": 640, "height": 450}  # what 200 % zoom leaves of a desk's window
LANGUAGES = ("nl", "fr", "de", "en")
PUBLIC = [
    "/", "/find/", "/find/?q=Brugstraat+8", "/find/?q=nergens", "/about/", "/security/", "/house-rules/", "/join/", "/join/?q=brug",
    "/find/oever-kaai/tell-me/", "/account/login/", "/account/login/code/", "/account/password/reset/", "/account/signup/",
    "/there/is/nothing/", "/letters/stop/", "/letters/stop/?q=Brugstraat+8", "/house-rules/counts/",
    "/guides/resident/", "/guides/ambassador/",
]  # fmt: skip
MEMBER = [
    "", "?kind=question", "?topic=sport", "write/", "write/?kind=message", "write/?kind=question", "search/", "search/?q=kanarie",
    "search/?q=niets",
    "more/", "bell/", "me/", "settings/notifications/", "welcome/1/", "welcome/2/", "welcome/hear/", "welcome/hello/", "posts/{post}/",
    "posts/{post}/edit/", "posts/{post}/withdraw/", "posts/{post}/reactions/", "comments/{comment}/edit/", "comments/{comment}/withdraw/",
    "neighbour/{member}/", "posts/{gone}/", "calendar/", "calendar/month/",
    "calendar/plan/?idea=walk", "calendar/address/", "posts/{party}/",
    "chat/", "chat/new/", "chat/new/?q=br", "chat/with/{other}/", "chat/{talk}/",
    "chat/{circle}/", "chat/{talk}/about/", "chat/{circle}/about/?q=di", "chat/{talk}/times/", "chat/{circle}/leave/",
    "chat/messages/{message}/withdraw/",
]  # fmt: skip
HELPING = [
    "help/", "help/mine/", "help/ask/", "help/who/carry/", "neighbours/", "neighbours/?q=bra",
    "neighbours/?q=niemand", "ambassadors/", "posts/{help}/", "posts/{thing}/", "posts/{lost}/", "posts/{idea}/", "posts/{poll}/",
    "polls/ask/", "things/offer/", "lost/report/", "ideas/share/", "write/?kind=nothing", "invite/", "invite/letters/",
    "let-in/", "safety/", "safety/flag/post/{post}/",
    "safety/flag/comment/{comment}/", "safety/block/{other}/", "groups/", "groups/?q=niets", "groups/begin/", "groups/{group}/",
    "groups/{group}/members/", "chat/of/{group}/", "safety/flag/group/{group}/", "calendar/?group={group}",
    "write/?kind=message&group={group}",
]  # fmt: skip
ASKING = [
    "posts/{help}/", "posts/{thing}/", "posts/{idea}/", "help/{help}/edit/", "things/{thing}/edit/", "ideas/{idea}/edit/",
    "calendar/plan/?of={idea}", "groups/begin/?of={idea}", "groups/{group}/", "groups/{group}/members/", "groups/{group}/edit/",
    "groups/{group}/end/", "write/?kind=question&group={group}", "calendar/address/?group={group}",
]  # fmt: skip
ACCOUNT = ["email/", "password/change/", "2fa/", "2fa/webauthn/", "sign-ins/", "data/", "reauthenticate/", "logout/"]
TOWN = [
    "", "announcements/", "announcements/new/", "announcements/{announcement}/", "announcements/{announcement}/correct/",
    "announcements/{announcement}/end/", "letters/", "letters/order/", "letters/{batch}/", "counter/",
]  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.slow
class EveryPage(Story):
    def setUp(self):
        self.scene = Scene()
        self.c, self.complaints, self.faults = self.scene.c, [], []
        self.scene.files()
        things = self.scene.things
        self.named = {
            "post": things["post"]["an"][1], "party": things["post"]["party"][1],
            "gone": things["post"]["gone"][1], "comment": things["comment"]["an"][1],
            "member": things["member"]["bram"][1], "other": things["member"]["ilse"][1], "talk": things["conversation"]["an"][1],
            "circle": things["conversation"]["circle"][1], "message": things["message"]["an"][1],
            "announcement": things["announcement"]["oever"][1],
            "batch": things["batch"]["oever ordered"][1], "matter": things["matter"]["an"][1], "statement": things["statement"]["an"][1],
            "here": self.c.brug.id, "group": things["group"]["an"][1],
            **{kind: things["post"][kind][1] for kind in ("help", "thing", "lost", "poll", "idea")},
        }  # fmt: skip

    def tearDown(self):
        expected = ("404", "410", "Gone", "Not Found")  # those pages are looked at too
        assert [c for c in self.complaints if not any(word in c for word in expected)] == []
        assert self.faults == [], f"{len(self.faults)} faults:\n" + "\n".join(self.faults[:40])

    def look(self, page, address, language):
        """Loaded once, looked at in both widths and zoomed."""
        page.set_viewport_size(PHONE)
        page.goto(address.format(**self.named))
        where = f"{language} {address}"
        if page.locator("html").get_attribute("lang") != language and "nothing" not in address:
            self.faults.append(f"{where}: lang is {page.locator('html').get_attribute('lang')}")
        self.judge(page, f"{where} {PHONE['width']}")
        page.set_viewport_size(DESK)
        self.judge(page, f"{where} {DESK['width']}")
        page.set_viewport_size(ZOOMED)
        if page.evaluate(SIDEWAYS) > 0:
            self.faults.append(f"{where}: scrolls sideways at 200 % zoom")

    def judge(self, page, where):
        from .axe import findings

        if page.evaluate(SIDEWAYS) > 0:
            self.faults.append(f"{where}: scrolls sideways")
        for rule, nodes in findings(page):
            self.faults.append(f"{where}: {rule}: {nodes[:2]}")

    def every(self, languages, addresses, browser):
        wanted = os.environ.get("STOEP_TEST_LANGUAGES", "").split(",") if os.environ.get("STOEP_TEST_LANGUAGES") else languages
        for language in wanted:
            page = browser(language)
            page.context.add_init_script(AXE_SCRIPT)  # sent once, not with each page: half a megabyte
            for address in addresses:
                self.look(page, address, language)
            page.context.close()

    def test_before_the_door(self):
        self.every(LANGUAGES, PUBLIC, self.page)
        for language in LANGUAGES:
            self.every([language], [f"/offline/{language}/"], self.page)

    def test_on_the_board(self):
        self.every(LANGUAGES, [f"/n/oever-brug/{page}" for page in MEMBER], lambda language: self.signed_in("an", language))

    def test_helping_and_keeping_safe(self):
        self.every(LANGUAGES, [f"/n/oever-brug/{page}" for page in HELPING], lambda language: self.signed_in("bram", language))
        asking = [*(f"/n/oever-brug/{page}" for page in ASKING), "/moving/", "/statements/", "/statements/{here}/{statement}/"]
        self.every(LANGUAGES, asking, lambda language: self.signed_in("an", language))

    def test_at_the_operator(self):
        pages = ["/operator/", "/operator/matters/{matter}/"]
        self.every(LANGUAGES, pages, lambda language: self.signed_in("karim", language, second_step=True))

    def test_in_the_dark(self):
        """Colours change, words do not: one language is enough."""
        pages = ["/n/oever-brug/", "/n/oever-brug/write/?kind=message", "/n/oever-brug/posts/{post}/", "/n/oever-brug/me/",
        "/n/oever-brug/bell/", "/n/oever-brug/posts/{help}/", "/n/oever-brug/posts/{thing}/", "/n/oever-brug/calendar/",
        "/n/oever-brug/help/mine/", "/n/oever-brug/chat/{talk}/", "/n/oever-brug/safety/"]
        self.every(["nl"], pages, lambda language: self.signed_in("an", language, color_scheme="dark"))
        self.every(["nl"], PUBLIC, lambda language: self.page(language, color_scheme="dark"))
        self.every(["nl"], [f"/desk/oever/{page}" for page in TOWN[:4]], lambda language: self.signed_in("els", language,
        second_step=True, color_scheme="dark"))

    def test_an_account(self):
        self.every(LANGUAGES, [f"/account/{page}" for page in ACCOUNT], lambda language: self.signed_in("bram", language))

    def test_at_the_desk(self):
        self.every(LANGUAGES, [f"/desk/oever/{page}" for page in TOWN], lambda language: self.signed_in("els", language, second_step=True))

    def test_at_the_printer(self):
        self.every(LANGUAGES, ["/desk/oever/print/"], lambda language: self.signed_in("joris", language, second_step=True))
