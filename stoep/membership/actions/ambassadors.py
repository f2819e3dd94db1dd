"""Taking up the task of an ambassador, and laying it down."""

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ..ambassadors import may_become_ambassador
from ..models import Member
from ..proving import proof_of


@transaction.atomic
def become_ambassador(standing: MemberStanding) -> Member:
    """From now on neighbours see that they may ask this one. Twice is once. Raises NotAllowed."""
    member = _held(standing)
    may_become_ambassador(standing, member, proof_of(standing)).insist()
    return _be(standing, member, True, "become_ambassador")


@transaction.atomic
def stop_ambassador(standing: MemberStanding) -> Member:
    """No longer. Whoever has the task may always lay it down; twice is once."""
    return _be(standing, _held(standing), False, "stop_ambassador")


def _held(standing) -> Member:
    return Member.objects.select_for_update().get(neighbourhood_id=standing.here, id=standing.member)


def _be(standing, member: Member, wanted: bool, verb: str) -> Member:
    if member.ambassador != wanted:
        member.ambassador = wanted
        member.save(update_fields=["ambassador"])
        record(standing, verb, about=member.id)
    return member
