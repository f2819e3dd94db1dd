"""A town that writes in two languages always: neither an official nor a neighbour sends a letter in one."""

import pytest
from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.in_names.actions import send_letter
from stoep.membership.in_names.preview import _sheet
from stoep.membership.letters.planning import plan_batch
from stoep.membership.letters.rules import may_order
from stoep.membership.models import LetterChunk
from stoep.places.actions import change_town
from stoep.places.models import Municipality
from tests import cast

from ..letters.scene import set_next
from .scene import approved, prepared, sent


class TwoLanguages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def always(self, wanted=True, languages=("nl", "fr")):
        with acting(cast.KEEPER):
            change_town(cast.KEEPER, slug="oever", two_languages=wanted, languages=list(languages))

    def test_only_a_town_that_has_two_can_say_so(self):
        with pytest.raises(NotAllowed, match="a town with two"):
            self.always(languages=("nl",))
        self.always()
        with acting(cast.KEEPER):
            assert Municipality.objects.get(slug="oever").two_languages

    def test_the_page_offers_both_with_ones_own_first(self):
        page = cast.sign_in(Client(), self.c.an).get("/n/oever-brug/invite/letters/").content.decode()
        assert 'value="nl"' in page and 'value="nl fr"' not in page
        self.always()
        home = str(self.c.brug_homes[6].id)
        page = cast.sign_in(Client(), self.c.an).post("/n/oever-brug/invite/letters/", {"home": home, "language": "nl", "look": "1"})
        assert page.status_code == 422
        words = page.content.decode()
        assert words.index('value="nl fr"') < words.index('value="fr nl"') and "Nederlands + Français" in words

    def test_it_is_set_in_both_and_ones_own_line_stands_once(self):
        self.always()
        letter = sent(self.c, language="nl fr", line="Tot gauw op straat")
        with acting(cast.KEEPER):
            filled = _sheet(letter, [self.c.brug_homes[6].id])
        assert len(filled["languages"]) == 2
        assert str(filled["letters"]).count("Tot gauw op straat") == 1

    def test_it_is_printed_in_both(self):
        self.always()
        sent(self.c, language="fr nl")
        batch = approved(self.c)
        assert batch.languages == ["fr", "nl"]
        with acting(cast.KEEPER):
            plan_batch(batch.id)
            assert LetterChunk.objects.get(batch=batch).language == "fr nl"
        while set_next(batch) is not None:
            pass
        with acting(cast.KEEPER):
            assert LetterChunk.objects.get(batch=batch).done_at

    def test_a_letter_of_one_language_from_before_goes_no_more(self):
        letter = prepared(self.c)
        self.always()
        standing = cast.member(self.c, "an")
        with acting(standing), pytest.raises(NotAllowed, match="once more"):
            send_letter(standing, letter=letter.id, seal=letter.seal)

    def test_nor_may_an_official_order_one(self):
        els = cast.mandate(self.c, "els")
        with acting(els):
            assert may_order(els, [self.c.brug.id], ["nl"], {})
        self.always()
        with acting(els):
            assert not may_order(els, [self.c.brug.id], ["nl"], {})
            assert may_order(els, [self.c.brug.id], ["nl", "fr"], {})
        page = cast.sign_in(Client(), self.c.els, second_step=True).get("/desk/oever/letters/order/").content.decode()
        assert 'value="nl fr"' in page and '<option value="nl"' not in page
