"""From the address to the board, step by step, as a browser without JavaScript does it."""

from django.test import TestCase

from stoep.lib.roles import acting
from stoep.membership.models import Joining, Member, Residence, Seat
from stoep.people.models import Person
from tests import cast

from .joiners import Joiner


class Join(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_the_whole_way(self):
        gust = Joiner(self.c.gust_home)
        assert "Brugstraat 8" in gust.client.get("/join/?q=brugstraat 8").content.decode()
        assert gust.pick().url == "/join/code/"
        assert "Brugstraat 8" in gust.client.get("/join/code/").content.decode()
        assert gust.code(f" {self.c.gust_code.lower()[:4]}-{self.c.gust_code[4:]} ").url == "/join/you/"
        assert gust.you().url == "/join/mail/"
        arrived = gust.mail()
        assert arrived.url == "/n/oever-brug/welcome/1/"
        assert gust.client.get(arrived.url).status_code == 200
        with acting(cast.KEEPER):
            person = Person.objects.get(email="gust@example.org")
            member = Member.objects.get(neighbourhood_id=self.c.brug.id, person_id=person.id)
            assert (member.name, member.street, member.state) == ("Gust Maes", "Brugstraat", "active")
            assert Residence.objects.get(neighbourhood_id=self.c.brug.id, member_id=member.id).address_id == self.c.gust_home.id
            assert Seat.objects.get(person=person).kind == "home"
            assert not Joining.objects.exists()
        assert gust.client.get("/home/").url == "/n/oever-brug/"
        assert gust.client.get("/n/oever-brug/").status_code == 200
        assert gust.client.get("/n/oever-kaai/").status_code == 404

    def test_a_network_that_floods_us_is_stopped_and_others_are_not(self):
        answers = [Joiner(self.c.gust_home).pick() for _ in range(62)]
        assert [a.status_code for a in answers] == [302] * 60 + [200] * 2
        assert "09\xa0000\xa000\xa000" in answers[-1].content.decode()
        assert "Many people begin" in answers[-1].content.decode()
        assert Joiner(self.c.gust_home, network="192.0.2.3").pick().status_code == 302
        assert Joining.objects.count() == 61

    def test_no_wall_for_whoever_comes_back(self):
        gust = Joiner(self.c.gust_home)
        for _ in range(70):
            assert gust.pick().status_code == 302
        assert Joining.objects.count() == 1
