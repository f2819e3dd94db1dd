"""What a decision does to somebody's access in one neighbourhood. The keeper's acts: no neighbour and no desk gives one."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import end_streams
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from ..dodging import known_account, mark_of_home
from ..models import KeptSanction, Member, Residence, Seat


@transaction.atomic
def quiet_member(standing: Standing, *, member: UUID, until: datetime) -> None:
    """May read but not write until then; it ends by itself."""
    _keep(_locked(standing, member), quiet_until=until)
    _seat(standing, member).update(reads_only_until=until)
    record(standing, "quiet_member", about=member)


@transaction.atomic
def suspend_member(standing: Standing, *, member: UUID, until: datetime) -> None:
    """No access here until somebody restores it. What they said stays. Who moved out stays out. Who is hidden, because they erase their
    account, stays hidden (membership/leaving.py): if they come back in time, the door is shut. With another account it is shut too,
    until then (dodging.py)."""
    found = _locked(standing, member)
    _keep(found, suspended_until=until)
    if found.state == Member.State.ACTIVE:
        _become(standing, found, Member.State.SUSPENDED)
    elif not _seat(standing, member).filter(state=Member.State.ACTIVE).exclude(kind=Seat.Kind.GUEST).update(state=Member.State.SUSPENDED):
        return
    end_streams(found.person_id)
    record(standing, "suspend_member", about=member)


@transaction.atomic
def restore_member(standing: Standing, *, member: UUID) -> None:
    """They may read and write again, with whatever account."""
    found = _locked(standing, member)
    KeptSanction.objects.filter(neighbourhood_id=standing.here, member_id=member).update(suspended_until=None, quiet_until=None)
    _seat(standing, member).update(reads_only_until=None)
    _seat(standing, member).filter(state=Member.State.SUSPENDED).update(state=Member.State.ACTIVE)  # also who is hidden and may come back
    if found.state == Member.State.SUSPENDED:
        _become(standing, found, Member.State.ACTIVE)
    elif found.state == Member.State.GONE and found.person_id:
        _restore_where_they_live_now(standing, found.person_id)
    record(standing, "restore_member", about=member)


def remember_marks(found: Member) -> None:
    """By what somebody under a sanction is known today. Marks of before stay: a new name or mailbox is no way out."""
    kept = KeptSanction.objects.select_for_update().filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id).first()
    if kept is None or found.person_id is None:
        return  # erased: what was kept then is all there is
    at = Residence.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id).values_list("address_id", flat=True).first()
    known = known_account(found.person_id, found.name)
    kept.marks = sorted({*kept.marks, *known.marks(at), known.mark_of_mailbox()})
    kept.home = mark_of_home(at) if at else kept.home
    kept.save(update_fields=["marks", "home"])


def _keep(found: Member, **until) -> None:
    """Beside the account, so that the sanction outlives it."""
    of = {"neighbourhood_id": found.neighbourhood_id, "member_id": found.id}
    if not KeptSanction.objects.filter(**of).update(**until) and found.person_id:
        KeptSanction.objects.bulk_create([KeptSanction(**of, **until)])
    remember_marks(found)


def _restore_where_they_live_now(standing, person: int) -> None:
    """The place was lent, given back or drawn anew while the sanction ran, and the shut door went along. What a decision of there says
    stays."""
    with fan_out("a sanction ends of somebody who lives elsewhere by now"):
        seats = Seat.objects.filter(person_id=person, kind=Seat.Kind.HOME, state=Member.State.SUSPENDED)
        for here, member in list(seats.values_list("neighbourhood_id", "member_id")):
            own = KeptSanction.objects.filter(neighbourhood_id=here, member_id=member, suspended_until__gt=now())
            if not own.exists():
                there = replace(standing, here=here)
                _become(there, _locked(there, member), Member.State.ACTIVE)


def _locked(standing, member: UUID) -> Member:
    return Member.objects.select_for_update().get(neighbourhood_id=standing.here, id=member)


def _seat(standing, member: UUID):
    return Seat.objects.filter(neighbourhood_id=standing.here, member_id=member)


def _become(standing, found: Member, state: str) -> None:
    """Member and seat together: pages read the one, the door the other."""
    found.state = state
    found.save(update_fields=["state"])
    _seat(standing, found.id).exclude(state=Member.State.GONE).update(state=state)
