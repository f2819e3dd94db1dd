"""Where one is signed in, and how to end it: from the next request on, and only one's own."""

from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.people.models import Session
from stoep.people.sign_ins import browser_of
from tests import cast

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGE, END = "/account/sign-ins/", "/account/sign-ins/end/"


class EndSignIn(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def browser(self, agent=DESKTOP, who="an"):
        client = Client(headers={"user-agent": agent, "accept-language": "en"})
        client.post("/account/login/", {"login": f"{who}@example.org", "password": cast.PASSWORD})
        assert client.session["_auth_user_id"]
        return client

    def keys(self, who="an"):
        with acting(cast.KEEPER):
            return set(Session.objects.filter(person_id=getattr(self.c, who).pk).values_list("session_key", flat=True))

    def test_the_list_names_browsers_and_not_the_network(self):
        one, _other = self.browser(), self.browser(PHONE)
        page = one.get(PAGE).content.decode()
        assert "Firefox, Windows" in page and "Safari, iPhone" in page
        assert "127.0.0.1" not in page and one.cookies["stoep"].value not in page

    def test_one_is_ended_and_the_other_goes_on(self):
        one = self.browser()
        before = self.keys()
        other = self.browser(PHONE)
        (ident,) = self.keys() - before
        assert one.post(END, {"sign_in": ident}).url == PAGE
        assert other.get("/n/oever-brug/").status_code == 404
        assert one.get("/n/oever-brug/").status_code == 200
        assert "iPhone" not in one.get(PAGE).content.decode()
        assert one.post(END, {"sign_in": ident}).url == PAGE

    def test_all_others(self):
        others = [self.browser(), self.browser(PHONE)]
        one = self.browser()
        assert one.post(END, {"others": "yes"}).url == PAGE
        assert [client.get("/n/oever-brug/").status_code for client in others] == [404, 404]
        assert one.get("/n/oever-brug/").status_code == 200
        assert len(self.keys()) == 1

    def test_nobody_ends_a_neighbours(self):
        bram = self.browser(who="bram")
        (ident,) = self.keys("bram")
        one = self.browser()
        one.post(END, {"sign_in": ident})
        one.post(END, {"others": "yes"})
        assert bram.get("/n/oever-brug/").status_code == 200
        assert "Firefox" in one.get(PAGE).content.decode()

    def test_what_a_new_password_ended_is_not_shown(self):
        one, _other = self.browser(), self.browser(PHONE)
        new = "een heel ander wachtwoord"
        one.post("/account/password/change/", {"oldpassword": cast.PASSWORD, "password1": new, "password2": new})
        page = one.get(PAGE).content.decode()
        assert "iPhone" not in page and "Firefox" in page

    def test_nonsense(self):
        one = self.browser("\u2603" * 300)
        for given in ({}, {"sign_in": "x"}, {"sign_in": "'; --"}, {"sign_in": "a" * 5000}):
            assert one.post(END, given).url == PAGE
        assert one.get(PAGE).status_code == 200

    def test_a_letter_no_database_takes_is_the_404_of_what_is_not_there(self):
        """Whatever page it comes to (membership/doors.py); a form says it with a sentence before that."""
        assert self.browser().post(END, {"sign_in": "a\0b"}).status_code == 404

    def test_names(self):
        assert browser_of(PHONE) == "Safari, iPhone"
        assert browser_of("curl/8") == ""
        assert browser_of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0") == "Edge, Linux"
