"""May this official say that, there? Yes, or no with the reason."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MandateStanding
from stoep.places.reach import Place

from ..models import Announcement
from .texts import BODY_LENGTH, TITLE_LENGTH


def may_announce(official: MandateStanding) -> Allowed | Denied:
    """Officials whose mandate says that they write."""
    if official.duty != "official" or not official.may_write:
        return Denied(_("Your mandate does not let you write to neighbourhoods. Ask a colleague who may."))
    return ALLOWED


def may_say(official: MandateStanding, texts: dict, fallback: str) -> Allowed | Denied:
    """At least one language of the town, each with title and text, and one of them for everybody else."""
    if not texts or not set(texts) <= set(official.languages):
        return Denied(_("Write the text in at least one language of the town."))
    if fallback not in texts:
        return Denied(_("Choose a language you wrote a text in: readers of the other languages get that one."))
    for text in texts.values():
        if not text["title"] or not text["body"]:
            return Denied(_("A text needs both a title and a body."))
        if len(text["title"]) > TITLE_LENGTH or len(text["body"]) > BODY_LENGTH:
            return Denied(_("The text is too long."))
    return ALLOWED


def may_reach(asked: set[int], found: list[Place]) -> Allowed | Denied:
    """One neighbourhood or more, all of this town."""
    if not asked:
        return Denied(_("Choose at least one neighbourhood."))
    if asked != {place.id for place in found}:
        return Denied(_("One of the neighbourhoods is not of this town."))
    return ALLOWED


def may_change(official: MandateStanding, announcement: Announcement) -> Allowed | Denied:
    """Any official of the town who writes, while it stands: a colleague's mistake can be put right on a day off."""
    if not (allowed := may_announce(official)):
        return allowed
    if announcement.state == Announcement.State.ENDED:
        return Denied(_("This announcement has ended. Write a new one."))
    return ALLOWED
