"""`stoep import` and `stoep town` as they are typed: what stands on which stream, and the exit codes."""

import argparse
import json

from pytest import fixture, mark, raises

from stoep.cli import imports, town
from stoep.cli.errors import Stop

from .importing import places
from .made import SIDE, feature, home, register, square, three_squares, written

pytestmark = mark.django_db
KEYS = ["read", "accepted", "repaired", "refused", "overlaps", "unplaced", "written"]


@fixture(autouse=True)
def ready(monkeypatch):
    """The test database is ready, and it is not the command's."""
    for module in (imports, town):
        monkeypatch.setattr(module, "migrate", lambda: None)


def typed(module, *words) -> int:
    parser = argparse.ArgumentParser()
    module.add(parser)
    return module.run(parser.parse_args([str(word) for word in words]))


def test_the_report_is_one_object_on_standard_output(tmp_path, capsys):
    assert typed(imports, "boundaries", three_squares(tmp_path), "--town", "oord", "--json") == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert list(found)[:7] == KEYS
    assert (found["read"], found["accepted"], found["written"]) == (3, 3, 0)
    assert "This was a dry run" in err
    assert places() == {}


def test_from_a_towns_name_to_its_addresses(tmp_path, capsys):
    assert typed(town, "create", "oord", "--name", "Oord", "--languages", "fr,nl", "--help-phone", "09 000 00 00") == 0
    assert typed(imports, "boundaries", three_squares(tmp_path), "--town", "oord", "--commit", "--json") == 0
    assert json.loads(capsys.readouterr().out)["written"] == 3
    path = register(tmp_path, home("Kerkstraat", "1", 0), home("Nergens", "2", 9))
    for written_now in (1, 0):
        assert typed(imports, "addresses", path, "--town", "oord", "--commit", "--json") == 0
        out, err = capsys.readouterr()
        found = json.loads(out)
        assert (found["written"], found["unplaced"]) == (written_now, 1)
        assert found["refused"][0]["row"] == 3 and set(found["refused"][0]) == {"row", "name", "reason"}
        assert "refused   row 3  Nergens 2, 9000: lies outside every neighbourhood" in err
    assert places()["Brug"].municipality.languages == ["fr", "nl"]


def test_a_commit_that_is_blocked_ends_with_one_and_says_what_to_do(tmp_path, capsys):
    path = written(tmp_path, feature("Groot", square(1), "A"), feature("Klein", square(1.9, side=SIDE / 2), "B"))
    assert typed(imports, "boundaries", path, "--town", "oord", "--commit", "--json") == 1
    out, err = capsys.readouterr()
    assert [pair[:2] for pair in json.loads(out)["overlaps"]] == [["Groot", "Klein"]]
    assert "--settle-overlaps" in err and "Nothing was written." in err


def test_what_the_user_must_change_is_one_line(tmp_path):
    for words, line in (
        (("addresses", register(tmp_path, home("Kerkstraat", "1", 0)), "--town", "nergens"), "there is no town nergens"),
        (("boundaries", tmp_path / "none.geojson", "--town", "oord"), "there is no file"),
        (("boundaries", three_squares(tmp_path), "--town", "Oord!", "--commit"), "cannot be a web name"),
    ):
        with raises(Stop, match=line):
            typed(imports, *words)
    typed(imports, "boundaries", three_squares(tmp_path), "--town", "oord", "--commit")
    with raises(Stop, match="part=column"):
        typed(imports, "addresses", register(tmp_path), "--town", "oord", "--columns", "straat")
    with raises(Stop, match="there is a town oord already"):
        typed(town, "create", "oord", "--name", "Oord")


def test_long_lists_are_cut_for_the_eye_but_not_for_the_machine(tmp_path, capsys):
    rows = [feature(f"  Wijk {n}", square(n % 6, n // 6), f"W{n}") for n in range(30)]
    typed(imports, "boundaries", written(tmp_path, *rows), "--town", "oord", "--json")
    out, err = capsys.readouterr()
    assert len(json.loads(out)["repaired"]) == 30
    assert "… and 5 more like the last" in err
    typed(imports, "boundaries", written(tmp_path, *rows), "--town", "oord", "--all")
    assert "Wijk 29: name tidied" in capsys.readouterr().err
