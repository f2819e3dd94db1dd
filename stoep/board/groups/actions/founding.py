"""Beginning a group, changing what it says of itself, ending it."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ...actions.once import written_before
from ...models import Group, GroupMember
from ..finding import locked_group
from ..naming import folded
from ..rules import may_begin, may_keep


@transaction.atomic
def begin_group(member: MemberStanding, *, act: UUID, name: str, kind: str, about: str) -> Group:
    """Begin a group and keep it. The same `act` twice is one group. Raises NotAllowed, also when the name is taken."""
    group = Group(
        neighbourhood_id=member.here, name=name, folded=folded(name), kind=kind, about=about, begun_by=member.member, created=now(), act=act
    )
    allowed = may_begin(member)
    try:
        if earlier := written_before(group, allowed):
            return earlier
    except IntegrityError:
        raise NotAllowed(_taken()) from None
    first = GroupMember(neighbourhood_id=member.here, group_id=group.id, member_id=member.member, keeper=True, joined_at=now())
    first.save(force_insert=True)
    record(member, "begin_group", group.id, kind=kind)
    return group


@transaction.atomic
def edit_group(member: MemberStanding, *, group: UUID, name: str, kind: str, about: str) -> Group:
    """Change its name, what sort of group it is, or what it says of itself. Cards take the name from here, so none is void.
    Raises NotAllowed."""
    found = locked_group(member, group)
    may_keep(member, found).insist()
    found.name, found.folded, found.kind, found.about = name, folded(name), kind, about
    found.worded_by, found.edited_at = member.member, now()
    try:
        with transaction.atomic():
            found.save(update_fields=["name", "folded", "kind", "about", "worded_by", "edited_at"])
    except IntegrityError:
        raise NotAllowed(_taken()) from None
    record(member, "edit_group", found.id)
    return found


@transaction.atomic
def end_group(member: MemberStanding, *, group: UUID) -> Group:
    """It is over. What was said stays on the board and on its page; nobody comes in or says more. Raises NotAllowed."""
    found = locked_group(member, group)
    may_keep(member, found).insist()
    found.ended_at = now()
    found.save(update_fields=["ended_at"])
    record(member, "end_group", found.id)
    return found


def _taken() -> str:
    return _("There is a group with this name already.")
