"""A neighbour's word: who may give it, how often, and what two of them do."""


import time_machine
from django.core import mail
from django.test import Client, TestCase, TransactionTestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Member, Residence
from stoep.membership.proofs import Application, Move, Vouch
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .waiting import DAY, applicant, is_in, let_in, live_long, neighbour, number


class Words(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        live_long(c, c.an_member, c.bram_member, c.marie_member, c.noor_member, c.chloe_member)

    def says(self, answer) -> str:
        return answer.content.decode()

    def test_who_speaks_for_somebody_does_not_hear_why_it_cannot_be(self):
        gust, waits = applicant(self.c)
        with acting(cast.KEEPER):  # shut out: had moved once, came back, and is gone now
            Move.objects.create(person_id=gust.id, neighbourhood_id=self.c.brug.id, at=now() - DAY)
            Member.objects.create(neighbourhood_id=self.c.brug.id, person_id=gust.id, name="Gust", street="Brugstraat", state="gone")
        let_in(self.c.an, number(waits))
        said = self.says(let_in(self.c.bram, number(waits)))
        assert "They cannot come in this way" in said
        assert "lived here before" not in said
        assert not is_in(gust)

    def test_who_came_in_on_words_does_not_hear_at_once_who_lives_there(self):
        gust, waits = applicant(self.c, home=self.c.brug_homes[2])
        for who in (self.c.an, self.c.bram):
            let_in(who, number(waits))
        page = cast.sign_in(Client(), gust)
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood_id=self.c.brug.id, id=self.c.marie_member.id).update(shielded=False, name="Marieke")
        assert "Marieke" not in self.says(page.get("/n/oever-brug/me/"))
        with acting(cast.KEEPER):
            Residence.objects.filter(member__person_id=gust.id).update(proven_at=now() - 8 * DAY)
        assert "Marieke" in self.says(page.get("/n/oever-brug/me/"))

    def test_two_words_of_two_homes_let_somebody_in(self):
        gust, waits = applicant(self.c)
        assert "One more neighbour" in self.says(let_in(self.c.an, number(waits)))
        assert not is_in(gust)
        assert "They are in" in self.says(let_in(self.c.bram, number(waits).lower()))
        assert is_in(gust)
        page = cast.sign_in(Client(), gust)
        assert page.get("/pending/").url == "/n/oever-brug/welcome/1/" and page.get("/home/").url == "/n/oever-brug/"
        with time_machine.travel(now() + 3 * DAY):
            assert cast.sign_in(Client(), gust).get("/pending/").url == "/home/"
        with acting(cast.KEEPER):
            home = Residence.objects.get(neighbourhood_id=self.c.brug.id, address_id=waits.address_id)
            assert home.proof == "vouched"
            assert not Application.objects.exists()
            words = Entry.objects.filter(neighbourhood_id=self.c.brug.id, verb="vouch")
            assert {(e.member_id, e.person_id) for e in words} == {
                (self.c.an_member.id, self.c.an.id), (self.c.bram_member.id, self.c.bram.id)
            }  # fmt: skip
            line = Entry.objects.get(neighbourhood_id=self.c.brug.id, verb="settle")
            assert (line.member_id, line.person_id) == (home.member_id, gust.id)
            assert line.detail["by"] == [str(self.c.an_member.id), str(self.c.bram_member.id)]
        assert mail.outbox[-1].to == [gust.email]
        assert "Brug" in mail.outbox[-1].body

    def test_a_neighbour_sees_name_and_street_before_giving_their_word_and_nothing_else(self):
        _, waits = applicant(self.c)
        client = cast.sign_in(Client(), self.c.an)
        shown = client.post("/n/oever-brug/let-in/", {"number": number(waits)}).content.decode()
        assert "Gust Maes" in shown
        assert "Brugstraat" in shown
        assert "Brugstraat 7" not in shown
        assert "Gust Maes" not in client.get("/n/oever-brug/let-in/").content.decode()
        with acting(cast.KEEPER):
            assert not Vouch.objects.filter(neighbourhood_id=self.c.brug.id).exists()

    def test_without_the_tick_nothing_is_said(self):
        _, waits = applicant(self.c)
        assert "Tick this only if it is so" in self.says(let_in(self.c.an, number(waits), knows=""))
        with acting(cast.KEEPER):
            assert not Vouch.objects.filter(neighbourhood_id=self.c.brug.id).exists()

    def test_twice_is_once(self):
        gust, waits = applicant(self.c)
        for _ in range(3):
            let_in(self.c.an, number(waits))
        assert not is_in(gust)

    def test_two_of_one_home_are_one(self):
        gust, waits = applicant(self.c)
        partner, _ = neighbour(self.c, self.c.brug_homes[0])
        let_in(self.c.an, number(waits))
        assert "comes from another home" in self.says(let_in(partner, number(waits)))
        assert not is_in(gust)

    def test_the_number_works_in_its_own_neighbourhood_only(self):
        _, waits = applicant(self.c)
        assert "Nobody waits here" in self.says(let_in(self.c.chloe, number(waits), place="oever-kaai"))

    def test_numbers_cannot_be_tried_for_long(self):
        _, waits = applicant(self.c)
        for n in range(10):
            assert "Nobody waits here" in self.says(let_in(self.c.an, f"AAAAA{n}"))
        assert "Nobody waits here" in self.says(let_in(self.c.an, number(waits)))

    def test_two_people_a_month(self):
        for n in range(3):
            _, waits = applicant(self.c, home=self.c.brug_homes[5 + n], name=f"Gast {n}")
            said = self.says(let_in(self.c.an, number(waits)))
        assert "two people in the last thirty days" in said
        with acting(cast.KEEPER):
            Vouch.objects.filter(neighbourhood_id=self.c.brug.id).update(at=now() - 31 * DAY)
        assert "One more neighbour" in self.says(let_in(self.c.an, number(waits)))

    def test_three_words_a_month_from_one_home(self):
        partner, _ = neighbour(self.c, self.c.brug_homes[0])
        givers = [self.c.an, self.c.an, partner, partner]
        for n, giver in enumerate(givers):
            _, waits = applicant(self.c, home=self.c.brug_homes[4 + n], name=f"Gast {n}")
            said = self.says(let_in(giver, number(waits)))
        assert "Your home gave its word" in said

    def test_another_home_gives_nobody_more_words(self):
        for n, home in enumerate([0, 0, 3]):  # moves after the second
            with acting(cast.KEEPER):
                mine = Residence.objects.filter(neighbourhood_id=self.c.brug.id, member_id=self.c.an_member.id)
                mine.update(address_id=self.c.brug_homes[home].id)
            _, waits = applicant(self.c, home=self.c.brug_homes[4 + n], name=f"Gast {n}")
            said = self.says(let_in(self.c.an, number(waits)))
        assert "You gave your word for two people" in said

    def test_who_came_last_week_waits(self):
        live_long(self.c, self.c.an_member, since=now() - 6 * DAY)
        assert "less than a week" in self.says(let_in(self.c.an, "K7P2QD"))

    def test_who_came_on_words_waits_three_months(self):
        live_long(self.c, self.c.an_member, proof="vouched", since=now() - 80 * DAY)
        assert "three months" in self.says(let_in(self.c.an, "K7P2QD"))

    def test_two_who_came_on_words_are_not_enough(self):
        gust, waits = applicant(self.c)
        live_long(self.c, self.c.an_member, self.c.bram_member, proof="vouched")
        let_in(self.c.an, number(waits))
        assert "came with a letter" in self.says(let_in(self.c.bram, number(waits)))
        let_in(self.c.marie, number(waits))
        assert is_in(gust)

    def test_who_let_the_other_in_is_no_second_neighbour(self):
        gust, waits = applicant(self.c)
        with acting(cast.KEEPER):
            Vouch.objects.create(neighbourhood=self.c.brug, application_id=waits.address_id, at=now() - 200 * DAY,
                                 newcomer_person_id=self.c.an.id, member_id=self.c.bram_member.id,
                                 address_id=self.c.brug_homes[1].id)  # fmt: skip
        let_in(self.c.an, number(waits))
        assert "let the other in" in self.says(let_in(self.c.bram, number(waits)))
        assert not is_in(gust)

    def test_a_full_home_takes_nobody_and_no_word_is_spent(self):
        _, waits = applicant(self.c)
        for n in range(6):
            neighbour(self.c, self.c.brug_homes[6], name=f"Huis {n}")
        let_in(self.c.an, number(waits))
        assert "cannot come in this way" in self.says(let_in(self.c.bram, number(waits)))
        with acting(cast.KEEPER):
            assert Vouch.objects.filter(neighbourhood_id=self.c.brug.id).count() == 1

    def test_who_moved_out_or_is_suspended_gives_no_word(self):
        _, waits = applicant(self.c)
        for who in (self.c.hugo, self.c.ilse):
            assert let_in(who, number(waits)).status_code == 404


class AtOnce(TransactionTestCase):
    """Really at the same time, on connections of their own, through the pages."""

    def setUp(self):
        self.c = cast.build()
        live_long(self.c, self.c.an_member, self.c.bram_member, self.c.marie_member, self.c.noor_member)

    def _fixture_teardown(self):
        empty_tables()

    def race(self, acts):
        clicks = [(cast.sign_in(Client(), who), {"number": typed, "sure": "yes", "knows": "on"}) for who, typed in acts]
        return together([lambda click=click: click[0].post("/n/oever-brug/let-in/", click[1]).status_code for click in clicks])

    def test_four_words_at_once_make_one_neighbour(self):
        gust, waits = applicant(self.c)
        self.race([(who, number(waits)) for who in (self.c.an, self.c.bram, self.c.marie, self.c.noor)])
        assert is_in(gust)
        with acting(cast.KEEPER):
            assert Residence.objects.filter(neighbourhood_id=self.c.brug.id, address_id=waits.address_id).count() == 1
            assert Vouch.objects.filter(neighbourhood_id=self.c.brug.id).count() == 2

    def test_the_months_words_are_not_passed_by_clicking_at_once(self):
        waiting = [applicant(self.c, home=self.c.brug_homes[n], name=f"Gast {n}")[1] for n in range(4, 8)]
        self.race([(self.c.an, number(w)) for w in waiting])
        with acting(cast.KEEPER):
            assert Vouch.objects.filter(neighbourhood_id=self.c.brug.id).count() == 2
