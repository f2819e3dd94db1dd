"""What neighbours will see, for the page before sending: the same text, band and line as on their board, in each language."""

from django.utils import translation
from django.utils.translation import gettext as _

from stoep.board.announcements.texts import announcement_text, introduction
from stoep.lib.standings import MandateStanding
from stoep.lib.texts import paragraphs


def as_neighbours_see(official: MandateStanding, texts: dict, fallback: str, record=None) -> list[dict]:
    """One dict per language of the town: what a reader of that language gets, and whether it is their own language."""
    signed, function = (record.signed, record.function) if record else (official.name, official.function)
    town = {"name": official.town_name, "signed": signed, "function": function}
    return [_seen(town, texts, fallback, reader) for reader in official.languages]


def changes(announcement, texts: dict, fallback: str) -> list[str]:
    """What a correction changes, a sentence each."""
    said = []
    for language in dict.fromkeys([*announcement.texts, *texts]):
        before, after = announcement.texts.get(language), texts.get(language)
        if before != after:
            said.append(_in_words(before, after) % {"language": _name(language)})
    if fallback != announcement.fallback:
        said.append(_("Readers of other languages now get the text in %(language)s.") % {"language": _name(fallback)})
    return said


def _in_words(before, after) -> str:
    if before is None:
        return _("There is a text in %(language)s now.")
    if after is None:
        return _("The text in %(language)s goes away.")
    parts = {part for part in before if before[part] != after[part]}
    if parts == {"title", "body"}:
        return _("The title and the text in %(language)s change.")
    return _("The title in %(language)s changes.") if parts == {"title"} else _("The text in %(language)s changes.")


def _name(language: str) -> str:
    return translation.get_language_info(language)["name_translated"]


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
