"""Dates in words: the first of the month as French says it, everywhere, and one place that knows."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation

import stoep
from stoep.lib.dates import date_format
from stoep.lib.when import said, since

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)
ROOT = Path(stoep.__file__).parent


@pytest.mark.parametrize(("language", "wanted", "text"), [
    ("fr", "DATE_FORMAT", "1er décembre 2026"), ("fr", "j F", "1er décembre"), ("fr", "l j F", "mardi 1er décembre"),
    ("fr", r"\l\e j F", "le 1er décembre"), ("fr", "j", "1"), ("fr", "SHORT_DATE_FORMAT", "01/12/2026"),
    ("nl", "DATE_FORMAT", "1 december 2026"), ("de", "DATE_FORMAT", "1. Dezember 2026"),
    ("de", "j F", "1. Dezember"), ("de", "l j F", "Dienstag 1. Dezember"), ("de", "j", "1"), ("en", "DATE_FORMAT", "1 December 2026"),
])  # fmt: skip
def test_the_first_of_the_month(language, wanted, text):
    with translation.override(language):
        assert date_format(FIRST, wanted) == text
        shown = engines["django"].from_string("{{ day|date:wanted }}").render({"day": FIRST, "wanted": wanted})
        assert shown.replace("&#x27;", "'") == text


def test_every_other_day_is_a_number():
    with translation.override("fr"):
        assert date_format(SECOND) == "2 décembre 2026"
        assert date_format(date(2026, 12, 11), "j F") == "11 décembre"
        assert date_format(datetime(2026, 12, 1, 9, 5, tzinfo=UTC), "DATETIME_FORMAT") == "1er décembre 2026 à 09:05"
        nothing = engines["django"].from_string('{{ no|date:"DATE_FORMAT" }}{{ none|date }}').render({"none": None})
        assert nothing == ""


def test_it_is_the_day_where_we_are(settings):
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # half past midnight in Brussels
    with translation.override("fr"):
        assert engines["django"].from_string('{{ at|date:"j F" }}').render({"at": late}) == "1er décembre"


def test_on_the_board_too():
    moment, now = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 20, 9, tzinfo=UTC)
    assert said(moment, now, "fr") == "1er décembre" and since(moment, now, "fr") == "le 1er décembre"


def test_nothing_else_writes_dates_in_words():
    """Whoever calls Django's own writes « 1 décembre »."""
    theirs = re.compile(r"formats\.date_format|formats import .*\bdate_format|dateformat|strftime\([^)]*%B")
    found = [path for path in ROOT.rglob("*.py") if theirs.search(path.read_text(encoding="utf-8"))]
    assert sorted(found) == [ROOT / "lib" / "dates.py", Path(__file__)]
