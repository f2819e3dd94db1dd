"""Taking up the task of an ambassador and laying it down; what goes with it and what does not."""

from datetime import timedelta

from django.test import TestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.actions.inviting import MOST, MOST_OF_AMBASSADOR, make_invitation
from stoep.membership.actions.profile import shield_member
from stoep.membership.models import Member, Residence, Seat
from stoep.membership.proofs import Invitation
from stoep.people.models import Person
from stoep.places.reference import encode
from tests import cast
from tests.shards import guarded


class Ambassadors(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        Person.objects.update(language="en")

    def page(self, who, path="", **posted):
        client = cast.sign_in(self.client_class(), getattr(self.c, who), second_step=True)
        address = f"/n/{self.c.brug.slug}/ambassadors/{path}"
        with guarded():
            return client.post(address, follow=True) if path else client.get(address)

    def is_one(self, who) -> bool:
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood=self.c.brug, id=getattr(self.c, f"{who}_member").id).ambassador

    def verbs(self):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug, verb__contains="ambassador").values_list("verb", flat=True))

    def test_who_lives_here_takes_it_up_and_lays_it_down(self):
        self.assertContains(self.page("an"), "I will be an ambassador")
        self.assertContains(self.page("an", "become/"), "Thank you")
        self.page("an", "become/")
        assert self.is_one("an")
        self.assertContains(self.page("noor"), self.c.bram.name)
        self.assertContains(self.page("an", "stop/"), "Laid down")
        self.page("an", "stop/")
        assert not self.is_one("an")
        assert self.verbs() == ["become_ambassador", "stop_ambassador"]

    def test_a_connector_is_none_and_the_shielded_are_told_why_not(self):
        self.assertContains(self.page("dirk"), "people who live here themselves")
        self.assertContains(self.page("marie"), "You are shielded")
        self.page("dirk", "become/")
        self.page("marie", "become/")
        assert not self.is_one("marie")
        assert self.verbs() == []

    def test_the_vouched_wait_a_week_and_who_may_not_write_waits_too(self):
        with acting(cast.KEEPER):
            home = Residence.objects.filter(neighbourhood=self.c.brug, member_id=self.c.an_member.id)
            home.update(proof="vouched", proven_at=now() - timedelta(days=2))
        self.assertContains(self.page("an", "become/"), "After a week you can be an ambassador")
        with acting(cast.KEEPER):
            home.update(proof="letter")
            Seat.objects.filter(person=self.c.an).update(reads_only_until=now() + timedelta(days=2))
        self.assertContains(self.page("an", "become/"), "not write here until")
        assert not self.is_one("an")

    def test_who_shields_themselves_lays_it_down(self):
        with acting(cast.member(self.c, "bram")) as bram:
            shield_member(bram, shielded=True)
        assert not self.is_one("bram")
        self.assertNotContains(self.page("an"), self.c.bram.name)

    def test_who_moves_away_lays_it_down_and_takes_it_up_anew(self):
        home = self.c.kaai_homes[5]
        client = cast.sign_in(self.client_class(), self.c.bram)
        client.post("/moving/", {"address": encode(home.neighbourhood_id, home.id), "sure": "yes"})
        assert not self.is_one("bram")
        with acting(cast.KEEPER):
            assert Member.objects.get(neighbourhood=self.c.brug, id=self.c.bram_member.id).state == "gone"

    def test_an_ambassador_sees_who_came_this_month_and_nobody_else_does(self):
        with acting(cast.KEEPER):
            here = {"neighbourhood_id": self.c.brug.id, "street": "Lindelaan"}
            Member.objects.create(**here, person_id=8_300_000, name="Nieuwe Nele")
            Member.objects.create(**here, person_id=8_300_001, name="Stille Stef", shielded=True)
            Member.objects.create(**here, person_id=8_300_002, name="Oude Otto", joined_at=now() - timedelta(days=31))
        seen = self.page("bram").content.decode()
        assert "Nieuwe Nele" in seen
        assert "?hello=1" in seen
        assert "Stille Stef" not in seen
        assert "Oude Otto" not in seen
        self.assertNotContains(self.page("an"), "Nieuwe Nele")

    def test_the_first_line_is_begun_for_who_welcomes(self):
        client = cast.sign_in(self.client_class(), self.c.bram)
        path = f"/n/{self.c.brug.slug}/chat/with/{self.c.noor_member.id}/"
        self.assertContains(client.get(f"{path}?hello=1"), f"Hello {self.c.noor.name}, welcome to")
        self.assertNotContains(client.get(path), "welcome to")

    def test_an_ambassador_hands_out_more_cards(self):
        for who, most in (("an", MOST), ("bram", MOST_OF_AMBASSADOR)):
            with acting(cast.member(self.c, who)) as standing:
                one = {"neighbourhood_id": self.c.brug.id, "member_id": standing.member, "until": now() + timedelta(days=9)}
                Invitation.objects.bulk_create(Invitation(**one) for _ in range(most - 1))
                make_invitation(standing)
                with self.assertRaisesMessage(Exception, f"You made {most} cards"):
                    make_invitation(standing)

    def test_beside_the_name_stands_what_they_are(self):
        client = cast.sign_in(self.client_class(), self.c.an)
        self.assertContains(client.get(f"/n/{self.c.brug.slug}/neighbours/?q=bram"), "ambassador")
        self.assertContains(client.get(f"/n/{self.c.brug.slug}/neighbour/{self.c.bram_member.id}/"), "Ambassador: ask me")

    def test_the_guides_are_for_everybody(self):
        for role in ("resident", "ambassador"):
            assert self.client.get(f"/guides/{role}/").status_code == 200
        assert self.client.get("/guides/mayor/").status_code == 404
