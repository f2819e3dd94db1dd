"""Help asked off the board: who hears of it, and in which words. Mails and messages about it name nobody and quote nothing."""

import uuid

from django.utils.translation import gettext_lazy as _

from stoep.care.models import QuietRequest, QuietTold
from stoep.lib.clock import now

from .aimed import Aimed

WORDS = {  # what a row of the bell says
    "ask_quietly": _("A neighbour asks for help with something you like to do"),
    "offer_quietly": _("%(actor)s can help you with what you asked"),
    "leave_quietly": _("%(actor)s cannot help you after all"),
    "pick_quietly": _("%(actor)s would like your help"),
    "solve_quietly": _("%(actor)s thanks you for your help"),
    "end_quietly": _("It is no longer needed: somebody you would help took their question back"),
}
State = QuietTold.State


def to_told(entry) -> list[Aimed]:
    """Whoever ticked the skill; by mail and message who wishes to hear at once. Nobody's name goes along: the page knows who may see it."""
    if not QuietRequest.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about, ended_at=None).exists():
        return []  # taken back before anybody heard of it
    at_once = set(entry.detail["at_once"])
    return [Aimed(uuid.UUID(told), entry.verb, quiet_id=entry.about, mail=told in at_once) for told in entry.detail["members"]]


def to_asker(entry) -> list[Aimed]:
    """Whoever asked, of who offers."""
    asked = QuietRequest.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about).values_list("author_id", flat=True).first()
    return _of(entry, [asked] if asked else [])


def to_asker_if_picked(entry) -> list[Aimed]:
    """The same, when one who was picked cannot after all."""
    return to_asker(entry) if entry.detail["picked"] else []


def to_picked(entry) -> list[Aimed]:
    """The one who was picked; of being left out nobody is told."""
    return _of(entry, [uuid.UUID(entry.detail["helper"])] if entry.detail["picked"] else [])


def to_thanked(entry) -> list[Aimed]:
    """Those who helped."""
    return _of(entry, [uuid.UUID(ident) for ident in entry.detail["helpers"]])


def to_offered(entry) -> list[Aimed]:
    """Those who would have helped, when it is taken back; without the name of who asked."""
    rows = QuietTold.objects.filter(neighbourhood_id=entry.neighbourhood_id, quiet_id=entry.about)
    would = rows.filter(state__in=(State.OFFERED, State.PICKED)).values_list("member_id", flat=True)
    return [Aimed(member, entry.verb, quiet_id=entry.about) for member in would]


def _of(entry, members) -> list[Aimed]:
    return [Aimed(member, entry.verb, entry.member_id, quiet_id=entry.about, mail=True) for member in members]


AUDIENCES = {
    "ask_quietly": to_told, "offer_quietly": to_asker, "leave_quietly": to_asker_if_picked, "pick_quietly": to_picked,
    "solve_quietly": to_thanked, "end_quietly": to_offered,
}  # fmt: skip


def standing_quiet(notice) -> QuietRequest | None:
    """What a notice is about, while its reader may still read it."""
    asked = QuietRequest.objects.filter(neighbourhood_id=notice.neighbourhood_id, id=notice.quiet_id, ended_at=None, held_at=None).first()
    open_still = asked and (notice.verb != "ask_quietly" or (asked.solved_at is None and asked.until > now()))
    return asked if open_still else None
