"""Four languages, complete: nothing missing in a catalogue, no words in a template that no catalogue knows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from stoep.lib import catalogues
from stoep.membership.letters import texts

HOUSE = Path(__file__).resolve().parents[2] / "stoep"
TEMPLATES = sorted(
    p for p in HOUSE.rglob("*") if p.suffix in (".html", ".txt") and "templates" in p.parts and "static_pages" not in p.parts
)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.S)
NO_TEXT = re.compile(r"<(script|style|svg|code|pre)\b.*?</\1>", re.S | re.I)
SPOKEN = re.compile(r"""\b(?:alt|title|placeholder|aria-label|aria-description)\s*=\s*"([^"]*)\"""")
WORDS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
# Names, and what the example of the public page says: neighbours' words are shown as they were written.
NAMES = {"Stoep", "PDF", "DOCTYPE", "EUPL", "PostgreSQL", "UTF", "Fatima", "Bram", "Kaaistraat", "Gust", "Janssens"}
ATTRIBUTES = re.compile(r"{%\s*block \w*(?:class|attributes)\w*\s*%}.*?{%\s*endblock.*?%}", re.S)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_nothing_is_missing(language):
    lacking = catalogues.missing()[language]
    assert lacking == [], f"{len(lacking)} texts lack a {language} translation"


def test_four_languages():
    assert [code for code, _ in settings.LANGUAGES] == ["nl", "fr", "de", "en"]
    assert set(catalogues.LANGUAGES) == {"nl", "fr", "de"}


def bare(text: str) -> list[str]:
    """The words of a template that no translate tag holds."""
    text = NO_TEXT.sub(" ", TRANSLATED.sub(" ", ATTRIBUTES.sub(" ", text)))
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    spoken = " ".join(SPOKEN.findall(text))
    seen = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    return [word for word in WORDS.findall(re.sub(r"&\w+;", " ", f"{seen} {spoken}")) if word not in NAMES]


def test_every_word_of_a_template_can_be_translated():
    found = {str(path.relative_to(HOUSE)): words[:8] for path in TEMPLATES if (words := bare(path.read_text()))}
    assert found == {}


def test_the_scan_sees_words():
    assert bare('<p class="card">Hello {{ name }}</p>') == ["Hello"]
    assert bare('<p title="Some help">{% translate "Hello" %}</p>') == ["Some", "help"]
    assert bare("{% blocktranslate %}All of this{% endblocktranslate %}") == []


def test_letters_are_complete_in_each_language():
    shapes = {language: shape(found) for language, found in letter_texts().items()}
    assert set(shapes) == {"nl", "fr", "de", "en"}
    for language, found in shapes.items():
        assert found == shapes["nl"], language


def letter_texts() -> dict:
    tables = [value for value in vars(texts).values() if isinstance(value, dict) and set(value) >= {"nl", "fr", "de", "en"}]
    assert tables, "the letters keep their texts by language"
    return {language: [table[language] for table in tables] for language in ("nl", "fr", "de", "en")}


def shape(found):
    """Which texts there are, and the placeholders in them; empty ones do not count."""
    if isinstance(found, dict):
        return {key: shape(value) for key, value in found.items() if value}
    if isinstance(found, list | tuple):
        return [shape(value) for value in found]
    return sorted(set(re.findall(r"{\w*}", str(found)))) if found else "nothing"


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_mail_texts_render(language):
    """Every template of a mail, with nothing known: no text may stumble, and none may be empty."""
    engine = Engine.get_default()
    mails = [p for p in TEMPLATES if "mail" in p.parts or "email" in p.parts]
    assert mails
    with translation.override(language):
        for path in mails:
            within = path.relative_to(HOUSE)
            name = "/".join(within.parts[within.parts.index("templates") + 1 :])
            engine.get_template(name).render(Context({"link": "x", "words": {}}))


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_tone_is_ours(language):
    """No exclamation marks; German says du to neighbours and Sie in letters and at the desk, French vous, Dutch je."""
    strange = {"nl": r"\bU\b(?!\w)|\buw\b", "fr": r"\btu\b|\btoi\b", "de": r"\bIhr Nachbar\b"}[language]
    said = [m.string if isinstance(m.string, str) else " ".join(m.string) for m in catalogues.read(language) if m.id and m.string]
    assert [text for text in said if "!" in text] == []
    assert [text for text in said if re.search(strange, text)] == []
