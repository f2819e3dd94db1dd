"""Why something cannot wait: a short list, so that nobody has to judge, and nobody can make a fuss of anything."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

LASTS = timedelta(hours=24)  # then it is an ordinary post again
REASONS = {  # key: words; they stand in the subject of a mail, so they name nobody
    "missing": _("a child or an adult is missing"),
    "pet": _("a pet is missing"),
    "danger": _("danger in the street"),
    "cut": _("no water, power or heating"),
    "today": _("help is needed today"),
}
OUTSIDE = ("danger", "cut", "missing")
FOR_KIND = {"message": OUTSIDE, "lost": ("pet",), "help": ("today",), "announcement": OUTSIDE}


def sentence(words) -> str:
    """With a capital, where it stands on its own."""
    words = str(words)
    return words[:1].upper() + words[1:]


def reasons_for(kind: str) -> list[tuple]:
    """(key, words) of what may be urgent about a post of this kind; empty where nothing is."""
    return [(key, REASONS[key]) for key in FOR_KIND.get(kind, ())]


def reason_words(key: str) -> str:
    """The reason, in the language of the moment; empty for a key of another release."""
    return str(REASONS.get(key, ""))
