"""The owner agrees, hands over and takes back; each step can be seen by both."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ...models import Claim, Thing
from ..finding import locked_thing, voided
from ..rules import gave, left, may_agree, may_own, may_thank

State = Claim.State


def _held(member, post, claim):
    """The post, the thing and the claim, held; for the owner only."""
    found, thing = locked_thing(member, post)
    may_own(member, found).insist()
    return found, thing, Claim.objects.get(neighbourhood=member.here, post_id=post, id=claim)


def _moved(member, found, claim, state, verb, **fields) -> Claim:
    """The claim in its new state, the card void, a line in the journal."""
    claim.state = state
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save(update_fields=["state", *fields])
    voided(member, found)
    record(member, verb, found.id, claim=claim.id)
    return claim


@transaction.atomic
def agree_claim(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """Promise it. Two promises of one thing at once are refused, whoever clicks first. Raises NotAllowed, DoesNotExist."""
    found, thing, wish = _held(member, post, claim)
    if wish.state == State.AGREED:
        return wish
    may_agree(thing, wish).insist()
    return _moved(member, found, wish, State.AGREED, "agree_claim")


@transaction.atomic
def decline_claim(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """No, or no longer: a promise taken back is free for the next. Raises NotAllowed, DoesNotExist."""
    found, _of, wish = _held(member, post, claim)
    return _moved(member, found, wish, State.DECLINED, "decline_claim") if wish.state in Claim.OPEN else wish


@transaction.atomic
def hand_over(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """The neighbour has it; or the service is done. The last portion closes the gift. Raises NotAllowed, DoesNotExist."""
    found, thing, wish = _held(member, post, claim)
    if wish.state == State.HANDED:
        return wish
    if wish.state != State.AGREED:
        raise NotAllowed(_("Say yes to this wish first."))
    done = _moved(member, found, wish, State.HANDED, "hand_over", handed_at=now())
    if thing.what in (Thing.What.GIVE, Thing.What.SWAP) and left(thing) < 1 and not _promised(thing):
        thing.closed_at = now()
        thing.save(update_fields=["closed_at"])
    return done


@transaction.atomic
def take_back(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """The loan is home again. Raises NotAllowed, DoesNotExist."""
    found, _of, wish = _held(member, post, claim)
    return _moved(member, found, wish, State.BACK, "take_back") if wish.state == State.HANDED else wish


@transaction.atomic
def thank_for_thing(member: MemberStanding, *, post: UUID, claim: UUID) -> Claim:
    """Thank you, from whoever received: the neighbour who had it or for whom it was done; where something was looked for, its author. Twice
    is once. Raises NotAllowed, DoesNotExist."""
    found, thing = locked_thing(member, post)
    wish = Claim.objects.get(neighbourhood=member.here, post_id=post, id=claim)
    may_thank(member, found, thing, wish).insist()
    if wish.thanked_at is None:
        wish.thanked_at = now()
        wish.save(update_fields=["thanked_at"])
        record(member, "thank_for_thing", post, claim=wish.id, to=gave(found, thing, wish))
    return wish


def _promised(thing: Thing) -> bool:
    """Whether somebody still waits for what was promised."""
    return Claim.objects.filter(neighbourhood=thing.neighbourhood_id, post_id=thing.post_id, state=State.AGREED).exists()
