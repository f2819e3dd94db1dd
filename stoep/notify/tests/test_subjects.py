"""What stands in the subject of a mail about one thing: said as a neighbour would, of one line, and without a name or a word of it."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from stoep.notify import quietly
from stoep.notify.doings import WORDS


class Place:
    name = "Brug"


def subject(verb: str, language: str = "en") -> str:
    words = {"verb": verb, "place": Place, "helps": verb in {**WORDS, **quietly.WORDS}, "reason": "x", "actor": "Zoë", "title": "Ladder"}
    with translation.override(language):
        return " ".join(render_to_string("notify/mail/answer/subject.txt", words).split())


@pytest.mark.parametrize("verb", [*WORDS, *quietly.WORDS, "comment_post", "reply_comment", "mention"])
@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_each_is_one_short_line_that_names_nobody(verb, language):
    said = subject(verb, language)
    assert "Brug" in said and len(said) < 70 and "Zoë" not in said and "Ladder" not in said


@pytest.mark.parametrize(("verb", "said"), [
    ("ask_neighbours", "A neighbour in Brug could use your help"), ("offer_help", "A neighbour in Brug can help you"),
    ("remind_event", "Tomorrow in Brug, and you are coming"), ("cancel_event", "Called off in Brug"), ("skip_event", "Called off in Brug"),
    ("move_event", "A new time or place for what you come to in Brug"), ("late_loan", "Something lent in Brug is due back"),
    ("remind_loan", "Something lent in Brug is due back"), ("back_idea", "News for you from Brug"),
    ("offer_quietly", "News for you from Brug"), ("ask_quietly", "News for you from Brug"),
    ("answer_nearby", "An answer to your message in Brug"), ("report_found", "Found in Brug"), ("report_lost", "Lost in Brug"),
])  # fmt: skip
def test_it_says_what_it_is_about_and_of_quiet_help_nothing(verb, said):
    assert subject(verb) == said
