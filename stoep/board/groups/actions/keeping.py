"""Looking after a group: taking it on, handing it over, laying it down."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ...models import Group, GroupMember
from ..finding import locked_group
from ..rules import keepers_of, may_keep, may_name, may_take_on


@transaction.atomic
def keep_group(member: MemberStanding, *, group: UUID) -> Group:
    """Take on a group that has no keeper. Raises NotAllowed."""
    found = locked_group(member, group)
    may_take_on(member, found).insist()
    _mine(member, group).update(keeper=True)
    record(member, "keep_group", group)
    return found


@transaction.atomic
def decline_group(member: MemberStanding, *, group: UUID) -> None:
    """Rather not: the next neighbour is asked."""
    locked_group(member, group)
    if _mine(member, group).filter(declined_at=None).update(declined_at=now()):
        record(member, "decline_group", group)


@transaction.atomic
def hand_group(member: MemberStanding, *, group: UUID, to: UUID, keeps: bool) -> Group:
    """A keeper makes another one of the group keeper too, or lays it down oneself; never the last one. Raises NotAllowed."""
    found = locked_group(member, group)
    may_keep(member, found).insist()
    if not keeps and to != member.member:
        raise NotAllowed(_("Nobody is put out by another keeper: they lay it down themselves."))
    if keeps and to != member.member:
        may_name(member, found, to).insist()
    if not keeps and len(keepers_of(member.here, group)) < 2:
        raise NotAllowed(_("You are the only one who keeps this group. Ask another neighbour of the group first."))
    if GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=to).exclude(keeper=keeps).update(keeper=keeps):
        record(member, "hand_group", group, to=to, keeps=keeps)
    return found


def _mine(member: MemberStanding, group: UUID):
    return GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member)
