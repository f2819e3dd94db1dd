"""Sixty ways to write an address that leaves the site: none is followed, neither after signing in nor after choosing a language."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client, TestCase

from stoep.lib.roles import acting
from tests import cast

HERE = "http://testserver"
FOREIGN = [
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example", "//evil.example/%2e%2e",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "/\\\\evil.example", "https:evil.example",
    "https:/evil.example",
    "https:///evil.example", "http:\\\\evil.example", "HTTPS://evil.example", "hTtPs://evil.example", " https://evil.example",
    "\thttps://evil.example",
    "\nhttps://evil.example", "\r\nhttps://evil.example", "ht\ntps://evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r/evil.example",
    "\x00//evil.example", "\x01//evil.example", "\x1f//evil.example", "//evil.example\\@testserver", "//testserver@evil.example",
    "https://testserver@evil.example", "https://testserver:x@evil.example", "https://testserver.evil.example",
    "https://evil.example#testserver",
    "https://evil.example?testserver", "https://evil.example\\testserver", "//evil%E3%80%82example", "//evil。example", "//ⓔvil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "javascript://testserver/%0aalert(1)", "data:text/html,x",
    "data:text/html;base64,eA==", "vbscript:msgbox(1)", "file:///etc/passwd", "ftp://evil.example", "gopher://evil.example",
    "blob:https://evil.example/x",
    "about:blank", "mailto:x@evil.example", "tel:1", "ws://evil.example", "//[::1]/", "//0x7f.1/", "//2130706433/", "/%09/evil.example",
    "/%5cevil.example", "//evil.example:80",
]  # fmt: skip


def leaves(location: str) -> bool:
    """Whether a browser would leave the site, as browsers read addresses: backslashes are slashes, blanks and controls fall out."""
    seen = "".join(letter for letter in location if ord(letter) > 32).replace("\\", "/")
    target = urlsplit(urljoin(HERE + "/account/login/", seen))
    return target.scheme not in ("http", "https") or target.netloc != "testserver"


class Redirects(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_there_are_sixty(self):
        assert len(set(FOREIGN)) == 60

    def test_choosing_a_language(self):
        off = [n for n in FOREIGN if leaves(Client().post("/language/", {"language": "fr", "next": n})["Location"])]
        assert off == []
        answer = Client().post("/language/", {"language": "fr", "next": "/about/?x=1"})
        assert answer["Location"] == "/about/?x=1"

    @pytest.mark.slow  # a password's hash is slow on purpose
    def test_signing_in(self):
        off = []
        for number, onward in enumerate(FOREIGN):
            for where in ("form", "address") if number % 6 == 0 else ("form",):
                browser = Client(REMOTE_ADDR=f"10.2.{number}.{len(where)}")
                with acting(cast.KEEPER):
                    self.unspent()
                sent = {"login": "an@example.org", "password": cast.PASSWORD}
                if where == "form":
                    answer = browser.post("/account/login/", {**sent, "next": onward})
                else:
                    answer = browser.post("/account/login/", sent, query_params={"next": onward})
                if answer.status_code == 302 and leaves(answer["Location"]):
                    off.append((where, onward))
        assert off == []

    def unspent(self):
        """Signing in sixty times spends An's budget; here it is not what is tried."""
        from stoep.people.models import Budget

        Budget.objects.all().delete()

    def test_signing_in_goes_where_one_wanted_to_be(self):
        answer = Client().post("/account/login/", {"login": "an@example.org", "password": cast.PASSWORD, "next": "/n/oever-brug/more/"})
        assert (answer.status_code, answer["Location"]) == (302, "/n/oever-brug/more/")

    def test_those_who_are_signed_in_already(self):
        browser = cast.sign_in(Client(), self.c.an)
        assert [n for n in FOREIGN if leaves(browser.get("/account/login/", {"next": n})["Location"])] == []
