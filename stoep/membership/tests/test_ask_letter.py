"""A letter that was asked for: once, counted for the desk without a name, printed with the next run, and never beyond the rules."""

from datetime import timedelta

from django.test import Client, TestCase, TransactionTestCase

from stoep.lib.clock import now
from stoep.lib.limits import budget_key, spend
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from stoep.membership.actions.applying import LETTERS_IN_A_DAY, LETTERS_PER_PERSON, ask_letter
from stoep.membership.letters.actions import order_letters
from stoep.membership.letters.planning import count_wishes, due
from stoep.membership.models import LetterBatch, LetterCode, NoLetter
from stoep.membership.proofs import Application, LetterWish
from stoep.people.models import Budget, Person
from tests import cast
from tests.raw import empty_tables, raw
from tests.together import together

from .waiting import Newcomer, applicant


class AskLetter(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def asks(self, home, email="gust@example.org"):
        newcomer = Newcomer(home)
        newcomer.wait(email=email)
        for _ in range(2):
            page = newcomer.client.post("/pending/ask-letter/", follow=True).content.decode()
        return page

    def asks_again(self, email) -> str:
        client = cast.sign_in(Client(headers={"accept-language": "en"}), Person.objects.by_email(email))
        return client.post("/pending/ask-letter/", follow=True).content.decode()

    def count(self) -> int:
        with acting(cast.KEEPER):
            return count_wishes(self.c.brug.id, self.c.oever.id)

    def reached(self, **batch) -> list[str]:
        with acting(cast.KEEPER):
            found = due(self.c.brug.id, LetterBatch(municipality_id=1, neighbourhoods=[self.c.brug.id], only_asked=True, **batch))
        return [home.number for home in found]

    def test_asked_twice_is_asked_once(self):
        assert "You asked for a new letter on" in self.asks(self.c.brug_homes[6])
        assert self.reached() == ["7"]
        assert self.count() == 1

    def test_one_home_counts_once_whoever_asks(self):
        for n in range(3):
            self.asks(self.c.brug_homes[6], email=f"gast{n}@example.org")
        assert self.count() == 1

    def test_a_neighbourhood_asks_for_so_many_a_day_and_tomorrow_again(self):
        with acting(Visitor()):
            spend(LETTERS_IN_A_DAY, self.c.brug.id, cost=LETTERS_IN_A_DAY.most - 1)
            spend(LETTERS_IN_A_DAY, self.c.kaai.id, cost=LETTERS_IN_A_DAY.most + 1)
        assert "You asked for a new letter on" in self.asks(self.c.brug_homes[6])
        assert "Ask again tomorrow" in self.asks(self.c.brug_homes[5], email="gast@example.org")
        assert self.reached() == ["7"]
        with acting(Visitor()):
            guest = Person.objects.by_email("gast@example.org")
            assert spend(LETTERS_PER_PERSON, guest.id, cost=LETTERS_PER_PERSON.most), "what was refused costs nothing"
            Budget.objects.filter(key=budget_key(LETTERS_IN_A_DAY, self.c.brug.id)).update(until=now() - timedelta(days=1))
            spend(LETTERS_PER_PERSON, guest.id, cost=-1)
        assert "You asked for a new letter on" in self.asks_again("gast@example.org")

    def test_a_home_with_a_letter_of_the_last_ninety_days_waits(self):
        self.asks(self.c.gust_home)
        assert self.reached() == []
        assert self.count() == 0
        with acting(cast.KEEPER):
            LetterCode.objects.filter(neighbourhood=self.c.brug).update(issued_at=now() - timedelta(days=91))
        assert self.reached() == ["8"]

    def test_a_home_that_wants_no_letters_gets_none(self):
        self.asks(self.c.brug_homes[6])
        with acting(cast.KEEPER):
            NoLetter.objects.create(neighbourhood=self.c.brug, address_id=self.c.brug_homes[6].id)
        assert self.reached() == []

    def test_once_a_letter_has_gone_it_is_no_longer_asked_for(self):
        self.asks(self.c.brug_homes[6])
        with acting(cast.KEEPER):
            LetterCode.objects.create(neighbourhood=self.c.brug, address_id=self.c.brug_homes[6].id, hash="x", issued_at=now(),
                                      expires_at=now() + timedelta(days=90))  # fmt: skip
        assert self.count() == 0

    def test_the_desk_sees_how_many_and_not_which(self):
        self.asks(self.c.brug_homes[6])
        self.count()
        els = cast.sign_in(Client(), self.c.els, second_step=True)
        page = els.get("/desk/oever/letters/").content.decode()
        assert "Brug" in page
        assert "Brugstraat" not in page
        for table in ("membership_letterwish", "membership_application", "membership_vouch"):
            with self.assertRaisesRegex(Exception, "permission denied"), raw("stoep_desk_web", "stoep_desk", town=1) as query:
                query(f"SELECT 1 FROM {table}")

    def test_an_order_of_those_only(self):
        self.asks(self.c.brug_homes[6])
        self.count()
        els = cast.mandate(self.c, "els")
        with acting(els):
            batch = order_letters(els, neighbourhoods=[self.c.brug.id], languages=["nl"], only_asked=True)
        assert (batch.only_asked, batch.expected) == (True, 1)

    def test_nobody_asked_nothing_is_ordered(self):
        els = cast.sign_in(Client(), self.c.els, second_step=True)
        sent = {"reach": "all", "languages": "nl", "only_asked": "on"}
        assert els.post("/desk/oever/letters/order/", sent).status_code == 200
        with acting(cast.KEEPER):
            assert not LetterBatch.objects.filter(only_asked=True).exists()

    def test_two_letters_in_three_months_and_no_more(self):
        newcomer = Newcomer(self.c.brug_homes[6])
        newcomer.wait()
        for _ in range(3):
            newcomer.client.post("/pending/ask-letter/")
            Application.objects.update(letter_asked_at=None)
        assert "You asked for two letters already" in newcomer.client.post("/pending/ask-letter/", follow=True).content.decode()
        with acting(cast.KEEPER):
            assert LetterWish.objects.filter(neighbourhood=self.c.brug).count() == 1


class AskedAtOnce(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_four_clicks_are_one_letter_and_paid_for_once(self):
        person, waits = applicant(cast.build())
        together([lambda: ask_letter(Visitor(person=person.id), waits=waits)] * 4)
        with acting(Visitor()):
            assert Budget.objects.get(key=budget_key(LETTERS_PER_PERSON, person.id)).spent == 1
