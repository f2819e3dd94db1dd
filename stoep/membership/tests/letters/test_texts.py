"""The letter says the same in four languages, whole."""

import string
from datetime import date

import pytest
from django.utils import translation

from stoep.membership.letters.texts import EN, TEXTS, written_date
from stoep.membership.letters.typeface import can_print


def flat(text, path=""):
    """{path: words} of a language, however deep."""
    if isinstance(text, str):
        return {path: text}
    items = text.items() if isinstance(text, dict) else enumerate(text)
    return {k: v for name, part in items for k, v in flat(part, f"{path}/{name}").items()}


def fields(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_a_language_is_complete(language):
    ours, english = flat(TEXTS[language]), flat(EN)
    assert ours.keys() == english.keys()
    for path, words in ours.items():
        assert words.strip(), path
        assert fields(words) == fields(english[path]), path
        assert "!" not in words
        if language != "en" and len(words) > 25:
            assert words != english[path], f"{path} was left in English"


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_letter_names_the_page_as_the_site_does(language):
    with translation.override(language):
        page = translation.gettext("No more letters")
    assert all(page in words for words in TEXTS[language]["stop"].values())


def test_dates_are_written_as_people_write_them():
    assert written_date(date(2027, 3, 1), "nl") == "1 maart 2027"
    assert written_date(date(2027, 3, 1), "fr") == "1er mars 2027"
    assert written_date(date(2027, 3, 11), "fr") == "11 mars 2027"
    assert written_date(date(2027, 3, 1), "de") == "1. März 2027"
    assert written_date(date(2027, 3, 1), "en") == "1 March 2027"


def test_the_typeface_has_every_sign_we_print():
    said = "".join(words for text in TEXTS.values() for words in flat(text).values())
    assert can_print(said)
    assert can_print("Façade, œuvre, Größe, „zo”, 5 € – €\nČeština") and not can_print("Я") and not can_print("🎈")
