"""Who gets a letter: everybody once, in walking order, but for those who had one, want none, or are in already."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import ProgrammingError
from django.test import TestCase
from django.utils import timezone

from stoep.lib.roles import acting
from stoep.membership.letters import actions, files, planning
from stoep.membership.letters.sweeping import sweep_letters
from stoep.membership.models import LetterBatch, LetterCode
from stoep.places.models import Address
from tests import cast

from . import scene


class Planning(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def planned(self, *places, **changes):
        batch = scene.planned(self.c, *places, **changes)
        with acting(cast.KEEPER):
            return list(batch.chunks.order_by("number"))

    def numbers(self, **changes):
        ids = [home for chunk in self.planned(**changes) for home in chunk.addresses]
        with acting(cast.KEEPER):
            number = dict(Address.objects.filter(neighbourhood=self.c.brug).values_list("id", "number"))
        return [number[home] for home in ids]

    def test_a_letter_younger_than_ninety_days_is_enough(self):
        assert self.numbers() == ["1", "2", "3", "4", "5", "6", "7"]  # Gust, at 8, has one

    def test_after_ninety_days_there_may_be_another(self):
        with acting(cast.KEEPER):
            LetterCode.objects.filter(neighbourhood=self.c.brug).update(issued_at=timezone.now() - timedelta(days=91))
        assert self.numbers()[-1] == "8"

    def test_what_has_run_out_is_forgotten(self):
        batch = scene.ready(self.c)
        with acting(cast.KEEPER):
            assert sweep_letters() == 0
            LetterCode.objects.filter(neighbourhood=self.c.brug).update(expires_at=timezone.now() - timedelta(days=1))
            LetterBatch.objects.update(ready_at=timezone.now() - timedelta(days=92))
            assert sweep_letters() == 8
        assert not (files.settings.LETTERS_DIR / str(batch.id)).exists()

    def test_who_wants_none_gets_none(self):
        with acting(cast.KEEPER):
            for _twice in range(2):
                actions.stop_letters(cast.KEEPER, neighbourhood=self.c.brug.id, address=self.c.brug_homes[1].id)
        assert self.numbers() == ["1", "3", "4", "5", "6", "7"]

    def test_a_second_round_leaves_out_who_has_joined_but_not_who_moved_out(self):
        assert self.numbers(only_not_joined=True) == ["6", "7"]  # at 1 to 5 live members; Hugo, of 6, has gone

    def test_walking_order(self):
        with acting(cast.KEEPER):
            homes = list(Address.objects.filter(neighbourhood=self.c.kaai))
        for home, number, box in zip(
            homes, ["10", "9", "36H", "36", "36", "36", "2", "1"], ["", "", "", "10", "", "9", "", ""], strict=True
        ):
            home.number, home.box = number, box
        assert [str(a) for a in planning.walk(homes)] == ["Kaaistraat " + n for n in ("1", "2", "9", "10", "36", "36/9", "36/10", "36H")]

    def test_a_chunk_is_of_one_neighbourhood_and_not_too_long(self):
        with patch.object(planning, "LETTERS_PER_CHUNK", 3):
            chunks = self.planned(self.c.brug, self.c.kaai)
        assert [(c.number, c.neighbourhood_id, len(c.addresses)) for c in chunks] == [
            (1, self.c.brug.id, 3), (2, self.c.brug.id, 3), (3, self.c.brug.id, 1),
            (4, self.c.kaai.id, 3), (5, self.c.kaai.id, 3), (6, self.c.kaai.id, 2),
        ]  # fmt: skip

    def test_planning_twice_changes_nothing(self):
        batch = scene.planned(self.c)
        with acting(cast.KEEPER):
            before = list(batch.chunks.values_list("id", "addresses"))
            assert planning.plan_batch(batch.id) == 7
            assert list(batch.chunks.values_list("id", "addresses")) == before

    def test_an_order_that_reaches_nobody_says_so(self):
        scene.ready(self.c)
        batch = scene.planned(self.c)
        with acting(cast.KEEPER):
            found = LetterBatch.objects.get(id=batch.id)
        assert found.state == "refused" and found.refused_reason

    def test_the_desk_sees_no_chunk(self):
        batch, els = scene.planned(self.c), cast.mandate(self.c, "els")
        with pytest.raises(ProgrammingError, match="permission denied"), acting(els):
            batch.chunks.count()
