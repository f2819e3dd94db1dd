"""What neighbours do about something I asked or offered: help, and things. Who hears of it, and in which words."""

import uuid

from django.utils.translation import gettext_lazy as _

from stoep.board.models import Claim, Post

from .aimed import Aimed

WORDS = {  # what a row of the bell, a mail or a message says; the journal's own verbs
    "offer_help": _("%(actor)s can help you with “%(title)s”"),
    "withdraw_help": _("%(actor)s cannot help after all with “%(title)s”"),
    "pick_helper": _("%(actor)s would like your help with “%(title)s”"),
    "solve_help": _("%(actor)s thanks you for your help with “%(title)s”"),
    "ask_neighbours": _("%(actor)s is looking for help: “%(title)s”"),
    "claim_thing": _("%(actor)s answers your “%(title)s”"),
    "withdraw_claim": _("%(actor)s no longer needs it: “%(title)s”"),
    "agree_claim": _("%(actor)s promises it to you: “%(title)s”"),
    "decline_claim": _("%(actor)s cannot this time: “%(title)s”"),
}


def to_author(entry) -> list[Aimed]:
    """Whoever asked or offered, of what a neighbour does about it."""
    author = Post.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about).values_list("author_id", flat=True).first()
    return _of(entry, [author] if author else [])


def to_author_if_promised(entry) -> list[Aimed]:
    """The same, when something that was settled falls through; of a mere wish taken back nobody needs to hear."""
    return to_author(entry) if entry.detail.get("picked") or entry.detail.get("agreed") else []


def to_helper(entry) -> list[Aimed]:
    """The one who was picked; of being left out nobody is told."""
    return _of(entry, [uuid.UUID(entry.detail["helper"])] if entry.detail["picked"] else [])


def to_helpers(entry) -> list[Aimed]:
    """Those who were thanked."""
    return _of(entry, [uuid.UUID(ident) for ident in entry.detail["helpers"]])


def to_asked(entry) -> list[Aimed]:
    """Those who were asked, or wish to hear of this skill at once."""
    return _of(entry, [uuid.UUID(ident) for ident in entry.detail["members"]])


def to_claimer(entry) -> list[Aimed]:
    """Whose wish was answered."""
    claim = Claim.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.detail["claim"]).first()
    return _of(entry, [claim.member_id] if claim else [])


def _of(entry, members) -> list[Aimed]:
    return [Aimed(member, entry.verb, entry.member_id, entry.about, mail=True) for member in members if member != entry.member_id]


AUDIENCES = {
    "offer_help": to_author, "withdraw_help": to_author_if_promised, "pick_helper": to_helper, "solve_help": to_helpers,
    "ask_neighbours": to_asked, "claim_thing": to_author, "withdraw_claim": to_author_if_promised, "agree_claim": to_claimer,
    "decline_claim": to_claimer,
}  # fmt: skip


def told(verb: str, actor: str, title: str) -> str:
    """The sentence, in the language of the moment; empty for a verb that has none here."""
    return WORDS[verb] % {"actor": actor, "title": title} if verb in WORDS else ""
