"""Where one belongs after signing in; and the one-click sign-in that exists in the demo only."""

import tempfile

import pytest
from django.core.mail import EmailMessage
from django.test import Client, TestCase, override_settings

from stoep.lib.codes import grouped
from stoep.lib.mailbox import deliver
from stoep.lib.roles import acting
from stoep.places.models import Municipality
from stoep.places.reference import encode
from tests import cast


class Home(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def goes(self, who):
        return cast.sign_in(Client(), getattr(self.c, who), second_step=True).get("/home/")

    def test_each_to_their_own(self):
        places = {
            "an": "/n/oever-brug/",
            "chloe": "/n/oever-kaai/",
            "dirk": "/n/oever-brug/",
            "els": "/desk/oever/",
            "femke": "/desk/dorp/",
            "lotte": "/join/",
            "hugo": "/join/",
            "karim": "/operator/",
        }
        for who, place in places.items():
            assert self.goes(who).url == place, who
        assert self.goes("joris").url.startswith("/desk/oever/")

    def test_who_works_in_several_may_go_from_one_to_the_other(self):
        dirk = cast.sign_in(Client(), self.c.dirk, second_step=True)
        assert "/home/neighbourhoods/" in dirk.get("/n/oever-brug/").content.decode()
        page = dirk.get("/home/neighbourhoods/").content.decode()
        assert "/n/oever-brug/" in page and "/n/oever-kaai/" in page
        an = cast.sign_in(Client(), self.c.an)
        assert "/home/neighbourhoods/" not in an.get("/n/oever-brug/").content.decode()
        assert an.get("/home/neighbourhoods/").url == "/home/"

    def test_on_hold_is_told_whom_to_ask(self):
        page = self.goes("ilse").content.decode()
        assert "09\xa0000\xa000\xa000" in page

    def test_who_moved_out_is_told_so_and_can_leave(self):
        hugo = cast.sign_in(Client(headers={"accept-language": "en"}), self.c.hugo)
        page = hugo.get("/join/").content.decode()
        assert 'class="notice notice-blue"' in page and "/account/logout/" in page and "/account/login/" not in page
        dirk = cast.sign_in(Client(), self.c.dirk, second_step=True)
        assert 'class="notice notice-blue"' not in dirk.get("/join/").content.decode()

    def test_nobody(self):
        assert Client().get("/home/").status_code == 404

    def demo(self):
        with acting(cast.KEEPER):
            Municipality.objects.filter(id=self.c.oever.id).update(is_demo=True)

    def test_no_demo_no_door(self):
        self.demo()
        absent = Client().get("/nowhere/")
        for who in ("an", "els"):
            answer = Client().post(f"/demo/sign-in/{who}/")
            assert (answer.status_code, answer.content) == (404, absent.content)
        assert "demo/sign-in" not in Client().get("/").content.decode()

    @override_settings(DEMO=True)
    def test_only_people_of_a_demo_town(self):
        assert Client().post("/demo/sign-in/an/").status_code == 404
        self.demo()
        assert Client().post("/demo/sign-in/femke/").status_code == 404
        assert Client().post("/demo/sign-in/an@example.org/").status_code == 404
        assert Client().get("/demo/sign-in/an/").status_code == 405

    @override_settings(DEMO=True)
    def test_one_click_with_second_step(self):
        self.demo()
        assert "/demo/sign-in/an/" in Client().get("/").content.decode()
        client = Client()
        assert client.post("/demo/sign-in/els/").url == "/home/"
        assert client.get("/home/").url == "/desk/oever/"
        assert client.get("/desk/oever/").status_code == 200
        assert client.get("/account/2fa/totp/activate/").status_code == 200, "nobody there has a password to show once more"

    def test_a_visitor_of_the_demo_can_join_and_reads_the_mail(self):
        letter = f"{encode(self.c.brug.id, self.c.gust_home.id)}.{self.c.gust_code}"
        with tempfile.TemporaryDirectory() as folder, override_settings(DEMO=True, DEMO_LETTER=letter, MAIL_DIR=folder):
            self.demo()
            assert "/demo/letter/" in Client().get("/").content.decode()
            page = Client().get("/demo/letter/").content.decode()
            assert "Brugstraat 8" in page and grouped(self.c.gust_code) in page and f"/join/#{letter}" in page
            mail = EmailMessage("482 913", "De zes cijfers <b>", "stoep@example.org", ["gust@example.org"])
            deliver("stoep@example.org", ["gust@example.org"], mail.message().as_bytes(), "one")
            page = Client().get("/demo/mail/").content.decode()
            assert "482 913" in page and "gust@example.org" in page and "&lt;b&gt;" in page

    def test_no_letter_and_no_mail_outside_the_demo(self):
        with override_settings(DEMO_LETTER="x.y"):
            for page in ("/demo/letter/", "/demo/mail/"):
                assert Client().get(page).status_code == 404
        with override_settings(DEMO=True, DEMO_LETTER=""):
            assert Client().get("/demo/letter/").status_code == 404


@pytest.mark.parametrize("page", ["/", "/find/", "/join/", "/about/", "/security/", "/house-rules/", "/account/login/"])
@pytest.mark.django_db
def test_public_pages(page):
    cast.build()
    for language in ("nl", "fr", "de", "en"):
        response = Client().get(page, headers={"accept-language": language})
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()[:200]
