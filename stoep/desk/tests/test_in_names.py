"""Letters in neighbours' names at the desk: read, ordered together, left out with a reason; by whom, and of which town."""

from django.test import TestCase

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.membership.in_names.models import NamedWords
from stoep.membership.models import LetterBatch, Mandate
from tests import cast

from .at_desk import at_desk, url


class InNames(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            said = {"municipality_id": cls.c.oever.id, "neighbourhood_id": cls.c.brug.id, "language": "nl", "homes": 2}
            cls.first = NamedWords.objects.create(name="An", street="Brugstraat", line="Tot gauw op straat", **said)
            cls.second = NamedWords.objects.create(name="Bram", line="Koop bij mij", **said)

    def test_the_words_are_read_and_ordered_together(self):
        els = at_desk(self.c)
        self.assertContains(els.get(url("letters")), "Neighbours asked for 4 letters")
        page = els.get(url("letters_in_names"))
        for words in ("Tot gauw op straat", "Koop bij mij", "Order 4 letters"):
            self.assertContains(page, words)
        assert els.get(url("preview_words", self.first.id)).getvalue().startswith(b"%PDF")
        self.assertContains(els.post(url("order_in_names"), follow=True), "Tot gauw op straat")
        self.assertNotContains(els.get(url("letters_in_names")), "Tot gauw op straat")  # they wait for the second person
        self.assertContains(els.post(url("order_in_names"), follow=True), "waits now")
        with acting(cast.KEEPER):
            batch = LetterBatch.objects.get()
        assert (batch.in_names, batch.expected, batch.languages) == (True, 4, ["nl"])

    def test_left_out_with_a_reason_once(self):
        els = at_desk(self.c)
        self.assertContains(els.post(url("refuse_words", self.second.id), {"reason": ""}), "Say why", status_code=422)
        for reason in ("Geen reclame", "Iets anders"):
            els.post(url("refuse_words", self.second.id), {"reason": reason})
        with acting(cast.KEEPER):
            assert NamedWords.objects.get(id=self.second.id).reason == "Geen reclame"
            assert TownEntry.objects.filter(verb="refuse_words").count() == 1
        els.post(url("order_in_names"))
        with acting(cast.KEEPER):
            assert LetterBatch.objects.get().expected == 2

    def test_who_only_reads_orders_and_leaves_out_nothing(self):
        with acting(cast.KEEPER):
            Mandate.objects.filter(id=self.c.els_mandate.id).update(may_write=False)
        els = at_desk(self.c)
        self.assertNotContains(els.get(url("letters_in_names")), "Order 4 letters")
        els.post(url("order_in_names"))
        assert els.post(url("refuse_words", self.first.id), {"reason": "Nee"}).status_code == 403
        with acting(cast.KEEPER):
            assert not LetterBatch.objects.exists() and not NamedWords.objects.exclude(refused_at=None).exists()

    def test_another_towns_official_finds_none(self):
        femke = at_desk(self.c, "femke")
        self.assertContains(femke.get(url("letters_in_names", town="dorp")), "No words wait")
        for town in ("dorp", "oever"):
            assert femke.get(url("preview_words", self.first.id, town=town)).status_code == 404
            assert femke.post(url("refuse_words", self.first.id, town=town), {"reason": "Nee"}).status_code == 404
