"""carry_residents: a border is redrawn and a household finds itself in the next neighbourhood."""

from django.test import TestCase

from stoep.board.models import Post
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.actions.vouching import let_in
from stoep.membership.models import Member, Residence, Seat
from stoep.membership.proofs import Application
from stoep.places.models import Address
from stoep.places.moves import Moves, move_addresses
from stoep.places.reference import encode
from tests import cast


class CarryResidents(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            cls.home = Residence.objects.get(neighbourhood=c.brug, member_id=c.an_member.id).address_id
            Post.objects.create(neighbourhood=c.brug, author_id=c.an_member.id, body="Van voor de verhuis", language="nl")
            moves = Moves()
            moves.add(c.brug.id, c.kaai.id, cls.home)
            move_addresses(cast.KEEPER, moves)

    def test_the_address_the_proof_and_the_seat_went_along(self):
        c = self.c
        with acting(cast.KEEPER), fan_out("looking"):
            assert Address.objects.filter(neighbourhood=c.kaai, id=self.home).exists()
            assert not Address.objects.filter(neighbourhood=c.brug, id=self.home).exists()
            now = Member.objects.get(neighbourhood=c.kaai, person_id=c.an.id)
            assert (now.name, now.state) == ("An", "active")
            assert Residence.objects.get(neighbourhood=c.kaai, member_id=now.id).proof == "letter"
            seats = Seat.objects.filter(person=c.an, kind="home").order_by("id").values_list("neighbourhood_id", "member_id", "state")
            assert [*seats] == [(c.brug.id, c.an_member.id, "gone"), (c.kaai.id, now.id, "active")]

    def test_what_she_said_stays_and_her_old_face_is_gone(self):
        with acting(cast.KEEPER), fan_out("looking"):
            assert Member.objects.get(neighbourhood=self.c.brug, id=self.c.an_member.id).state == "gone"
            assert Post.objects.filter(neighbourhood=self.c.brug, author_id=self.c.an_member.id).count() == 1
            assert Entry.objects.filter(neighbourhood=self.c.kaai, verb="carry_resident").count() == 1

    def test_her_next_request_opens_the_new_door_and_not_the_old_one(self):
        client = cast.sign_in(self.client, self.c.an)
        assert client.get(f"/n/{self.c.kaai.slug}/").status_code == 200
        assert client.get(f"/n/{self.c.brug.slug}/").status_code == 404

    def test_she_may_move_back_to_where_the_border_was(self):
        c = self.c
        home = c.brug_homes[5]
        client = cast.sign_in(self.client, c.an)
        assert client.post("/moving/", {"address": encode(c.brug.id, home.id), "sure": "yes"}).status_code == 302
        with acting(cast.KEEPER):
            waits = Application.objects.get(person_id=c.an.pk)
        let_in(waits, "vouched", [])
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=c.an, state="active").neighbourhood_id == c.brug.id
