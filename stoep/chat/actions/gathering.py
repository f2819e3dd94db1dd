"""The talk of a group of the board: who comes into the group reads it from then on, who leaves the group reads it no more.

The keeper does it, when the journal tells that somebody came or went (notify/hearing.py): who is not in a conversation cannot see it, so
nobody can put themselves in. Each function looks how things are now, so running twice, or late, changes nothing.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.board.groups.finding import group_for
from stoep.board.groups.rules import belongs
from stoep.board.models import Group, GroupMember
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import announce_to
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork, MemberStanding
from stoep.membership.models import Member

from ..models import Conversation, Waiting
from ..rules import MOST_GATHERED, may_enter

OF_GROUP = _("This is the chat of a group. Who is in it, and what it is called, is decided on the page of the group.")


@transaction.atomic
def follow_group(keeper: Clockwork, *, group: UUID, member: UUID, asked: bool = False) -> None:
    """Let a neighbour into the talk of a group, or out, as they are in the group now or not. The shielded are named among its readers
    only when they `asked` for it themselves; so are those who had left the talk alone."""
    here = {"neighbourhood_id": keeper.here}
    found = Group.objects.filter(**here, id=group).first()
    neighbour = Member.objects.filter(**here, id=member).first()
    if found is None or neighbour is None:
        return
    if not GroupMember.objects.filter(**here, group_id=group, member_id=member).exists():
        _out(Conversation.objects.select_for_update().filter(**here, group_id=group), member)
    elif found.ended_at is None and (asked or not neighbour.shielded):
        _in(_talk(keeper, found), member, asked)


def _talk(keeper: Clockwork, group: Group) -> Conversation:
    """The talk of a group, locked; begun with the first who comes."""
    here, moment = {"neighbourhood_id": keeper.here}, now()
    new = Conversation(**here, members=[], group_id=group.id, title=group.name, begun_by=group.begun_by, begun_at=moment, last_at=moment)
    Conversation.objects.bulk_create([new], ignore_conflicts=True)
    return Conversation.objects.select_for_update().get(**here, group_id=group.id)


def _in(talk: Conversation, member: UUID, asked: bool) -> None:
    if member in talk.present or len(talk.present) >= MOST_GATHERED:
        return
    if member not in talk.members:
        talk.members.append(member)
    elif asked:
        talk.gone.remove(member)
    else:
        return  # they left the talk, not the group
    talk.save(update_fields=["members", "gone"])
    announce_to(talk.neighbourhood_id, talk.present)


def _out(talks, member: UUID) -> None:
    for talk in talks:
        if member in talk.members:
            talk.members = [ident for ident in talk.members if ident != member]
            talk.gone = [ident for ident in talk.gone if ident != member]
            talk.save(update_fields=["members", "gone"])
            Waiting.objects.filter(neighbourhood_id=talk.neighbourhood_id, member_id=member, conversation_id=talk.id).delete()


@transaction.atomic
def leave_group_talks(keeper: Clockwork, *, member: UUID) -> None:
    """Somebody moved away: they are in no talk of a group here any more."""
    talks = Conversation.objects.select_for_update().filter(neighbourhood_id=keeper.here, members__contains=[member])
    _out(talks.exclude(group_id=None), member)


@transaction.atomic
def name_group_talk(keeper: Clockwork, *, group: UUID) -> None:
    """The talk is called as the group is."""
    found = Group.objects.filter(neighbourhood_id=keeper.here, id=group).first()
    if found is not None:
        Conversation.objects.filter(neighbourhood_id=keeper.here, group_id=group).update(title=found.name)


@transaction.atomic
def enter_group_talk(member: MemberStanding, *, group: UUID) -> None:
    """Ask to be let in: done in a moment, by the keeper. For who left the talk, or is shielded and wants to be in it. Raises NotAllowed."""
    may_enter(member, group_for(member, group), belongs(member, group)).insist()
    record(member, "enter_group_talk", group)


def not_of_group(talk: Conversation) -> None:
    """What is decided in the group is not decided in its talk. Raises NotAllowed."""
    if talk.group_id:
        raise NotAllowed(OF_GROUP)
