"""`stoep letters`: the whole way of a batch by command, and what it says when it may not."""

import argparse
import json
import zipfile

import pytest
from django.test import TransactionTestCase

from stoep.cli import letters
from stoep.cli.errors import Stop
from stoep.lib.roles import acting
from stoep.membership.in_names.models import NamedWords
from tests import cast
from tests.raw import empty_tables


class Letters(TransactionTestCase):
    @pytest.fixture(autouse=True)
    def _around(self, capsys, tmp_path):
        self.capsys, self.tmp = capsys, tmp_path

    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def stoep(self, verb, *words, town="oever"):
        """The JSON the command prints; its other words go to self.said."""
        parser = argparse.ArgumentParser()
        letters.add(parser)
        self.capsys.readouterr()
        assert letters.run(parser.parse_args([verb, "--town", town, *words])) == 0
        out, self.said = self.capsys.readouterr()
        return json.loads(out)

    def stopped(self, *words, **more):
        with pytest.raises(Stop) as stop:
            self.stoep(*words, **more)
        return str(stop.value)

    def by(self, who):
        return "--by", f"{who}@example.org"

    def test_letters_in_neighbours_names(self):
        assert "waits now" in self.stopped("order", *self.by("els"), "--in-names")
        with acting(cast.KEEPER):
            NamedWords.objects.create(municipality_id=self.c.oever.id, neighbourhood_id=self.c.brug.id, name="An", language="nl", homes=2)
        ordered = self.stoep("order", *self.by("els"), "--in-names")
        assert (ordered["state"], ordered["expected"], ordered["neighbourhoods"]) == ("ordered", 2, 1)

    def test_from_order_to_receipt(self):
        ordered = self.stoep(
            "order", *self.by("els"), "--languages", "nl,fr", "--message", "nl=Welkom", "--message", "fr=Bienvenue"
        )
        assert (ordered["state"], ordered["expected"], ordered["neighbourhoods"]) == ("ordered", 16, 2)
        assert "no batch of Oever is approved" in self.stopped("typeset")
        assert self.stoep("approve", *self.by("eline"))["state"] == "approved"
        set_ = self.stoep("typeset", "--workers", "2")
        assert (set_["state"], set_["letters"]) == ("ready", 15)
        assert "15 of 15 letters" in self.said and "a second" in self.said
        archive = self.tmp / "letters.zip"
        assert self.stoep("fetch", *self.by("joris"), "--to", str(archive))["bytes"] == archive.stat().st_size
        assert archive.stat().st_mode & 0o777 == 0o600 and len(zipfile.ZipFile(archive).namelist()) == 3
        twice = ("fetch", *self.by("joris"), "--batch", ordered["batch"], "--to", str(self.tmp / "again.zip"))
        assert "handed out once" in self.stopped(*twice) and not (self.tmp / "again.zip").exists()
        assert self.stoep("confirm", *self.by("joris"))["state"] == "received"
        assert [b["state"] for b in self.stoep("list")["batches"]] == ["received"]

    def test_a_file_that_cannot_be_written_costs_nothing(self):
        batch = self.stoep("order", *self.by("els"), "--neighbourhoods", "oever-kaai")["batch"]
        self.stoep("approve", *self.by("eline"))
        self.stoep("typeset")
        with pytest.raises(OSError, match="No such file"):
            self.stoep("fetch", *self.by("joris"), "--to", str(self.tmp / "no" / "such" / "folder.zip"))
        assert self.stoep("list")["batches"][0]["state"] == "ready"
        assert self.stoep("fetch", *self.by("joris"), "--batch", batch, "--to", str(self.tmp / "l.zip"))["state"] == "fetched"

    def test_who_may_not_is_told_why(self):
        assert "no town" in self.stopped("list", town="atlantis")
        assert "no mandate" in self.stopped("order", *self.by("an"))
        assert "no mandate" in self.stopped("order", *self.by("femke"))
        assert "no neighbourhood" in self.stopped("order", *self.by("els"), "--neighbourhoods", "dorp-markt")
        assert "nl=TEXT" in self.stopped("order", *self.by("els"), "--message", "Welkom")
        self.stoep("order", *self.by("els"))
        assert "may approve" in self.stopped("approve", *self.by("els"))
        self.stoep("order", *self.by("els"))
        assert "--batch" in self.stopped("approve", *self.by("eline"))

    def test_an_address_that_wants_no_more(self):
        assert self.stoep("stop", "--street", "brugstraat", "--number", "3") == {"stopped": 1}
        assert self.stoep("stop", "--street", "Nergens", "--number", "3") == {"stopped": 0}

    def test_a_look_before_ordering(self):
        page = self.tmp / "page.pdf"
        self.stoep("preview", "--languages", "fr", "--to", str(page))
        assert page.read_bytes().startswith(b"%PDF-1.7")
