"""Cards and links that members hand over. They lead to joining, where proof is asked like of anybody."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from ..ambassadors import is_ambassador
from ..proofs import Invitation
from ..rules import may_write
from .settling import one_at_a_time

A_MONTH = timedelta(days=30)
MOST, MOST_OF_AMBASSADOR = 10, 30  # a month; a card opens nothing by itself


def may_invite(member: MemberStanding) -> Allowed | Denied:
    """Ten a month from one member, thirty from an ambassador; what was taken back counts too. The caller holds the member."""
    if not (writes := may_write(member)):
        return writes
    made = Invitation.objects.filter(neighbourhood_id=member.here, member_id=member.member, made_at__gt=now() - A_MONTH).count()
    if made >= MOST and made >= (most := MOST_OF_AMBASSADOR if is_ambassador(member) else MOST):
        words = _("You made %(n)d cards in the last thirty days. That is the most. You may show one card to several people.")
        return Denied(words % {"n": most})
    return ALLOWED


def make_invitation(member: MemberStanding) -> Invitation:
    """A card or link for thirty days. Raises NotAllowed."""
    one_at_a_time("invite", member.here, member.member)
    may_invite(member).insist()
    made = Invitation(neighbourhood_id=member.here, member_id=member.member, made_at=now(), until=now() + A_MONTH)
    made.save(force_insert=True)
    record(member, "make_invitation", about=made.id)
    return made


def revoke_invitation(member: MemberStanding, *, invitation: UUID) -> None:
    """The card leads nowhere from now on. Twice is once; somebody else's is DoesNotExist."""
    made = Invitation.objects.get(neighbourhood_id=member.here, member_id=member.member, id=invitation)
    if made.revoked_at is None:
        made.revoked_at = now()
        made.save(update_fields=["revoked_at"])
        record(member, "revoke_invitation", about=made.id)
