"""Coming into a group and leaving it; what one wants of it on one's own board."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork, MemberStanding

from ...models import Group, GroupMember, GroupWish
from ..finding import locked_group
from ..rules import may_join, may_name
from .keeping import hand_group


@transaction.atomic
def join_group(member: MemberStanding, *, group: UUID) -> Group:
    """Come in. Twice is once. Whoever had put it off their board comes to read it: it stands there again. Raises NotAllowed."""
    found = locked_group(member, group)
    may_join(member, found).insist()
    row = GroupMember(neighbourhood_id=member.here, group_id=group, member_id=member.member, joined_at=now())
    if not GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member).exists():
        row.save(force_insert=True)  # the group's row is held: no other can have come between
        GroupWish.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member, muted=True).update(muted=False)
        record(member, "join_group", group)
    return found


@transaction.atomic
def leave_group(member: MemberStanding, *, group: UUID, to: UUID | None = None) -> Group:
    """Go out, whenever one likes. What one said stays. A keeper who leaves keeps it no more; without one it is offered to the oldest.
    `to`: whom a keeper names to keep it after them. Raises NotAllowed, and nobody has left then."""
    found = locked_group(member, group)
    if to:
        may_name(member, found, to).insist()
        hand_group(member, group=group, to=to, keeps=True)
    gone, _rows = GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member).delete()
    if gone:
        record(member, "leave_group", group)
    return found


@transaction.atomic
def mute_group(member: MemberStanding, *, group: UUID, muted: bool) -> None:
    """Its posts stay away from one's own board and digest, or come back. Told to nobody, also not to the journal."""
    _wish(member, group, muted=muted, **({"told": False} if muted else {}))


@transaction.atomic
def hear_group(member: MemberStanding, *, group: UUID, told: bool) -> None:
    """The bell rings for each of its posts, or no longer. What one wants to hear of stands on one's board too."""
    _wish(member, group, told=told, **({"muted": False} if told else {}))


def _wish(member: MemberStanding, group: UUID, **wish: bool) -> None:
    where = {"neighbourhood_id": member.here, "group_id": group, "member_id": member.member}
    if not GroupWish.objects.filter(**where).update(**wish):
        GroupWish.objects.bulk_create(
            [GroupWish(**where, **wish)],
            update_conflicts=True, update_fields=list(wish), unique_fields=["neighbourhood", "member_id", "group_id"],
        )  # fmt: skip


def end_memberships(keeper: Clockwork, member: UUID) -> int:
    """Somebody moved away: they are in no group here any more. Returns of how many they were. Run twice, it does it once."""
    gone, _rows = GroupMember.objects.filter(neighbourhood=keeper.here, member_id=member).delete()
    GroupWish.objects.filter(neighbourhood=keeper.here, member_id=member).delete()
    return gone
