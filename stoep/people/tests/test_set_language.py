"""The language is a choice, kept in a cookie and in the account; it never leads off the site."""

import pytest
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.people.models import Person
from tests import cast

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "https:/evil.example",
    "//evil.example\\@127.0.0.1/",
    "http://127.0.0.1@evil.example/",
    "\t//evil.example",
    "/\t/evil.example",
    "data:text/html,x",
    "https://127.0.0.1.evil.example/",
    "%2f%2fevil.example",
    "x" * 100_000,
]


class SetLanguage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_a_cookie_for_a_visitor(self):
        client = Client()
        assert client.post("/language/", {"language": "fr", "next": "/find/?q=a"}).url == "/find/?q=a"
        assert 'lang="fr"' in client.get("/").content.decode()

    def test_the_account_follows(self):
        an = cast.sign_in(Client(), self.c.an)
        an.post("/language/", {"language": "de"})
        with acting(cast.KEEPER):
            assert Person.objects.get(id=self.c.an.id).language == "de"
        assert 'lang="de"' in an.get("/n/oever-brug/me/").content.decode()

    def test_the_pages_of_the_account_too_whatever_the_browser_speaks(self):
        an = cast.sign_in(Client(headers={"accept-language": "nl"}), self.c.an)
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.id).update(language="fr")
        for path in ("/account/email/", "/account/data/", "/account/2fa/", "/n/oever-brug/me/"):
            assert 'lang="fr"' in an.get(path).content.decode(), path

    def test_no_such_language(self):
        response = Client().post("/language/", {"language": "xx'; --"})
        assert response.url == "/"
        assert not response.cookies

    def test_a_get_chooses_nothing(self):
        assert Client().get("/language/?language=fr").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("onward", ELSEWHERE)
def test_never_elsewhere(onward):
    assert Client().post("/language/", {"language": "fr", "next": onward}).url == "/"
