"""The same headers on every answer, whatever it is (SECURITY C1, C2, C4), and cookies that scripts and other sites cannot use."""

from pathlib import Path

from django.conf import settings
from django.test import Client, TestCase, override_settings

from stoep.lib.headers import ALWAYS
from tests import cast

from .crawl import crawled
from .scene import Scene

OWN_POLICY = ("sandbox; default-src 'none'",)  # a picture that is opened by itself may do even less


def lacking(headers) -> dict:
    """What should be there and is not, or says something else."""
    out = {name: headers.get(name) for name, value in ALWAYS.items() if headers.get(name) != value}
    if headers.get("Content-Security-Policy") in OWN_POLICY:
        out.pop("Content-Security-Policy", None)
    return out


class Headers(TestCase):
    def test_on_every_page_of_everybody(self):
        found = {(a.gate.name if a.gate else a.url, a.status, str(lack)) for a in crawled().answers if (lack := lacking(a.headers))}
        assert found == set()

    def test_the_policy_allows_nothing_inline_and_no_other_host(self):
        policy = ALWAYS["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        for word in ("unsafe", "*", "http:", "https:", "eval"):
            assert word not in policy.replace(settings.LIVE_URL or "-", "")
        for word in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert word in policy

    def test_on_refusals_errors_and_files(self):
        scene = Scene()
        scene.files()
        an = cast.sign_in(Client(raise_request_exception=False), scene.c.an)
        strict = cast.sign_in(Client(enforce_csrf_checks=True), scene.c.an)
        picture = scene.things["picture"]["an"][1]
        answers = {
            "404": an.get("/nothing/here/"), "400": an.get("/", headers={"Host": "evil.example"}), "403": strict.post("/language/", {}),
            "405": an.post("/about/"), "picture": an.get(f"/n/oever-brug/pictures/{picture}/480.webp"),
            "static": an.get("/static/built/icons.svg"), "healthz": an.get("/healthz"), "304": self.not_changed(an),
            "redirect": an.get("/home/"),
        }  # fmt: skip
        with override_settings(ROOT_URLCONF="tests.house.broken"):
            answers["500"] = an.get("/")
        for name, answer in answers.items():
            wanted = {"static": (200, 404), "picture": (200,), "healthz": (200,), "redirect": (302,)}.get(name) or (int(name),)
            assert answer.status_code in wanted, (name, answer.status_code)
            assert lacking(answer.headers) == {}, name

    def not_changed(self, an):
        url = "/n/oever-brug/news/"
        return an.get(url, headers={"If-None-Match": an.get(url)["ETag"]})

    def test_an_error_shows_nothing_of_the_house(self):
        with override_settings(ROOT_URLCONF="tests.house.broken"):
            page = Client(raise_request_exception=False).get("/").content.decode()
        for word in ("Traceback", "secret in the error", "broken.py", "Django", str(Path.cwd())):
            assert word not in page

    def test_what_is_private_is_kept_by_nobody(self):
        may_keep = {"picture", "photo", "sent_picture", "download_event"}  # by the reader's own browser only: private, and asked again
        for a in crawled().answers:
            said = a.headers.get("Cache-Control", "")
            if a.gate and a.gate.name in may_keep and a.status == 200:
                assert said.startswith("private"), a.url
            elif a.gate and a.gate.door in ("member", "official", "person"):
                assert "no-store" in said, (a.url, said)

    def test_cookies(self):
        flags = {cookie for a in crawled().answers for cookie in a.cookies.values()}
        assert flags
        for cookie in flags:
            assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie and "Domain" not in cookie, cookie

    def test_a_page_of_the_board_is_not_a_stylesheet(self):
        """Cache deception: an address with a file's ending behind it is absent."""
        an = cast.sign_in(Client(), Scene().c.an)
        for url in ("/n/oever-brug/x.css", "/n/oever-brug/more/x.css", "/n/oever-brug/x.js", "/home/x.png"):
            assert an.get(url).status_code == 404
