"""Moving: the old neighbourhood is closed at once, everywhere; the new one asks for a proof; a second move waits (SECURITY T8)."""

from datetime import timedelta

import time_machine
from django.test import Client, TestCase, TransactionTestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.membership.models import LetterCode, Member, Residence, Seat
from stoep.membership.proofs import Application, Move
from stoep.people.models import Person
from stoep.places.reference import encode
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .waiting import neighbour


def to(home, **more):
    return {"address": encode(home.neighbourhood_id, home.id), "sure": "yes", **more}


def letter_to(home) -> str:
    code = new_code()
    with acting(cast.KEEPER):
        LetterCode.objects.create(
            neighbourhood_id=home.neighbourhood_id, address_id=home.id, hash=hash_code(home.id, code), expires_at=now() + timedelta(days=90)
        )
    return code


class MoveHome(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        Person.objects.filter(id=cls.c.an.id).update(language="en")

    def setUp(self):
        self.phone, self.laptop = (cast.sign_in(Client(), self.c.an) for _ in range(2))

    def test_the_old_neighbourhood_is_closed_on_every_device_at_once(self):
        assert self.laptop.get("/n/oever-brug/").status_code == 200
        assert self.phone.post("/moving/", to(self.c.kaai_homes[4])).url == "/pending/"
        for device in (self.phone, self.laptop):
            for path in ("", "me/", "bell/", "news/", "write/", "live/ticket/"):
                assert device.get(f"/n/oever-brug/{path}").status_code == 404, path
            assert device.get("/n/oever-kaai/").status_code == 404
            assert device.get("/home/").url == "/pending/"
        with acting(cast.KEEPER):
            assert Member.objects.get(neighbourhood_id=self.c.brug.id, id=self.c.an_member.id).state == "gone"
            line = Entry.objects.get(neighbourhood_id=self.c.brug.id, verb="move_home")
            assert (line.person_id, line.member_id) == (self.c.an.id, self.c.an_member.id)
        waits = Application.objects.get(person_id=self.c.an.id)
        assert (waits.neighbourhood_id, waits.name) == (self.c.kaai.id, "An")

    def test_first_it_says_what_will_happen(self):
        page = self.phone.post("/moving/", {"address": to(self.c.kaai_homes[4])["address"]}).content.decode()
        assert "closes for you now" in page
        assert self.phone.get("/n/oever-brug/").status_code == 200

    def test_ten_moves_are_one(self):
        begin = now()
        for day in range(10):
            with time_machine.travel(begin + timedelta(days=3 * day)):
                home = (self.c.kaai_homes if day % 2 == 0 else self.c.brug_homes)[day % 8]
                code = letter_to(home) if day < 1 else ""
                answer = self.phone.post("/moving/", to(home), follow=True)
                if code:
                    assert self.phone.post("/pending/letter/", {"code": code}).status_code == 302
                elif day < 10:
                    page = answer.content.decode()
                    assert "less than thirty days ago" in page
        assert Move.objects.filter(person_id=self.c.an.id).count() == 1
        assert Seat.objects.get(person=self.c.an, state="active").neighbourhood_id == self.c.kaai.id
        with time_machine.travel(begin + timedelta(days=31)):
            phone = cast.sign_in(Client(), self.c.an)
            assert phone.post("/moving/", to(self.c.brug_homes[5])).url == "/pending/"

    def test_back_again_with_a_proof_under_the_face_of_before(self):
        code = letter_to(self.c.brug_homes[5])
        self.phone.post("/moving/", to(self.c.brug_homes[5]))  # another street of the same neighbourhood
        assert self.phone.get("/n/oever-brug/").status_code == 404
        assert self.phone.post("/pending/letter/", {"code": code}).status_code == 302
        assert self.phone.get("/n/oever-brug/").status_code == 200
        with acting(cast.KEEPER):
            member = Member.objects.get(neighbourhood_id=self.c.brug.id, person_id=self.c.an.id)
            home = Residence.objects.get(neighbourhood_id=self.c.brug.id, member_id=member.id)
        assert (member.id, member.state, home.address_id) == (self.c.an_member.id, "active", self.c.brug_homes[5].id)

    def test_not_to_where_one_lives(self):
        assert "where you live already" in self.phone.post("/moving/", to(self.c.brug_homes[0])).content.decode()
        assert self.phone.get("/n/oever-brug/").status_code == 200

    def test_who_is_suspended_does_not_move_away_from_it(self):
        ilse = cast.sign_in(Client(), self.c.ilse)
        assert ilse.post("/moving/", to(self.c.kaai_homes[4])).url == "/home/"
        assert not Application.objects.exists()

    def test_who_was_blocked_stays_blocked_in_the_old_talk(self):
        noor = cast.sign_in(Client(), self.c.noor)
        self.phone.post("/moving/", to(self.c.kaai_homes[4]))
        assert noor.get(f"/n/oever-brug/neighbour/{self.c.an_member.id}/").status_code == 404


class Household(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.mate, cls.face = neighbour(c, c.brug_homes[0], name="Huisgenoot Hilde")

    def page(self, who):
        return cast.sign_in(Client(), who).get("/n/oever-brug/me/").content.decode()

    def test_those_of_one_home_see_each_other_and_nobody_else_does(self):
        assert "Huisgenoot Hilde" in self.page(self.c.an)
        assert "Huisgenoot Hilde" not in self.page(self.c.bram)
        assert "<bdi>An</bdi>" in self.page(self.mate)

    def test_who_is_shielded_or_has_left_is_not_named(self):
        for change in ({"shielded": True}, {"shielded": False, "state": "gone"}):
            with acting(cast.KEEPER):
                Member.objects.filter(neighbourhood_id=self.c.brug.id, id=self.face.id).update(**change)
            assert "Huisgenoot Hilde" not in self.page(self.c.an)

    def test_a_connector_has_no_home_here(self):
        page = cast.sign_in(Client(), self.c.dirk).get("/n/oever-brug/me/").content.decode()
        assert "/moving/" not in page


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def test_two_moves_at_once_are_one(self):
        devices = [cast.sign_in(Client(), self.c.an) for _ in range(4)]
        together([lambda n=n: devices[n].post("/moving/", to(self.c.kaai_homes[n])) for n in range(4)])
        assert Move.objects.count() == 1
        assert Application.objects.count() == 1
