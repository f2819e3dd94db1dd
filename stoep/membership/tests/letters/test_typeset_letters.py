"""Typesetting: each address one page and one live code, the code on that page; broken off anywhere and taken up again."""

import subprocess
from unittest.mock import patch

import pytest
from django.test import TestCase

from stoep.lib.codes import verify_code
from stoep.lib.roles import acting
from stoep.membership.letters import actions, files, planning, presses, typesetting
from stoep.membership.models import LetterBatch, LetterCode
from stoep.places.models import Address
from tests import cast

from . import scene


class Killed(BaseException):
    """Stands for kill -9: nothing catches it, the transaction is gone."""


class TypesetLetters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def live(self, place, pages):
        """Whether each page's code is the live one of its address, and no address has another."""
        with acting(cast.KEEPER):
            homes = {(a.street_name, a.number): a for a in Address.objects.filter(neighbourhood=place)}
            hashes = dict(LetterCode.objects.filter(neighbourhood=place).values_list("address_id", "hash"))
        return all(verify_code(hashes[homes[house].id], homes[house].id, code) for house, code in pages.items())

    def all_pages(self, batch):
        return {house: code for pdf in scene.chunk_pdfs(batch) for house, code in scene.pages(pdf).items()}

    def test_each_page_holds_the_live_code_of_its_address(self):
        batch = scene.planned(self.c, self.c.kaai)
        assert scene.set_next(batch) == 8 and scene.set_next(batch) is None
        pages = self.all_pages(batch)
        assert len(pages) == len(set(pages.values())) == 8
        assert self.live(self.c.kaai, pages)

    def test_killed_before_the_file_before_the_rename_and_after_it(self):
        for place in ("files.written_whole", "os.fsync", "typesetting.keep_hashes"):
            with self.subTest(place):
                self.broken_off(place)

    def broken_off(self, place):
        batch = scene.planned(self.c, self.c.kaai)
        target = {"files": files, "os": files.os, "typesetting": typesetting}[place.split(".")[0]]
        with patch.object(target, place.split(".")[1], side_effect=Killed), pytest.raises(Killed):
            scene.set_next(batch)
        self.taken_up(batch)

    def taken_up(self, batch):
        with acting(cast.KEEPER):
            assert not LetterCode.objects.filter(neighbourhood=self.c.kaai).exists()
        while scene.set_next(batch) is not None:
            pass
        pages = self.all_pages(batch)
        assert len(pages) == 8 and self.live(self.c.kaai, pages)
        with acting(cast.KEEPER):
            assert typesetting.finish_batch(batch.id)
            LetterCode.objects.filter(neighbourhood=self.c.kaai).delete()  # for the next subtest: nobody has a letter
            LetterBatch.objects.filter(id=batch.id).delete()

    def test_killed_between_the_rename_and_the_commit(self):
        batch = scene.planned(self.c, self.c.kaai)
        with pytest.raises(Killed), acting(cast.KEEPER):
            typesetting.typeset_chunk(batch.id)
            raise Killed
        old = self.all_pages(batch)
        assert len(old) == 8  # the file stands under its name, and no code on it opens anything
        scene.set_next(batch)
        new = self.all_pages(batch)
        assert new.keys() == old.keys() and not set(new.values()) & set(old.values())
        assert self.live(self.c.kaai, new)

    def test_a_file_that_went_missing_is_set_again_with_new_codes(self):
        batch = scene.planned(self.c, self.c.kaai)
        scene.set_next(batch)
        (pdf,) = scene.chunk_pdfs(batch)
        pdf.unlink()
        with acting(cast.KEEPER):
            assert not typesetting.finish_batch(batch.id)
        assert scene.set_next(batch) == 8
        assert self.live(self.c.kaai, self.all_pages(batch))

    def test_who_opts_out_after_the_plan_gets_no_page(self):
        with patch.object(planning, "LETTERS_PER_CHUNK", 4):
            batch = scene.planned(self.c, self.c.kaai)
        with acting(cast.KEEPER):
            for home in self.c.kaai_homes[:5]:
                actions.stop_letters(cast.KEEPER, neighbourhood=self.c.kaai.id, address=home.id)
        assert [scene.set_next(batch) for _ in range(3)] == [0, 3, None]
        assert sorted(number for _street, number in self.all_pages(batch)) == ["6", "7", "8"]
        with acting(cast.KEEPER):
            assert typesetting.finish_batch(batch.id)

    def test_nothing_is_left_of_a_code_but_the_page_and_its_hash(self):
        said = []
        run = subprocess.Popen

        def listening(*args, **kwargs):
            said.append((args, {k: v for k, v in kwargs.items() if isinstance(v, str | dict | list)}))
            return run(*args, **kwargs)

        with patch.object(presses.subprocess, "Popen", side_effect=listening), self.assertLogs(level="DEBUG") as logged:
            batch = scene.planned(self.c, self.c.kaai)
            scene.set_next(batch)
        (pdf,) = scene.chunk_pdfs(batch)
        codes = scene.pages(pdf).values()
        assert [f.name for f in files.folder(batch.id).iterdir()] == [pdf.name]
        assert pdf.stat().st_mode & 0o777 == 0o600 and pdf.parent.stat().st_mode & 0o777 == 0o700
        with acting(cast.KEEPER):
            kept = str(list(LetterCode.objects.filter(neighbourhood=self.c.kaai).values())) + str(list(batch.chunks.values()))
        assert not any(code in kept + str(said) + str(logged.output) for code in codes)
        assert not any(name.startswith("STOEP_") for name in said[0][1]["env"])

    def test_a_typesetter_that_dies_or_refuses_leaves_nothing_behind(self):
        batch = scene.planned(self.c, self.c.kaai)
        for broken in ("import os; os.kill(os.getpid(), 9)", "import sys; sys.exit('the words do not fit on one page')"):
            with patch.object(presses, "COMMAND", [presses.sys.executable, "-c", broken]), pytest.raises(presses.PressFailed):
                scene.set_next(batch)
        with acting(cast.KEEPER):
            assert batch.chunks.get().done_at is None
            assert not LetterCode.objects.filter(neighbourhood=self.c.kaai).exists()
        assert not scene.chunk_pdfs(batch)
