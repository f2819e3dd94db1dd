"""A border is drawn anew, or a lent place given back, and then somebody has their data, erases their account, or comes back to it."""

from datetime import timedelta

from django.core import mail
from django.test import Client, TestCase

from stoep.board.models import Post
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Visitor
from stoep.membership.actions.coming_home import bring_home, send_home
from stoep.membership.models import Member, Residence, Seat
from stoep.membership.proofs import Homecoming
from stoep.people.models import Person
from stoep.places.models import Address
from stoep.places.moves import Moves, move_addresses
from stoep.privacy.actions import come_back, erase_account
from stoep.privacy.erasing import erase_due
from stoep.privacy.finding import owner_of
from stoep.privacy.hiding import hide_account, show_account
from stoep.privacy.mailing import token_of
from stoep.privacy.models import Erasure
from tests import cast


class Border(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            cls.home = Residence.objects.get(neighbourhood=c.brug, member_id=c.an_member.id).address_id
            long_ago = now() - timedelta(days=99)
            Member.objects.filter(neighbourhood=c.brug, id=c.an_member.id).update(about="Ik lees graag", joined_at=long_ago)
            Post.objects.create(neighbourhood=c.brug, author_id=c.an_member.id, body="Van voor de verhuis", language="nl")

    def drawn_anew(self, *way):
        moves = Moves()
        moves.add(*(place.id for place in way or (self.c.brug, self.c.kaai)), self.home)
        with acting(cast.KEEPER), fan_out("a border"):
            move_addresses(cast.KEEPER, moves)

    def hidden(self) -> Erasure:
        erase_account(Visitor(), person=self.c.an)
        with acting(cast.KEEPER):
            erasure = Erasure.objects.get()
        hide_account(str(erasure.id))
        return erasure

    def faces(self) -> dict:
        with acting(cast.KEEPER), fan_out("looking"):
            found = Member.objects.filter(person_id=self.c.an.id).values_list("neighbourhood__code", "name", "about", "state")
            return {code: rest for code, *rest in found}

    def shown(self, erasure):
        assert come_back(Visitor(), token=token_of(erasure), shown=self.c.an.pk)
        show_account(str(erasure.id))

    def test_what_was_said_on_the_other_side_is_told_and_erased_too(self):
        self.drawn_anew()
        with acting(cast.KEEPER):
            assert {face.here for face in owner_of(self.c.an.id).faces} == {self.c.brug.id, self.c.kaai.id}
        self.hidden()
        with acting(cast.KEEPER):
            Erasure.objects.update(due=now())
        erase_due()
        with acting(cast.KEEPER), fan_out("looking"):
            assert not Person.objects.filter(id=self.c.an.pk).exists()
            before = Member.objects.get(neighbourhood=self.c.brug, id=self.c.an_member.id)
            assert (before.name, before.about, before.person_id) == ("", "", None)
            assert not Post.objects.filter(neighbourhood=self.c.brug, author_id=before.id).exists()

    def test_who_is_hidden_meanwhile_comes_back_where_they_live_now(self):
        erasure = self.hidden()
        self.drawn_anew()
        assert self.faces() == {"brug": ["", "", "gone"], "kaai": ["", "", "gone"]}
        self.shown(erasure)
        assert self.faces() == {"brug": ["An", "Ik lees graag", "gone"], "kaai": ["An", "Ik lees graag", "active"]}
        with acting(cast.KEEPER), fan_out("looking"):
            after = Member.objects.get(neighbourhood=self.c.kaai, person_id=self.c.an.id)
            assert Residence.objects.get(neighbourhood=self.c.kaai, member_id=after.id).address_id == self.home
            assert not Seat.objects.filter(person=self.c.an).exclude(hidden_at=None).exists()
        client = cast.sign_in(Client(), Person.objects.get(id=self.c.an.pk))
        assert client.get(f"/n/{self.c.kaai.slug}/").status_code == 200
        assert client.get(f"/n/{self.c.brug.slug}/").status_code == 404

    def test_there_and_back_again_while_hidden(self):
        erasure = self.hidden()
        self.drawn_anew()
        self.drawn_anew(self.c.kaai, self.c.brug)
        self.shown(erasure)
        assert self.faces() == {"brug": ["An", "Ik lees graag", "active"], "kaai": ["An", "Ik lees graag", "gone"]}

    def test_a_lent_place_given_back_waits_for_who_is_hidden(self):
        erasure = self.hidden()
        sent = len(mail.outbox)
        with acting(cast.KEEPER), fan_out("given back"):
            send_home(cast.KEEPER, self.c.brug.id, self.c.kaai.id, [self.home])
            Address.objects.filter(neighbourhood=self.c.brug, id=self.home).update(neighbourhood=self.c.kaai)
            Homecoming.objects.update(until=now())
            assert bring_home(cast.KEEPER) == 0
        assert len(mail.outbox) == sent and self.faces()["brug"] == ["", "", "gone"]
        self.shown(erasure)
        with acting(cast.KEEPER), fan_out("brought"):
            assert bring_home(cast.KEEPER) == 1
        assert self.faces() == {"brug": ["An", "Ik lees graag", "gone"], "kaai": ["An", "Ik lees graag", "active"]}

    def test_a_proof_that_waits_is_there_for_who_comes_back_and_goes_with_who_does_not(self):
        with acting(cast.KEEPER), fan_out("given back"):
            send_home(cast.KEEPER, self.c.brug.id, self.c.kaai.id, [self.home])
        erasure = self.hidden()
        self.shown(erasure)
        with acting(cast.KEEPER):
            assert Homecoming.objects.filter(person_id=self.c.an.id).exists()
        self.hidden()
        with acting(cast.KEEPER):
            Erasure.objects.update(due=now())
        erase_due()
        with acting(cast.KEEPER):
            assert not Homecoming.objects.exists()
