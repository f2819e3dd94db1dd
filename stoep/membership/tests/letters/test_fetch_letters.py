"""fetch_letters, hand_out_again, confirm_receipt: the archive goes out once, and then there is nothing left of it here."""

import csv
import hashlib
import io
import zipfile

import pytest
from django.test import TestCase
from django.utils.timezone import localdate

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.letters import actions, files
from stoep.places.models import Neighbourhood
from tests import cast

from . import scene


class FetchLetters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def act(self, who, action, batch):
        standing = cast.mandate(self.c, who)
        with acting(standing):
            return action(standing, batch=batch.id)

    def refused(self, who, action, batch):
        with pytest.raises(NotAllowed) as refusal:
            self.act(who, action, batch)
        return str(refusal.value.reason)

    def test_the_archive_holds_every_letter_and_says_so(self):
        archive = self.act("joris", actions.fetch_letters, scene.ready(self.c, self.c.brug, self.c.kaai))
        assert archive.stat().st_mode & 0o777 == 0o600
        with zipfile.ZipFile(archive) as parts:
            rows = list(csv.DictReader(io.StringIO(parts.read("contents.csv").decode())))
            assert [(r["file"], r["letters"]) for r in rows] == [("00001-oever-brug.pdf", "7"), ("00002-oever-kaai.pdf", "8")]
            for row in rows:
                pdf = parts.read(row["file"])
                assert hashlib.sha256(pdf).hexdigest() == row["sha256"]
                assert len(scene.pages(pdf)) == int(row["letters"])

    def test_once_then_never_again(self):
        batch = scene.ready(self.c)
        self.act("joris", actions.fetch_letters, batch)
        assert "fetched already" in self.refused("joris", actions.fetch_letters, batch)
        assert self.act("joris", actions.confirm_receipt, batch).state == "received"
        assert "fetched already" in self.refused("joris", actions.fetch_letters, batch)

    def test_nobody_but_the_print_operator_and_only_when_ready(self):
        waiting = scene.approved(self.c, self.c.kaai)
        assert "not ready" in self.refused("joris", actions.fetch_letters, waiting)
        batch = scene.ready(self.c)
        assert "print operator" in self.refused("els", actions.fetch_letters, batch)
        assert "print operator" in self.refused("eline", actions.confirm_receipt, batch)
        assert "not been fetched" in self.refused("joris", actions.confirm_receipt, batch)

    def test_a_broken_download_needs_another_person(self):
        batch = scene.ready(self.c)
        assert "Only letters that were fetched" in self.refused("eline", actions.hand_out_again, batch)
        self.act("joris", actions.fetch_letters, batch)
        assert "approve" in self.refused("joris", actions.hand_out_again, batch)
        self.act("eline", actions.hand_out_again, batch)
        self.act("joris", actions.fetch_letters, batch)
        with acting(cast.KEEPER):
            verbs = list(TownEntry.objects.filter(about=batch.id).order_by("at").values_list("verb", flat=True))
        assert verbs == [
            "order_letters", "approve_letters", "letters_ready", "fetch_letters", "hand_out_again", "fetch_letters",
        ]  # fmt: skip

    def test_confirming_destroys_the_files(self):
        batch = scene.ready(self.c)
        self.act("joris", actions.fetch_letters, batch)
        with self.captureOnCommitCallbacks(execute=True):
            self.act("joris", actions.confirm_receipt, batch)
        assert not (files.settings.LETTERS_DIR / str(batch.id)).exists()

    def test_confirming_opens_the_neighbourhoods(self):
        with acting(cast.KEEPER):
            Neighbourhood.objects.filter(id__in=[self.c.brug.id, self.c.kaai.id]).update(opened_on=None)
        batch = scene.ready(self.c)
        self.act("joris", actions.fetch_letters, batch)
        keeper = Clockwork.of("test", town=self.c.oever.id)
        with acting(keeper):
            assert actions.open_lettered(keeper, batch=batch.id) == []
            assert not Neighbourhood.objects.exclude(opened_on=None).filter(id=self.c.brug.id).exists()
        self.act("joris", actions.confirm_receipt, batch)
        with acting(keeper):
            assert actions.open_lettered(keeper, batch=batch.id) == [self.c.brug.id]
            assert actions.open_lettered(keeper, batch=batch.id) == []
            assert Neighbourhood.objects.get(id=self.c.brug.id).opened_on == localdate()
            assert Neighbourhood.objects.get(id=self.c.kaai.id).opened_on is None
            line = TownEntry.objects.get(verb="open_neighbourhoods")
        assert (line.municipality_id, line.detail) == (self.c.oever.id, {"neighbourhoods": [self.c.brug.id]})

    def test_an_archive_that_is_not_here_does_not_count_as_fetched(self):
        batch = scene.ready(self.c)
        files.destroy(batch.id)
        with pytest.raises(FileNotFoundError):
            self.act("joris", actions.fetch_letters, batch)
        with acting(cast.KEEPER):
            assert not TownEntry.objects.filter(verb="fetch_letters").exists()
