"""What neighbours will see, for the page before sending: the same text, band and line as on their board, in each language."""

from django.utils import translation

from stoep.board.announcements.texts import announcement_text, introduction
from stoep.lib.standings import MandateStanding
from stoep.lib.texts import paragraphs


def as_neighbours_see(official: MandateStanding, texts: dict, fallback: str, record=None) -> list[dict]:
    """One dict per language of the town: what a reader of that language gets, and whether it is their own language."""
    signed, function = (record.signed, record.function) if record else (official.name, official.function)
    town = {"name": official.town_name, "signed": signed, "function": function}
    return [_seen(town, texts, fallback, reader) for reader in official.languages]


def _seen(town, texts, fallback, reader) -> dict:
    title, body, shown = announcement_text(texts, fallback, reader)
    with translation.override(reader):
        intro = introduction(town["signed"], town["function"], town["name"])
    return {
        "reader": reader,
        "own": shown == reader,
        "town": town,
        "intro": intro,
        "post": {"title": title, "paragraphs": paragraphs(body), "language": shown},
    }
