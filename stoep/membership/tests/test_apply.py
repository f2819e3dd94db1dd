"""Without a letter: an account that waits, and sees one page and nothing else."""

import re
from datetime import timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.texts import whole
from stoep.membership.models import Joining, Residence
from stoep.membership.proofs import Application
from stoep.membership.sweeping import sweep_applications
from stoep.people.models import Person
from stoep.places.reference import encode
from tests import cast

from .waiting import Newcomer, applicant, is_in, number


class Waiting(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def person(self, email="gust@example.org"):
        return Person.objects.get(email=email)

    def arrive(self, home=None, **you):
        newcomer = Newcomer(home or self.c.gust_home)
        assert newcomer.wait(**you).url == "/pending/"
        return newcomer.client

    def test_without_a_letter_one_waits(self):
        client = self.arrive()
        page = client.get("/pending/").content.decode()
        waits = Application.objects.get(person_id=self.person().id)
        assert number(waits) in page
        assert "Brugstraat 8" in page
        assert client.get("/home/").url == "/pending/"
        assert not Joining.objects.exists()
        assert not is_in(self.person())

    def test_who_found_their_neighbourhood_does_not_type_the_address_again(self):
        newcomer = Newcomer(self.c.gust_home)
        found = newcomer.client.get("/find/?q=brugstraat 8").content.decode()
        [reference] = {*re.findall(r'name="address" value="([^"]+)"', found)}
        assert reference == encode(self.c.brug.id, self.c.gust_home.id)
        assert newcomer.pick().url == "/join/code/"
        assert newcomer.pick(without="yes").url == "/join/you/"
        newcomer.you()
        assert newcomer.mail().url == "/pending/"

    def test_nothing_but_that_page(self):
        client = self.arrive()
        for path in ("", "me/", "let-in/", "search/?q=a", "bell/", "write/", f"neighbour/{self.c.an_member.id}/"):
            assert client.get(f"/n/oever-brug/{path}").status_code == 404, path

    def test_a_taken_and_a_free_address_look_alike(self):
        pages = []
        for n, home in enumerate((self.c.brug_homes[0], self.c.brug_homes[6])):
            page = self.arrive(home, email=f"gast{n}@example.org").get("/pending/").content.decode()
            waits = Application.objects.get(person_id=self.person(f"gast{n}@example.org").id)
            page = page.replace(number(waits), "NUMBER").replace(whole(number(waits)), "NUMBER")
            page = page.replace(f"Brugstraat {home.number}", "HOME")
            pages.append(re.sub(r"[\w-]{40,}", "", page))
        assert pages[0] == pages[1]

    def test_the_letter_that_came_after_all(self):
        client = self.arrive()
        assert "does not fit this address" in client.post("/pending/letter/", {"code": "AAAAAAAAAA"}).content.decode()
        assert client.post("/pending/letter/", {"code": self.c.gust_code}).url == "/n/oever-brug/welcome/1/"
        assert is_in(self.person())
        assert not Application.objects.exists()
        with acting(cast.KEEPER):
            assert Residence.objects.get(neighbourhood_id=self.c.brug.id, address_id=self.c.gust_home.id).proof == "letter"

    def test_guessing_is_as_dear_as_in_joining(self):
        client = self.arrive()
        for _ in range(5):
            assert "does not fit this address" in client.post("/pending/letter/", {"code": "AAAAAAAAAA"}).content.decode()
        assert "Too many tries" in client.post("/pending/letter/", {"code": self.c.gust_code}).content.decode()
        assert not is_in(self.person())

    def test_a_letter_of_another_address_opens_nothing(self):
        client = self.arrive(self.c.brug_homes[6])
        assert "does not fit this address" in client.post("/pending/letter/", {"code": self.c.gust_code}).content.decode()

    def test_another_address_takes_the_place_of_the_first(self):
        client = self.arrive()
        first = Application.objects.get()
        again = Newcomer(self.c.kaai_homes[4], client=client)
        again.pick()
        again.without()
        assert client.post("/join/you/", {"name": "Gust Maes", "agree": "on", "old_enough": "on"}).url == "/pending/"
        second = Application.objects.get()
        assert (second.neighbourhood_id, second.id != first.id) == (self.c.kaai.id, True)

    def test_homes_cannot_be_tried_for_long(self):
        client = self.arrive()
        for n in range(5):
            again = Newcomer(self.c.kaai_homes[n], client=client)
            again.pick()
            again.without()
            last = client.post("/join/you/", {"name": "Gust Maes", "agree": "on", "old_enough": "on"})
        assert "tried several homes already" in last.content.decode()

    def test_who_lives_here_does_not_wait_for_another_home(self):
        client = cast.sign_in(Client(), self.c.an)
        newcomer = Newcomer(self.c.kaai_homes[4], client=client)
        newcomer.pick()
        newcomer.without()
        client.post("/join/you/", {"name": "An", "agree": "on", "old_enough": "on"})
        assert not Application.objects.exists()

    def test_withdrawn(self):
        client = self.arrive()
        assert client.get("/pending/withdraw/").status_code == 200
        for _ in range(2):
            client.post("/pending/withdraw/")
        assert not Application.objects.exists()
        assert client.get("/pending/").url == "/home/"

    def test_forgotten_after_ninety_days_with_a_mail_before(self):
        self.arrive()
        _, other = applicant(self.c)
        Application.objects.filter(id=other.id).update(person_id=self.c.els.id)
        begin = now()
        for day in range(92):
            with time_machine.travel(begin + timedelta(days=day, minutes=1)), acting(cast.KEEPER):
                sweep_applications()
            if day == 70:
                assert not [m for m in mail.outbox if "/pending/" in m.body]
            if day == 88:
                assert Application.objects.count() == 2
                assert len([m for m in mail.outbox if "/pending/" in m.body]) == 2
        assert not Application.objects.exists()
        assert not Person.objects.filter(email="gust@example.org").exists()
        assert Person.objects.filter(id=self.c.els.id).exists(), "an official keeps the account"
