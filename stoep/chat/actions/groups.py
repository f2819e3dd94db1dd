"""A group: its name, who is in it, and leaving."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.live import announce_to
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding
from stoep.membership.finding import home_writes_first
from stoep.membership.rules import may_write

from ..finding import addressee, somebody_chooses
from ..models import Conversation, Message, Waiting
from ..reaching import may_ask_one_more, may_reach, may_rename
from ..rules import is_new, may_ask_in, may_write_to
from .gathering import not_of_group
from .noting import note


def _group(member: MemberStanding, conversation: UUID) -> Conversation:
    found = Conversation.objects.of(member).select_for_update().get(id=conversation)
    if found.pair:
        raise NotAllowed(_("This is between the two of you. Begin a group to talk with more."))
    return found


def may_come_along(member: MemberStanding, other: UUID) -> None:
    """Whether this member may bring that neighbour into a group. Raises NotAllowed, and DoesNotExist for who is absent."""
    neighbour = addressee(member, other)
    may_write_to(member, neighbour, at_home=home_writes_first(member, neighbour)).insist()


@transaction.atomic
def rename_group(member: MemberStanding, *, conversation: UUID, title: str) -> Conversation:
    """Another name for the group, for everybody in it. Raises NotAllowed."""
    group = _group(member, conversation)
    not_of_group(group)
    may_write(member).insist()
    if group.title == title:
        return group
    may_rename(member).insist()
    group.title = title
    group.save(update_fields=["title"])
    note(member, group, Message.Kind.NAMED, group.present)
    announce_to(member.here, group.present)
    record(member, "rename_group", group.id)
    return group


@transaction.atomic
def add_to_group(member: MemberStanding, *, conversation: UUID, other: UUID) -> Conversation:
    """Ask a neighbour in. They read what is said from now on, and nothing from before. Who left is not brought back. Raises NotAllowed."""
    group = _group(member, conversation)
    not_of_group(group)
    addressee(member, other)  # whom a block hides is absent, whether they are in this group, have left it, or never were
    if other in group.present:
        return group
    may_ask_in(member, group, other, somebody_chooses(member, group)).insist()
    may_come_along(member, other)
    may_ask_one_more(member).insist()
    may_reach(member, [other], new=is_new(member)).insist()
    group.members.append(other)
    group.save(update_fields=["members"])
    note(member, group, Message.Kind.ASKED_IN, group.present, whom=other)
    announce_to(member.here, group.present)
    record(member, "add_to_group", group.id, added=other)
    return group


@transaction.atomic
def leave_conversation(member: MemberStanding, *, conversation: UUID) -> None:
    """Leave a group. What was said stays with the others; what they say from now on is not for who left. Raises NotAllowed."""
    group = _group(member, conversation)
    note(member, group, Message.Kind.LEFT, group.present)  # theirs too: nobody writes a row that is not for themselves
    group.gone.append(member.member)
    group.save(update_fields=["gone"])
    Waiting.objects.filter(neighbourhood=member.here, member_id=member.member, conversation_id=group.id).delete()
    announce_to(member.here, group.members)
    record(member, "leave_conversation", group.id)
