"""Texts are found in code and templates, kept, checked and compiled, without gettext installed."""

import ast
import gettext

import pytest

from stoep.lib import catalogues

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
def say(name, count, key):
    # Translators: on a button
    _("Ask your neighbours")
    _("Hello %(name)s") % {"name": name}
    ngettext("One neighbour", "%(count)s neighbours", count)
    pgettext_lazy("of a bicycle", "Lock")
    _(key)
"""
TEMPLATE = """{% load i18n %}
<p title="{% translate 'The town' %}">It's "quoted" and (unbalanced</p>
    {% blocktranslate with who=name %}Written by <b>{{ who }}</b>{% endblocktranslate %}
  {% blocktranslate count n=posts|length trimmed %}
      One post
    {% plural %}
      {{ n }} posts
  {% endblocktranslate %}
 <i>{{ _("Later") }}</i>
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small project of one code file and one template, with catalogues of its own."""
    (tmp_path / "room" / "templates" / "room").mkdir(parents=True)
    (tmp_path / "room" / "tests").mkdir()
    (tmp_path / "room" / "views.py").write_text(CODE)
    (tmp_path / "room" / "templates" / "room" / "page.html").write_text(TEMPLATE)
    (tmp_path / "room" / "tests" / "test_it.py").write_text('_("Not for the screen")')
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    whole = catalogues.extract
    monkeypatch.setattr(catalogues, "extract", lambda: whole(tmp_path / "room"))
    return tmp_path


def translate(language, **texts):
    """Write translations into a catalogue, as a translator would."""
    catalogue = catalogues.read(language)
    for message in catalogue:
        if message.id and (said := texts.get(catalogues.shown(message))):
            message.string = said
    with catalogues.path(language).open("wb") as file:
        catalogues.write_po(file, catalogue)


def test_every_marked_text_is_found_and_no_other(folder):
    found = {catalogues.shown(m): m for m in catalogues.extract() if m.id}
    assert set(found) == {
        "Ask your neighbours", "Hello %(name)s", "One neighbour", "Lock",
        "The town", "Written by <b>%(who)s</b>", "One post", "Later",
    }  # fmt: skip
    assert found["Lock"].context == "of a bicycle"
    assert found["One post"].id == ("One post", "%(n)s posts")
    assert found["Ask your neighbours"].auto_comments == ["Translators: on a button"]
    assert found["Hello %(name)s"].python_format


def test_an_update_keeps_translations_and_drops_what_is_gone(folder):
    catalogues.update()
    translate("nl", Later="Later", Lock="Slot")
    (folder / "room" / "views.py").write_text('_("Only this")')
    catalogues.update()
    kept = {catalogues.shown(m): m.string for m in catalogues.read("nl") if m.id}
    assert kept["Later"] == "Later"
    assert kept["Only this"] == ""
    assert "Lock" not in kept
    before = catalogues.path("nl").read_text()
    catalogues.update()
    assert catalogues.path("nl").read_text() == before, "an update without news writes the same file"


@pytest.mark.parametrize(
    ("said", "is_missing"),
    [
        ("Dag %(name)s", False),
        ("", True),
        ("Dag %(naam)s", True),
        ("Dag", True),
        ("Dag <b>%(name)s</b>", True),
    ],
)
def test_a_translation_must_say_its_placeholders_and_tags(folder, said, is_missing):
    catalogues.update()
    translate("nl", **{"Hello %(name)s": said})
    assert ("Hello %(name)s" in catalogues.missing()["nl"]) is is_missing


def test_a_singular_need_not_say_its_number(folder):
    catalogues.update()
    translate("nl", **{"One neighbour": ("Eén buur", "%(count)s buren"), "One post": ("Eén bericht", "%(m)s berichten")})
    lacking = catalogues.missing()["nl"]
    assert "One neighbour" not in lacking
    assert "One post" in lacking


def test_compiling_is_done_when_needed_and_read_by_gettext(folder):
    catalogues.update()
    translate("fr", **{"Later": "Plus tard", "One post": ("Un message", "%(n)s messages")})
    assert catalogues.compile_stale() == ["nl", "fr", "de"]
    assert catalogues.compile_stale() == []
    spoken = gettext.translation("django", folder / "locale", ["fr"])
    assert spoken.gettext("Later") == "Plus tard"
    assert spoken.ngettext("One post", "%(n)s posts", 0) == "Un message", "French counts nought as one"


def test_french_keeps_a_high_mark_on_the_line_of_its_word(folder):
    catalogues.update()
    translate("fr", **{"Later": "Plus tard : « demain » ?", "One post": ("Un message ?", "%(n)s messages ?")})
    translate("nl", Later="Later : morgen")
    catalogues.compile_stale()
    spoken = {language: gettext.translation("django", folder / "locale", [language]) for language in ("fr", "nl")}
    assert spoken["fr"].gettext("Later") == "Plus tard\u00a0: «\u00a0demain\u00a0»\u00a0?"
    assert spoken["fr"].ngettext("One post", "%(n)s posts", 2) == "%(n)s messages\u00a0?"
    assert spoken["nl"].gettext("Later") == "Later : morgen"


def test_no_text_hides_in_an_f_string():
    """Below Python 3.12 an f-string is one piece to whoever collects texts: a text called inside it would stay English."""
    said = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in catalogues.STOEP.rglob("*.py")
        for f_string in ast.walk(ast.parse(file.read_text()))
        if isinstance(f_string, ast.JoinedStr)
        for call in ast.walk(f_string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", None) in said and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
