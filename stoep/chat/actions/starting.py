"""Beginning: with one neighbour, or with a group."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding
from stoep.membership.finding import home_writes_first

from ..finding import addressee, conversation_with
from ..models import Conversation, pair_of
from ..reaching import may_reach
from ..rules import LARGEST_GROUP, is_new, may_begin, may_write_to
from .groups import may_come_along


@transaction.atomic
def start_conversation(member: MemberStanding, *, other: UUID) -> Conversation:
    """The one conversation with that neighbour: begun now, or found where it was begun before, by either. Raises NotAllowed."""
    neighbour = addressee(member, other)
    if found := conversation_with(member, other):
        return found
    may_write_to(member, neighbour, at_home=home_writes_first(member, neighbour)).insist()
    may_begin(member).insist()
    may_reach(member, [other], new=is_new(member)).insist()
    try:
        with transaction.atomic():
            begun = _begin(member, [other], pair=pair_of(member.member, other))
    except IntegrityError:  # both began in the same moment
        return Conversation.objects.of(member).get(pair=pair_of(member.member, other))
    record(member, "start_conversation", begun.id)
    return begun


@transaction.atomic
def start_group(member: MemberStanding, *, others: list[UUID], title: str, act: UUID) -> Conversation:
    """A group with these neighbours. The same `act` twice is one group. Raises NotAllowed."""
    act = uuid5(member.member, str(act))
    earlier = Conversation.objects.of(member).filter(act=act)
    if found := earlier.first():
        return found
    chosen = list(dict.fromkeys(others))
    if not 1 < len(chosen) < LARGEST_GROUP:
        raise NotAllowed(_("A group has two others at least, and thirty neighbours at most."))
    for other in chosen:
        may_come_along(member, other)
    may_begin(member).insist()
    may_reach(member, chosen, new=is_new(member)).insist()
    try:
        with transaction.atomic():
            begun = _begin(member, chosen, title=title, act=act)
    except IntegrityError:
        return earlier.get()
    record(member, "start_conversation", begun.id)
    return begun


def _begin(member, others, **more) -> Conversation:
    moment = now()
    begun = Conversation(
        neighbourhood_id=member.here, members=[member.member, *others], begun_by=member.member, begun_at=moment, last_at=moment, **more
    )
    begun.save(force_insert=True)
    return begun
