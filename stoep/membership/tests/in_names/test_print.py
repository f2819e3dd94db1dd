"""Which homes get a letter in a neighbour's name: not where somebody has joined, wants none or had one; not from who left."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client, TestCase
from pypdf import PdfReader

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.profile import mark_minor
from stoep.membership.actions.sanctions import quiet_member, suspend_member
from stoep.membership.in_names.actions import refuse_words, take_back_letter, tell_refused
from stoep.membership.in_names.models import NamedHome, NamedLetter, NamedWords
from stoep.membership.in_names.preview import set_page
from stoep.membership.in_names.printing import sweep_named_letters
from stoep.membership.in_names.rules import REST
from stoep.membership.letters import actions, files
from stoep.membership.letters.planning import plan_batch
from stoep.membership.models import LetterBatch, LetterCode, Member, NoLetter
from stoep.notify.hearing import hear_entry
from tests import cast
from tests.shards import guarded

from ..joiners import Joiner
from ..letters.scene import chunk_pdfs, set_next
from .scene import EMPTY, EMPTY_TOO, again, approved, handed, numbers, ordered, prepared, printed, sent


class Print(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def takes_back(self, letter):
        an = cast.member(self.c, "an")
        with acting(an):
            take_back_letter(an, letter=letter.id)
        handed(self.c, letter)

    def test_it_says_who_asked_and_what_they_said_and_its_code_lets_in(self):
        sent(self.c, line="Tot gauw op straat")
        batch = approved(self.c)
        codes = printed(self.c, batch)
        assert numbers(codes) == ["7"]
        with files.archive_file(batch.id).open("rb") as archive:
            zipped = zipfile.ZipFile(io.BytesIO(archive.read()))
            page = PdfReader(io.BytesIO(zipped.read(next(n for n in zipped.namelist() if n.endswith(".pdf"))))).pages[0].extract_text()
        said = " ".join(page.split())
        assert "An (Brugstraat) woont in je buurt" in said and "An schrijft erbij: “Tot gauw op straat”" in said
        assert "Oever nodigt je uit" in said
        gust = Joiner(self.c.brug_homes[EMPTY_TOO])
        gust.all_the_way(codes["Brugstraat", "7"])
        with acting(cast.KEEPER):
            assert Member.objects.filter(neighbourhood=self.c.brug, name__startswith="Gust").exists()

    def test_homes_that_rest_are_left_out_unseen(self):
        joined, code, stopped, empty = (self.c.brug_homes[n] for n in (1, 7, EMPTY, EMPTY_TOO))
        with acting(cast.KEEPER):
            NoLetter.objects.create(neighbourhood=self.c.brug, address_id=stopped.id)
        letter = sent(self.c, joined, code, stopped, empty)
        assert numbers(printed(self.c)) == ["7"]
        assert again(letter).printed_at
        alone = sent(self.c, joined, who="bram")
        assert numbers(printed(self.c)) == []
        assert again(alone).printed_at

    def test_a_home_has_one_in_half_a_year_whoever_asks(self):
        home = self.c.brug_homes[EMPTY_TOO]
        sent(self.c, home)
        sent(self.c, home, who="bram")
        assert numbers(printed(self.c)) == ["7"]
        with acting(cast.KEEPER):
            LetterCode.objects.filter(neighbourhood=self.c.brug).delete()
        sent(self.c, home, who="marie")
        assert numbers(printed(self.c)) == []
        with acting(cast.KEEPER):
            NamedHome.objects.filter(neighbourhood=self.c.brug).update(at=now() - REST - timedelta(hours=1))
            sweep_named_letters()
            assert not NamedHome.objects.exists()
        sent(self.c, home, who="marie")
        assert numbers(printed(self.c)) == ["7"]

    def test_taken_back_before_it_is_printed(self):
        letter = sent(self.c)
        batch = approved(self.c)
        self.takes_back(letter)
        self.takes_back(letter)
        assert printed(self.c, batch) == {}
        with acting(cast.KEEPER):
            assert not NamedWords.objects.exists()

    def test_too_late_to_take_back(self):
        letter = sent(self.c)
        printed(self.c)
        with pytest.raises(NotAllowed, match="printer"):
            self.takes_back(letter)

    def test_who_was_shut_out_quieted_renamed_or_shielded_meanwhile_sends_none(self):
        an = {"neighbourhood": self.c.brug, "id": self.c.an_member.id}

        def keeper(verb, **given):
            standing = cast.KEEPER.of("test", here=self.c.brug.id)
            with acting(standing):
                verb(standing, member=self.c.an_member.id, **given)

        def changed(**fields):
            with acting(cast.KEEPER):
                Member.objects.filter(**an).update(**fields)

        soon = now() + timedelta(days=3)
        happenings = [
            lambda: keeper(suspend_member, until=soon), lambda: keeper(quiet_member, until=soon), lambda: changed(state="gone"),
            lambda: changed(name="Petra"), lambda: changed(street="", shielded=True),
        ]  # fmt: skip
        for happens in happenings:
            with transaction.atomic():
                letter = sent(self.c)
                batch = approved(self.c)
                happens()
                assert printed(self.c, batch) == {}
                assert again(letter).printed_at
                transaction.set_rollback(True)

    def test_who_says_meanwhile_to_be_under_eighteen_sends_none(self):
        sent(self.c, with_street=False)
        with acting(an := cast.member(self.c, "an")):
            mark_minor(an, minor=True)
        assert printed(self.c) == {}

    def test_shut_out_between_planning_and_typesetting(self):
        sent(self.c)
        batch = approved(self.c)
        with acting(cast.KEEPER):
            plan_batch(batch.id)
        with acting(standing := cast.KEEPER.of("test", here=self.c.brug.id)):
            suspend_member(standing, member=self.c.an_member.id, until=now() + timedelta(days=3))
        assert set_next(batch) == 0 and chunk_pdfs(batch) == []

    def test_words_somebody_wrote_past_the_pages_are_not_printed(self):
        letter = sent(self.c)
        with acting(cast.KEEPER):
            NamedLetter.objects.filter(neighbourhood=self.c.brug, id=letter.id).update(line="Stem op mij")
        assert printed(self.c) == {}

    def test_what_came_after_the_order_waits_for_the_next(self):
        sent(self.c)
        batch = ordered(self.c)
        late = sent(self.c, self.c.brug_homes[EMPTY])
        assert batch.expected == 1
        assert numbers(printed(self.c, approved(self.c, batch))) == ["7"]
        assert again(late).printed_at is None
        assert numbers(printed(self.c)) == ["6"]

    def test_left_out_by_the_desk_with_its_reason(self):
        letter, els = sent(self.c, line="Koop bij mij"), cast.mandate(self.c, "els")
        with acting(els):
            refuse_words(els, words=letter.id, reason="Geen reclame")
        with acting(cast.KEEPER):
            for _ in range(2):
                tell_refused(letter.id)
            entry = Entry.objects.get(neighbourhood=self.c.brug, verb="tell_refused_words")
            hear_entry(self.c.brug.id, str(entry.id))
        bell = cast.sign_in(Client(), self.c.an).get("/n/oever-brug/bell/").content.decode()
        assert "/n/oever-brug/invite/letters/" in bell
        assert again(letter).reason == "Geen reclame"
        with pytest.raises(NotAllowed):
            ordered(self.c)

    def test_another_towns_desk_neither_sees_nor_orders_them(self):
        letter, femke = sent(self.c), cast.mandate(self.c, "femke")
        with acting(femke):
            assert not NamedWords.objects.exists()
            with pytest.raises(NamedWords.DoesNotExist):
                refuse_words(femke, words=letter.id, reason="Nee")
            with pytest.raises(NotAllowed):
                actions.order_in_names(femke)

    def test_each_in_the_language_its_author_chose_and_all_on_one_shard(self):
        with guarded():
            sent(self.c, self.c.brug_homes[EMPTY], language="fr")
            sent(self.c, self.c.brug_homes[EMPTY_TOO], who="bram", with_street=False)
            batch = approved(self.c)
            assert numbers(printed(self.c, batch)) == ["6", "7"]
        assert batch.languages == ["fr", "nl"]
        with acting(cast.KEEPER):
            assert LetterBatch.objects.get(id=batch.id).state == "ready"
            assert list(batch.chunks.order_by("number").values_list("language", flat=True)) == ["fr", "nl"]

    def test_looked_at_is_as_printed(self):
        letter = prepared(self.c, line="Tot gauw op straat")
        with acting(cast.member(self.c, "an")):
            seen = PdfReader(io.BytesIO(set_page(letter))).pages[0].extract_text()
            assert set_page(letter, 0).startswith(b"\x89PNG")
        sent(self.c, line="Tot gauw op straat")
        batch = approved(self.c)
        with acting(cast.KEEPER):
            plan_batch(batch.id)
        set_next(batch)
        page = PdfReader(chunk_pdfs(batch)[0]).pages[0].extract_text()
        same = [line for line in page.splitlines() if line not in seen.splitlines()]
        assert len(same) == 1 and len(same[0].replace(" ", "")) == 10, same  # the code
