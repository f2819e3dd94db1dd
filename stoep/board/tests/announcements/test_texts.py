"""Which language a reader gets, and how the writer is introduced."""

from django.utils import translation

from stoep.board.announcements.texts import announcement_text, introduction

TEXTS = {"nl": {"title": "Werken", "body": "Maandag."}, "fr": {"title": "Travaux", "body": "Lundi."}}


def test_ones_own_language_or_the_fallback_marked_as_what_it_is():
    assert announcement_text(TEXTS, "nl", "fr") == ("Travaux", "Lundi.", "fr")
    assert announcement_text(TEXTS, "nl", "de") == ("Werken", "Maandag.", "nl")


def test_the_introduction_says_that_she_cannot_read_along():
    with translation.override("en"):
        wall = "I write to you here, but I cannot read along."
        assert introduction("Els", "Buurtregie", "Oever") == f"I am Els, Buurtregie of Oever. {wall}"
        assert introduction("Els", "", "Oever") == f"I am Els and I work for Oever. {wall}"
