"""`stoep mandate` and `stoep town change` as they are typed, and what `stoep check` says of a town that lacks somebody."""

import argparse
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from pytest import fixture, raises

from stoep.cli import mandate, town, town_check
from stoep.cli.errors import Stop
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Mandate, Member
from stoep.membership.town import faces_of_town
from tests import cast

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


class Typed(TestCase):
    @fixture(autouse=True)
    def _around(self, capsys, monkeypatch, tmp_path):
        self.capsys, self.tmp = capsys, tmp_path
        monkeypatch.setattr(mandate, "migrate", lambda: None)
        monkeypatch.setattr(town, "migrate", lambda: None)
        monkeypatch.setattr(town_check.migrate, "mark", town_check.migrate.release)

    def setUp(self):
        self.c = cast.build()

    def stoep(self, module, *words) -> str:
        """What it printed, both streams."""
        parser = argparse.ArgumentParser()
        module.add(parser)
        assert module.run(parser.parse_args(words)) == 0
        return "".join(self.capsys.readouterr())

    def stopped(self, module, *words) -> str:
        with raises(Stop) as stop:
            self.stoep(module, *words)
        return str(stop.value)

    def give(self, email, duty, *words):
        return self.stoep(mandate, "give", email, "--town", "oever", "--duty", duty, *words)

    def test_give_change_list_end(self):
        said = self.give("nele@example.org", "official", "--name", "Nele Claes", "--may-approve")
        assert "official of Oever until" in said and "a new account" in said and "a mail" in said
        assert "nothing to change" in self.give("nele@example.org", "official")
        assert "changed: may approve False (was True)" in self.give("nele@example.org", "official", "--no-may-approve")
        assert "reads only" not in self.stoep(mandate, "list", "--town", "oever")
        self.give("nele@example.org", "official", "--read-only")
        assert "reads only" in self.stoep(mandate, "list", "--town", "oever")
        assert "no more" in self.stoep(mandate, "end", "nele@example.org", "--town", "oever")
        assert "nele" not in self.stoep(mandate, "list", "--town", "oever")
        assert "ended" in self.stoep(mandate, "list", "--town", "oever", "--all")
        assert "no running mandate" in self.stopped(mandate, "end", "nele@example.org", "--town", "oever")

    def test_a_connector_by_short_or_whole_slug(self):
        words = ("connector", "--name", "Nele Claes", "--function", "buurtwerker", "--neighbourhoods")
        self.give("nele@example.org", *words, "brug,oever-kaai")
        with acting(cast.KEEPER), fan_out("test"):
            assert Member.objects.filter(name="Nele Claes", badge="buurtwerker").count() == 2
        assert "1 neighbourhoods (was 2)" in self.give("nele@example.org", "connector", "--neighbourhoods", "brug")
        assert "lives in Brug" in self.give("an@example.org", *words, "all")
        wrong = ("give", "x@example.org", "--town", "oever", "--duty", *words, "markt")
        assert "no neighbourhood markt. It has: oever-brug" in self.stopped(mandate, *wrong)

    def test_towns_and_days_that_are_none(self):
        assert "there is dorp, oever" in self.stopped(mandate, "list", "--town", "atlantis")
        with raises(SystemExit):
            self.give("nele@example.org", "official", "--until", "soon")
        assert "2027-06-30" in self.capsys.readouterr().err

    def test_a_town_changes_its_name_logo_and_help(self):
        logo = self.tmp / "logo.svg"
        logo.write_bytes(LOGO)
        with acting(cast.KEEPER), fan_out("test"):
            faces_of_town({self.c.brug.id: "Oever"})
        said = self.stoep(
            town, "change", "oever", "--name", "Nieuw-Oever", "--logo", str(logo), "--sender", "Stad\\nMarkt 1", "--help-place", "Bib"
        )
        assert "name: Nieuw-Oever (was Oever)" in said and "sender: Stad / Markt 1 (was -)" in said
        with acting(cast.KEEPER), fan_out("test"):
            assert Member.objects.get(kind="town").name == "Nieuw-Oever"
        shown = self.stoep(town, "show", "oever")
        assert "officials        2" in shown and "of these approve 1" in shown and "missing" not in shown
        assert "nothing to change" in self.stoep(town, "change", "oever", "--help-place", "Bib")
        assert "change what?" in self.stopped(town, "change", "oever")
        assert "logo: - (was oever-" in self.stoep(town, "change", "oever", "--no-logo")
        assert "is not a colour" in self.stopped(town, "change", "oever", "--colour", "blue")

    def test_check_says_who_is_missing_and_whose_time_is_nearly_over(self):
        said = "\n".join(say for _, _, say in town_check.towns())
        assert "Dorp has no print operator" in said and "Dorp has nobody to approve" in said
        assert "Oever" not in said and "mandate ends" not in said
        with acting(cast.KEEPER):
            Mandate.objects.filter(person=self.c.els).update(ends_at=timezone.now() + timedelta(days=5))
            Mandate.objects.filter(person=self.c.joris).update(ends_at=timezone.now() + timedelta(days=20))
            Mandate.objects.filter(person=self.c.eline).update(ends_at=timezone.now() - timedelta(days=1))
        found = town_check.towns()
        said = "\n".join(say for _, _, say in found)
        assert "within 7 days the mandate ends of els@example.org" in said and "within 30 days" in said and "within 60" not in said
        assert "Oever has nobody to approve" in said and {state for _, state, _ in found} == {"warning"}
