"""`stoep doors`: what the tests left is printed as it is; else the doors are tried now, as the web's own login."""

import json
from types import SimpleNamespace

import pytest
from django.test import TransactionTestCase

from stoep.cli import doors
from stoep.cli.errors import Stop
from stoep.cli.gates import gates
from stoep.lib.roles import acting
from stoep.people.models import Person
from stoep.places.models import Municipality
from tests import cast
from tests.raw import empty_tables


def asked(**options):
    return SimpleNamespace(**{"json": True, "now": False, **options})


def rows(status=404):
    return [{"url": g.url, "name": g.name, "methods": list(g.methods), "door": g.door, "cast": {"an": status}} for g in gates()]


def test_what_the_tests_saw_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(doors, "KEPT", tmp_path / "doors.json")
    doors.KEPT.write_text(json.dumps({"doors": rows(200)}))
    assert doors.run(asked()) == 0
    assert json.loads(capsys.readouterr().out) == {"doors": rows(200)}
    assert doors.run(asked(json=False)) == 0
    assert "an:200" in capsys.readouterr().out


@pytest.mark.parametrize("kept", ["", "[]", '{"doors": [{}]}', '{"doors": []}', '{"doors": [{"url": "/old/", "methods": ["GET"]}]}'])
def test_what_speaks_of_other_patterns_is_not_believed(tmp_path, monkeypatch, kept):
    monkeypatch.setattr(doors, "KEPT", tmp_path / "doors.json")
    assert doors.kept() is None
    doors.KEPT.write_text(kept)
    assert doors.kept() is None


class Now(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_without_a_cast_it_says_what_to_do(self):
        with self.assertRaisesMessage(Stop, "stoep seed"):
            doors.met()

    @pytest.mark.slow
    def test_the_doors_are_tried(self):
        cast.build()
        with acting(cast.KEEPER):
            Municipality.objects.update(is_demo=True)
            for person in Person.objects.all():
                Person.objects.filter(id=person.id).update(email=person.email.replace("example.org", "oever.example"))
        found = {row["name"]: row["cast"] for row in doors.tried()}
        assert {who for who, status in found["board"].items() if status == 200} == {"an", "bram", "marie", "noor", "dirk"}
        assert {who for who, status in found["desk"].items() if status != 404} == {"els", "eline", "joris"}
        assert set(found["about"].values()) == {200} and set(found) == {gate.name for gate in gates()}
