"""The short lists: why a neighbour tells us, what a decision does, on which ground. Keys are kept, words are shown."""

from django.utils.translation import gettext_lazy as _

from stoep.membership.house_rules import HOUSE_RULES

REASONS = {
    "unkind": _("It is unkind or hurts somebody"),
    "threat": _("It threatens somebody"),
    "shuts_out": _("It is against people for who they are"),
    "private": _("It shows or tells something private about somebody"),
    "selling": _("It is advertising or a campaign"),
    "false": _("It deceives people, or somebody is not who they say"),
    "illegal": _("I think the law forbids it"),
    "other": _("Something else"),
}
NOT_URGENT = "not_urgent"
URGENT_REASONS = {NOT_URGENT: _("It is not urgent")}  # beside the others, where neighbours were called for it
THINGS = {
    "stands": _("It stays where it is"),
    "lower": _("It stays, but not as urgent"),
    "aside": _("It stays put aside until it is clear"),
    "down": _("It is taken down"),
}
MEASURES = {
    "none": _("Nothing"),
    "warn": _("They get a warning"),
    "pause": _("They may read but not write, for a time"),
    "suspend": _("They have no access, for a time"),
}
LAW = _("The law forbids it")
GROUNDS = HOUSE_RULES | {"law": LAW}


def ground_in_words(ground: str) -> str:
    """A ground as it is told: the house rule in full, or that the law forbids it; nothing where no rule was broken."""
    return str(GROUNDS.get(ground, ""))
