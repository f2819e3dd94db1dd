"""Who brings what."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ...models import Bring, Need
from ..finding import locked_event
from ..rules import may_bring


@transaction.atomic
def bring_to_event(member: MemberStanding, *, post: UUID, need: UUID, brings: bool) -> bool:
    """Say that one brings it, or not after all. Returns whether one brings it now. Raises NotAllowed, DoesNotExist."""
    _post, event = locked_event(member, post)
    if brought(member, post=post, need=need, brings=brings, may=lambda wanted, others: may_bring(member, event, wanted, others)):
        record(member, "bring_to_event", post, need=need, brings=brings)
    return brings


def brought(member: MemberStanding, *, post: UUID, need: UUID, brings: bool, may: Callable) -> bool:
    """Write that one brings it, or not after all; whether that is new. `may(the need, how many others bring it)` is the rule. In an act on
    the post, which the caller holds. Raises NotAllowed, DoesNotExist."""
    wanted = Need.objects.get(neighbourhood=member.here, post_id=post, id=need)
    bringing = Bring.objects.filter(neighbourhood=member.here, need_id=need)
    mine = bringing.filter(member_id=member.member)
    if mine.exists() == brings:
        return False
    if brings:
        may(wanted, bringing.count()).insist()
        Bring(neighbourhood_id=member.here, need_id=need, member_id=member.member).save(force_insert=True)
    else:
        mine.delete()
    return True


def set_needs(member: MemberStanding, post: UUID, needs: list[tuple[str, int]]) -> None:
    """What is to be brought is now this. A line that stays keeps who brings it; one that goes takes them along. In an act on the post,
    which the caller holds."""
    there = {need.what: need for need in Need.objects.filter(neighbourhood=member.here, post_id=post)}
    wanted = dict(needs)
    gone = [need.id for what, need in there.items() if what not in wanted]
    Need.objects.filter(neighbourhood=member.here, id__in=gone).delete()
    for position, (what, many) in enumerate(wanted.items()):
        if what in there:
            Need.objects.filter(neighbourhood=member.here, id=there[what].id).update(wanted=many, position=position)
        else:
            Need(neighbourhood_id=member.here, post_id=post, what=what, wanted=many, position=position).save(force_insert=True)
