"""What neighbours do about something I asked, offered or come to: help, things, events. Who hears of it, and in which words."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.board.models import Attendance, Backing, Claim, Post, Vote
from stoep.membership.models import Member

from . import quietly
from .aimed import Aimed
from .models import FOUND, LOST, Notification

DAY = timedelta(days=1)

WORDS = {  # what a row of the bell, a mail or a message says; the journal's own verbs
    "answer_nearby": _("Somebody nearby answers your “%(title)s”"),
    "offer_help": _("%(actor)s can help you with “%(title)s”"),
    "withdraw_help": _("%(actor)s cannot help after all with “%(title)s”"),
    "pick_helper": _("%(actor)s would like your help with “%(title)s”"),
    "solve_help": _("%(actor)s thanks you for your help with “%(title)s”"),
    "ask_neighbours": _("%(actor)s is looking for help: “%(title)s”"),
    "claim_thing": _("%(actor)s answers your “%(title)s”"),
    "withdraw_claim": _("%(actor)s no longer needs it: “%(title)s”"),
    "agree_claim": _("%(actor)s says yes: “%(title)s”"),
    "thank_for_thing": _("%(actor)s thanks you: “%(title)s”"),
    "decline_claim": _("%(actor)s cannot this time: “%(title)s”"),
    "remind_loan": _("Tomorrow it goes back to %(actor)s: “%(title)s”"),
    "late_loan": _("A day over its time: “%(title)s” (%(actor)s)"),
    "cancel_event": _("%(actor)s has called it off: “%(title)s”"),
    "skip_event": _("%(actor)s calls off one time of “%(title)s”"),
    "move_event": _("%(actor)s has changed when or where: “%(title)s”"),
    "say_in_group": _("%(actor)s wrote for your group: “%(title)s”"),
    "call_urgent": _("Urgent, from %(actor)s: “%(title)s”"),
    "end_urgent": _("No longer urgent: “%(title)s”"),
    LOST: _("%(actor)s lost something: “%(title)s”"),
    FOUND: _("%(actor)s found something: “%(title)s”"),
    "lower_urgent": _("It stands as an ordinary message, no longer as urgent: “%(title)s”"),
    "back_idea": _("%(actor)s joins your idea: “%(title)s”"),
    "take_need": _("%(actor)s takes something on for “%(title)s”"),
    "plan_day": _("%(actor)s planned a day for your common idea: “%(title)s”"),
    "gather_group": _("%(actor)s made a group of “%(title)s”. Come in if you like."),
    "idea_gathering": _("%(actor)s is gathering people again: “%(title)s”"),
    "idea_doing": _("It is happening: “%(title)s” (%(actor)s)"),
    "idea_done": _("It is done, and you were part of it: “%(title)s”"),
    "idea_dropped": _("%(actor)s is not going on with “%(title)s”"),
    "remind_event": _("Tomorrow, planned by %(actor)s: “%(title)s”"),
    "count_poll": _("The poll has ended. Read the result of “%(title)s”"),
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


def to_who_gave(entry) -> list[Aimed]:
    """Who is thanked."""
    return _of(entry, [uuid.UUID(entry.detail["to"])])


def to_borrower(entry) -> list[Aimed]:
    """Who has it, in the name of its owner."""
    claim = Claim.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.detail["claim"], state=Claim.State.HANDED).first()
    owner = Post.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about).values_list("author_id", flat=True).first()
    return [Aimed(claim.member_id, entry.verb, owner, entry.about, mail=True)] if claim and owner else []


def to_both(entry) -> list[Aimed]:
    """The same, and the owner, in the name of who has it."""
    return [one for aimed in to_borrower(entry) for one in (aimed, replace(aimed, member_id=aimed.actor_id, actor_id=aimed.member_id))]


def to_those_who_come(entry) -> list[Aimed]:
    """Who answered that they come, or perhaps; of a reminder only the first. Who planned it knows."""
    about = {"neighbourhood_id": entry.neighbourhood_id, "post_id": entry.about}
    answers = Attendance.Answer.values[: 1 if entry.verb == "remind_event" else 2]
    members = Attendance.objects.filter(**about, answer__in=answers).values_list("member_id", flat=True)
    author = Post.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about).values_list("author_id", flat=True).first()
    return [Aimed(member, entry.verb, author, entry.about, mail=True) for member in members if member != author]


def to_those_who_voted(entry) -> list[Aimed]:
    """Who voted, and who asked. In the bell alone; of who voted what nothing is left to tell."""
    about = {"neighbourhood_id": entry.neighbourhood_id}
    author = Post.objects.filter(**about, id=entry.about).values_list("author_id", flat=True).first()
    voters = Vote.objects.filter(**about, post_id=entry.about).values_list("member_id", flat=True)
    return [Aimed(member, entry.verb, None, entry.about) for member in {author, *voters} - {None}]


def to_those_expected(entry) -> list[Aimed]:
    """The same, when it is called off; that it happens after all they read where they heard it."""
    return to_those_who_come(entry) if entry.detail.get("cancelled") or entry.detail.get("skipped") else []


def to_sharer(entry) -> list[Aimed]:
    """Whoever shared an idea, when a neighbour joins or takes something on: once for each neighbour, however often they change their mind.
    Of mere liking, and of taking it back, nobody needs to hear; who is shielded is counted there, and named to nobody."""
    if entry.detail.get("answer") != Backing.Answer.JOINS and not entry.detail.get("takes"):
        return []
    told = Notification.objects.filter(neighbourhood_id=entry.neighbourhood_id, verb=entry.verb, post_id=entry.about)
    before = told.filter(actor_id=entry.member_id, created__lt=entry.at).exists()
    unnamed = Member.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.member_id, shielded=True).exists()
    return [] if before or unnamed else to_author(entry)


def to_backers(entry) -> list[Aimed]:
    """A day for an idea: whoever joined, and whoever would come. It leads to the day itself."""
    return [replace(one, post_id=uuid.UUID(entry.detail["event"])) for one in _backers(entry, Backing.Answer.values)]


def to_joiners(entry) -> list[Aimed]:
    """A group of an idea: whoever joined."""
    return _backers(entry, [Backing.Answer.JOINS])


def to_joiners_if_moved(entry) -> list[Aimed]:
    """Another stage of an idea: whoever joined; the same one told once a day."""
    if not entry.detail["moved"]:
        return []
    verb = f"idea_{entry.detail['stage']}"
    told = Notification.objects.filter(neighbourhood_id=entry.neighbourhood_id, verb=verb, post_id=entry.about)
    lately = set(told.filter(created__gt=entry.at - DAY, created__lt=entry.at).values_list("member_id", flat=True))
    return [replace(one, verb=verb) for one in to_joiners(entry) if one.member_id not in lately]


def _backers(entry, answers) -> list[Aimed]:
    found = Backing.objects.filter(neighbourhood_id=entry.neighbourhood_id, post_id=entry.about, answer__in=answers)
    return _of(entry, found.values_list("member_id", flat=True))


def _of(entry, members) -> list[Aimed]:
    return [Aimed(member, entry.verb, entry.member_id, entry.about, mail=True) for member in members if member != entry.member_id]


AUDIENCES = {
    "offer_help": to_author, "withdraw_help": to_author_if_promised, "pick_helper": to_helper, "solve_help": to_helpers,
    "ask_neighbours": to_asked, "claim_thing": to_author, "withdraw_claim": to_author_if_promised, "agree_claim": to_claimer,
    "thank_for_thing": to_who_gave, "decline_claim": to_claimer, "remind_loan": to_borrower, "late_loan": to_both,
    "cancel_event": to_those_expected, "skip_event": to_those_expected, "move_event": to_those_who_come, "remind_event": to_those_who_come,
    "back_idea": to_sharer, "take_need": to_sharer, "plan_day": to_backers, "gather_group": to_joiners, "move_idea": to_joiners_if_moved,
    "count_poll": to_those_who_voted,
}  # fmt: skip


def told(verb: str, actor: str, title: str) -> str:
    """The sentence, in the language of the moment; empty for a verb that has none here."""
    words = WORDS.get(verb) or quietly.WORDS.get(verb)
    return words % {"actor": actor, "title": title} if words else ""
