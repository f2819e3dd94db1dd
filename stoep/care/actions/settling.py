"""The asker chooses who helps, and says that it is done."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from stoep.board.actions import save_solved
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..finding import locked_request
from ..models import HelpOffer, HelpRequest
from ..rules import may_settle

State = HelpOffer.State


@transaction.atomic
def pick_helper(member: MemberStanding, *, post: UUID, helper: UUID, picked: bool) -> HelpOffer:
    """Say yes to one who offered, or no longer. Several may be picked. Raises NotAllowed, DoesNotExist."""
    found, _request = locked_request(member, post)
    may_settle(member, found).insist()
    offers = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post).exclude(state=State.WITHDRAWN)
    offer, state = offers.get(member_id=helper), State.PICKED if picked else State.OFFERED
    if offer.state != state:
        offer.state = state
        offer.save(update_fields=["state"])
        record(member, "pick_helper", post, helper=helper, picked=picked)
    return offer


@transaction.atomic
def solve_help(member: MemberStanding, *, post: UUID, helpers: Collection[UUID]) -> HelpRequest:
    """It is done. `helpers`: those of the offerers who helped; they are thanked. Empty: it solved itself elsewhere. Raises NotAllowed."""
    found, request = locked_request(member, post)
    may_settle(member, found).insist()
    if request.solved_at:
        return request
    offers = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post, member_id__in=list(helpers)).exclude(state=State.WITHDRAWN)
    thanked = list(offers.values_list("member_id", flat=True))
    offers.update(state=State.PICKED, thanked_at=now())
    request.solved_at, request.by_neighbour = now(), bool(thanked)
    request.save(update_fields=["solved_at", "by_neighbour"])
    save_solved(member, found, True)
    record(member, "solve_help", post, helpers=[str(ident) for ident in thanked])
    return request


@transaction.atomic
def reopen_help(member: MemberStanding, *, post: UUID) -> HelpRequest:
    """Said too soon: it is not solved. Raises NotAllowed."""
    found, request = locked_request(member, post)
    may_settle(member, found).insist()
    if request.solved_at:
        request.solved_at, request.by_neighbour = None, False
        request.save(update_fields=["solved_at", "by_neighbour"])
        HelpOffer.objects.filter(neighbourhood=member.here, post_id=post).update(thanked_at=None)
        save_solved(member, found, False)
        record(member, "reopen_help", post)
    return request
