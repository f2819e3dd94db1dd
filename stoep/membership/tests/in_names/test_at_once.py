"""Fifty at the same moment: never more homes than a month allows, and one letter sent twice is sent once."""


from django.test import TransactionTestCase

from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.in_names.actions import send_letter
from stoep.membership.in_names.models import NamedLetter
from stoep.membership.in_names.rules import MOST_A_MONTH
from stoep.membership.in_names.sealing import seal_of
from tests import cast
from tests.raw import empty_tables
from tests.together import together


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.an = cast.member(self.c, "an")

    def _fixture_teardown(self):
        empty_tables()

    def looked_at(self, letters) -> list[NamedLetter]:
        """So many letters to one home each, as the page would make them (setting each in type takes a while)."""
        home = self.c.brug_homes[6]
        made = [
            NamedLetter(neighbourhood_id=self.c.brug.id, member_id=self.an.member, name="An", language="nl", homes=[[str(home.id), "x"]])
            for _ in range(letters)
        ]
        with acting(self.an):
            for letter in made:
                letter.seal = seal_of(letter)
                letter.save(force_insert=True)
        return made

    def at_once(self, letters) -> list:
        def one(letter):
            with acting(self.an):
                return send_letter(self.an, letter=letter.id, seal=letter.seal).sent_at

        sent = together([lambda letter=letter: one(letter) for letter in letters])
        return [None if isinstance(at, NotAllowed) else at for at in sent]

    def test_fifty_letters_are_ten(self):
        assert sum(bool(at) for at in self.at_once(self.looked_at(50))) == MOST_A_MONTH

    def test_one_letter_fifty_times_is_one(self):
        answers = self.at_once(self.looked_at(1) * 50)
        assert len(set(answers)) == 1 and answers[0]
        with acting(cast.KEEPER):
            assert Entry.objects.filter(neighbourhood=self.c.brug, verb="send_letter").count() == 1
