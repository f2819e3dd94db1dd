"""The act that makes a neighbour: what is written, what is refused, and that twice is once."""

from datetime import timedelta

import pytest
from django.test import Client, TestCase, TransactionTestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant
from stoep.membership.actions.redeeming import redeem_code
from stoep.membership.models import LetterCode, Member, Residence, Seat
from stoep.membership.rules import HOUSEHOLD_CAP
from stoep.people.models import Person
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .joiners import Joiner


def stranger(name="Gust"):
    with acting(cast.KEEPER):
        return Person.objects.create(email=f"{name.lower()}@example.org", name=name, password=cast.password_hash())


def letter_of(c):
    with acting(cast.KEEPER):
        return LetterCode.objects.get(neighbourhood_id=c.brug.id, address_id=c.gust_home.id)


def redeem(c, person, letter=None, name="Gust"):
    applicant = Applicant(here=c.brug.id, person=person.id)
    issued = (letter or letter_of(c)).issued_at
    with acting(applicant):
        return redeem_code(applicant, address_id=c.gust_home.id, letter_issued_at=issued, name=name, agreed_at=now())


def house(c, people, state="active"):
    with acting(cast.KEEPER):
        for n in range(people):
            member = Member.objects.create(neighbourhood=c.brug, person_id=8_400_000 + n, name="Huisgenoot", state=state)
            Residence.objects.create(neighbourhood=c.brug, member_id=member.id, address_id=c.gust_home.id, proof="letter")


class RedeemCode(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def refused(self, person, words, letter=None):
        with pytest.raises(NotAllowed) as refusal:
            redeem(self.c, person, letter)
        assert words in refusal.value.reason
        with acting(cast.KEEPER):
            assert not Member.objects.filter(neighbourhood_id=self.c.brug.id, person_id=person.id, state="active").exists()

    def test_what_is_written(self):
        gust = stranger()
        member = redeem(self.c, gust)
        with acting(cast.KEEPER):
            assert Residence.objects.get(neighbourhood_id=self.c.brug.id, member_id=member.id).street == "Brugstraat"
            seat = Seat.objects.get(person=gust)
            assert (seat.kind, seat.state, seat.member_id) == ("home", "active", member.id)
            line = Entry.objects.get(neighbourhood_id=self.c.brug.id, verb="redeem_code")
            assert (line.member_id, line.person_id, line.about) == (member.id, gust.id, member.id)
            assert self.c.gust_code not in str(line.detail)
            assert "Gust" not in str(line.detail)

    def test_twice_is_once(self):
        gust = stranger()
        assert redeem(self.c, gust).id == redeem(self.c, gust).id
        with acting(cast.KEEPER):
            assert Residence.objects.filter(neighbourhood_id=self.c.brug.id, address_id=self.c.gust_home.id).count() == 1

    def test_a_newer_letter_voids_the_older(self):
        old = letter_of(self.c)
        with acting(cast.KEEPER):
            LetterCode.objects.filter(neighbourhood_id=self.c.brug.id, id=old.id).update(
                hash=hash_code(self.c.gust_home.id, new_code()), issued_at=now() + timedelta(seconds=1)
            )
        self.refused(stranger(), "newer letter", letter=old)

    def test_an_expired_letter(self):
        with acting(cast.KEEPER):
            LetterCode.objects.filter(neighbourhood_id=self.c.brug.id).update(expires_at=now())
        self.refused(stranger(), "too old")

    def test_the_household_is_full(self):
        house(self.c, HOUSEHOLD_CAP)
        self.refused(stranger(), "another letter")

    def test_who_moved_out_leaves_a_place(self):
        house(self.c, HOUSEHOLD_CAP, state="gone")
        assert redeem(self.c, stranger()).state == "active"

    def test_one_person_has_one_home(self):
        self.refused(self.c.chloe, "One person has one home")

    def test_who_moved_out_does_not_walk_back_in(self):
        self.refused(self.c.hugo, "lived here before")

    def test_a_letter_of_another_neighbourhood_is_not_seen(self):
        gust, letter = stranger(), letter_of(self.c)
        applicant = Applicant(here=self.c.kaai.id, person=gust.id)
        with pytest.raises(NotAllowed), acting(applicant):
            redeem_code(applicant, address_id=self.c.gust_home.id, letter_issued_at=letter.issued_at, name="Gust", agreed_at=None)

    def test_an_official_may_live_somewhere_too(self):
        assert redeem(self.c, self.c.els, name="Els").name == "Els"

    def test_somebody_with_an_account_goes_on_with_the_letter(self):
        joiner = Joiner(self.c.gust_home, client=cast.sign_in(Client(), self.c.els))
        joiner.pick()
        joiner.code(self.c.gust_code)
        page = joiner.client.get("/join/you/").content.decode()
        assert 'name="password"' not in page
        assert joiner.client.post("/join/you/", {"name": "Els", "agree": "on", "old_enough": "on"}).url == "/n/oever-brug/welcome/1/"
        assert "You live in Brug" in joiner.client.get("/join/").content.decode()

    def test_a_refusal_is_a_sentence_on_the_page(self):
        joiner = Joiner(self.c.gust_home, client=cast.sign_in(Client(), self.c.els))
        joiner.pick()
        joiner.code(self.c.gust_code)
        house(self.c, HOUSEHOLD_CAP)
        page = joiner.client.post("/join/you/", {"name": "Els Peeters", "agree": "on", "old_enough": "on"}).content.decode()
        assert "another letter" in page
        assert "Els Peeters" in page
        assert "09\xa0000\xa000\xa000" in page


class AtOnce(TransactionTestCase):
    """Really at the same time, on connections of their own."""

    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def race(self, work, times):
        return [None if isinstance(one, NotAllowed) else one.id for one in together([lambda n=n: work(n) for n in range(times)])]

    def test_two_redeem_at_once_for_the_last_place(self):
        house(self.c, HOUSEHOLD_CAP - 1)
        people, letter = [stranger(f"gast{n}") for n in range(4)], letter_of(self.c)
        outcomes = self.race(lambda n: redeem(self.c, people[n], letter), 4)
        assert sum(o is not None for o in outcomes) == 1
        with acting(cast.KEEPER):
            assert Residence.objects.filter(neighbourhood_id=self.c.brug.id, address_id=self.c.gust_home.id).count() == HOUSEHOLD_CAP

    def test_one_person_redeems_twice_at_once(self):
        gust, letter = stranger(), letter_of(self.c)
        outcomes = self.race(lambda n: redeem(self.c, gust, letter), 4)
        assert len(set(outcomes)) == 1
        with acting(cast.KEEPER):
            assert Seat.objects.filter(person=gust).count() == 1
