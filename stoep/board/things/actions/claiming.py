"""Asking for a thing, and taking the wish back."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ...models import Claim
from ..finding import locked_thing, voided
from ..rules import may_claim


@transaction.atomic
def claim_thing(
    member: MemberStanding,
    *,
    post: UUID,
    act: UUID,
    words: str = "",
    portions: int = 1,
    starts: date | None = None,
    ends: date | None = None,
) -> Claim:
    """Say that one would like it. The owner alone reads `words`. The same `act` twice is one wish. Raises NotAllowed."""
    found, thing = locked_thing(member, post)
    act = uuid5(member.member, str(act))
    if earlier := Claim.objects.filter(neighbourhood=member.here, act=act).first():
        return earlier
    may_claim(member, found, thing, starts, ends).insist()
    claim = Claim(
        neighbourhood_id=member.here, post_id=post, member_id=member.member, words=words, act=act,
        portions=max(1, min(portions, thing.portions)), starts=starts, ends=ends,
    )  # fmt: skip
    claim.save(force_insert=True)
    record(member, "claim_thing", post, claim=claim.id)
    return claim


@transaction.atomic
def withdraw_claim(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """Not after all. What was promised is free again. Raises DoesNotExist."""
    found, _thing = locked_thing(member, post)
    mine = Claim.objects.get(neighbourhood=member.here, post_id=post, id=claim, member_id=member.member)
    if mine.state not in Claim.OPEN:
        return mine
    agreed, mine.state = mine.state == Claim.State.AGREED, Claim.State.WITHDRAWN
    mine.save(update_fields=["state"])
    if agreed:
        voided(member, found)
    record(member, "withdraw_claim", post, claim=mine.id, agreed=agreed)
    return mine
