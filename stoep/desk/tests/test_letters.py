"""The letters' pages: order, look, approve, refuse; what the rules themselves say is tested with the letters."""

from django.test import TestCase

from stoep.lib.roles import acting
from stoep.membership.models import LetterBatch
from tests import cast

from .at_desk import at_desk, order, url


def batches() -> list:
    with acting(cast.KEEPER):
        return list(LetterBatch.objects.order_by("id"))


class Letters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.els, self.eline = at_desk(self.c), at_desk(self.c, "eline")

    def ordered(self, **changed):
        self.els.post(url("order_letters"), order(self.c, **changed))
        return batches()[-1]

    def test_one_orders_and_another_approves(self):
        batch = self.ordered(message_nl="Kom langs.", message_fr="Venez.")
        assert (batch.neighbourhoods, batch.languages, batch.expected) == ([self.c.brug.id], ["nl", "fr"], 8)
        page = self.els.get(url("letter_batch", batch.id))
        self.assertContains(page, "Only an official who may approve")
        self.assertContains(page, "Kom langs.")
        self.assertNotContains(page, url("approve_letters", batch.id))
        self.assertContains(self.els.post(url("approve_letters", batch.id)), "who may approve", status_code=403)
        assert batches()[0].state == "ordered"
        self.assertContains(self.eline.get(url("letter_batch", batch.id)), url("approve_letters", batch.id))
        self.assertRedirects(self.eline.post(url("approve_letters", batch.id)), url("letter_batch", batch.id))
        assert batches()[0].state == "approved"
        self.assertContains(self.els.get(url("letter_batch", batch.id)), "0 % typeset")

    def test_ticking_a_neighbourhood_says_where_it_goes(self):
        assert self.ordered(reach="").neighbourhoods == [self.c.brug.id]
        self.assertContains(self.els.post(url("order_letters"), order(self.c, reach="", places=[])), "Choose where it goes")

    def test_nobody_approves_an_order_of_their_own(self):
        self.eline.post(url("order_letters"), order(self.c))
        (batch,) = batches()
        words = "Somebody else than the person who ordered the letters has to decide"
        self.assertContains(self.eline.get(url("letter_batch", batch.id)), words)
        self.assertContains(self.eline.post(url("approve_letters", batch.id)), words, status_code=403)
        assert batches()[0].state == "ordered"

    def test_refusing_takes_a_reason(self):
        batch = self.ordered()
        self.assertContains(self.eline.post(url("refuse_letters", batch.id), {"reason": " "}), "Say why")
        page = self.eline.post(url("refuse_letters", batch.id), {"reason": "x" * 301})
        self.assertContains(page, "x" * 301)
        assert batches()[0].state == "ordered"
        self.eline.post(url("refuse_letters", batch.id), {"reason": "Eerst het Nederlands nalezen."})
        self.assertContains(self.els.get(url("letter_batch", batch.id)), "Eerst het Nederlands nalezen.")

    def test_what_was_typed_stays_on_errors(self):
        for changed, words in (
            ({"places": []}, "Tick at least one neighbourhood"),
            ({"languages": "de"}, "Select a valid choice"),
            ({"message_nl": "Kom langs."}, "Write the message in each language of the letter"),
            ({"message_nl": "Kom. " * 60, "message_fr": "Venez."}, "at most 240 characters"),
            ({"message_nl": "x" * 100_000, "message_fr": "Venez."}, "at most 400 characters"),
        ):
            page = self.els.post(url("order_letters"), order(self.c, **changed))
            self.assertContains(page, words)
            self.assertContains(page, changed.get("message_nl", ""))
        assert batches() == []

    def test_a_second_round_shows_no_number_of_its_own(self):
        batch = self.ordered(only_not_joined="on")
        assert (batch.only_not_joined, batch.expected) == (True, 8)  # the register's: it says nothing of who has joined
        self.assertContains(self.els.get(url("letter_batch", batch.id)), "nobody can work out who has joined")

    def test_how_the_letter_looks(self):
        batch = self.ordered()
        page = self.eline.get(url("preview_letters", batch.id))
        assert (page.status_code, page["Content-Type"], page.content[:5]) == (200, "application/pdf", b"%PDF-")

    def test_the_next_town_finds_nothing(self):
        batch, femke = self.ordered(), at_desk(self.c, "femke")
        for page in ("letter_batch", "preview_letters"):
            assert femke.get(url(page, batch.id, town="dorp")).status_code == 404
        for page in ("approve_letters", "refuse_letters", "hand_out_again"):
            assert femke.post(url(page, batch.id, town="dorp"), {"reason": "x"}).status_code == 404
        assert batches()[0].state == "ordered"

    def test_the_print_operator_is_not_an_official(self):
        batch, joris = self.ordered(), at_desk(self.c, "joris")
        for page in (url("letters"), url("letter_batch", batch.id), url("announcements")):
            assert joris.get(page).status_code == 404
