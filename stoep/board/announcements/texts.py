"""Which of an announcement's languages a reader gets, and how its writer introduces herself."""

from django.utils.translation import gettext as _

TITLE_LENGTH, BODY_LENGTH = 120, 5000  # characters per language


def announcement_text(texts: dict, fallback: str, language: str) -> tuple[str, str, str]:
    """(title, body, language) for a reader: their own language, or the fallback. The third says how to mark it: `lang="fr"`."""
    shown = language if language in texts else fallback
    text = texts[shown]
    return text["title"], text["body"], shown


def introduction(signed: str, function: str, town: str) -> str:
    """What the software says for an official who writes in a neighbourhood for the first time, in the active language."""
    if function:
        return _("I am %(name)s, %(function)s of %(town)s. I write to you here, but I cannot read along.") % {
            "name": signed, "function": function, "town": town,
        }  # fmt: skip
    words = _("I am %(name)s and I work for %(town)s. I write to you here, but I cannot read along.")
    return words % {"name": signed, "town": town}
