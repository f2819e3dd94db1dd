"""Asking for another look: once, by either side, and by another person than the first."""

import time_machine
from django.db import DatabaseError, transaction
from django.test import TestCase

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Mandate
from stoep.moderation.actions import appeal, decide, take_matter
from stoep.moderation.finding import own_hand
from stoep.moderation.models import Appeal, Decision, Matter, Statement
from stoep.moderation.weighing import hear_appeal
from tests import cast

from .scene import VERDICT, flags, judges, later, matter, says, stands


class AskAgain(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = says(cls.c)
        flags(cls.c, "bram", cls.post)
        judges(cls.c, "karim")

    def told(self, who):
        with acting(cast.KEEPER):
            return Statement.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id).latest("at")

    def asks(self, who, statement=None, heard=True):
        hand = own_hand(getattr(self.c, who).id, self.c.brug.id)
        with acting(hand):
            asked = appeal(hand, statement=(statement or self.told(who)).id, words="Het was een grap onder vrienden.")
        if heard:
            for _ in range(2):
                with acting(cast.KEEPER):
                    hear_appeal(self.c.brug.id, str(asked.id))
        return asked

    def test_another_person_decides_otherwise(self):
        asked = self.asks("an")
        assert (matter(self.c).state, matter(self.c).appealed, len(matter(self.c).asked)) == (Matter.State.WAITING, True, 1)
        judges(self.c, "katrien", thing="stands", ground="", words="Een grap, zoals beiden zeggen.")
        assert stands(self.c, self.post)
        with acting(cast.KEEPER):
            asked = Appeal.objects.get(id=asked.id)
        assert asked.changed is True and self.told("an").final and self.told("bram").final
        assert matter(self.c).appealed is False

    def test_not_the_same_person_in_the_rule_and_in_the_database(self):
        self.asks("an")
        karim, found = cast.mandate(self.c, "karim"), matter(self.c)
        with acting(karim), self.assertRaises(NotAllowed):
            take_matter(karim, matter=found.id)
        with acting(karim), self.assertRaises(NotAllowed):
            decide(karim, matter=found.id, **VERDICT)
        again = Decision(matter=found, on_appeal=True, thing="down", rules_version="x", person_id=karim.person, signed="K")
        with acting(karim), self.assertRaisesRegex(DatabaseError, "row-level security"), transaction.atomic():
            again.save(force_insert=True)

    def test_alone_it_says_that_it_waits(self):
        self.asks("an")
        with acting(cast.KEEPER):
            Mandate.objects.filter(id=self.c.katrien_mandate.id).delete()
        karim = cast.sign_in(self.client, self.c.karim, second_step=True)
        self.assertContains(karim.get("/operator/"), "class=\"notice notice-after\"")

    def test_once_and_whoever_told_us_may_too(self):
        self.asks("bram")
        with self.assertRaises(NotAllowed):
            self.asks("bram")
        self.asks("an")
        assert len(matter(self.c).asked) == 2

    def test_nobody_asks_with_anothers_statement(self):
        with self.assertRaises(Statement.DoesNotExist):
            self.asks("bram", self.told("an"))

    def test_within_six_months(self):
        with time_machine.travel(later(days=184)), self.assertRaises(NotAllowed):
            self.asks("an")

    def test_two_people_have_looked_and_that_is_the_end(self):
        self.asks("an")
        judges(self.c, "katrien")
        with self.assertRaises(NotAllowed):
            self.asks("an")

    def test_the_page_works_without_access(self):
        self.asks("bram")
        judges(self.c, "katrien", measure="suspend", until=later(days=3))
        an = cast.sign_in(self.client, self.c.an)
        url = f"/statements/{self.c.brug.id}/{self.told('an').id}/"
        assert an.get(url).status_code == 200
        for other in ("bram", "chloe", "els"):
            assert cast.sign_in(self.client, getattr(self.c, other)).get(url).status_code == 404

    def test_the_form(self):
        an = cast.sign_in(self.client, self.c.an)
        url = f"/statements/{self.c.brug.id}/{self.told('an').id}/"
        assert an.post(url, {"words": ""}).status_code == 422
        assert an.post(url, {"words": "Kijk nog eens."}).status_code == 302
        assert an.post(url, {"words": "Nog eens."}).status_code == 422
        with acting(cast.KEEPER):
            assert Appeal.objects.count() == 1
