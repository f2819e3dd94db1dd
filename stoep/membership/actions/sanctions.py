"""What a decision does to somebody's access in one neighbourhood. The keeper's acts: no neighbour and no desk gives one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.live import end_streams
from stoep.lib.standings import Standing

from ..models import Member, Seat


@transaction.atomic
def quiet_member(standing: Standing, *, member: UUID, until: datetime) -> None:
    """May read but not write until then; it ends by itself."""
    _seat(standing, member).update(reads_only_until=until)
    record(standing, "quiet_member", about=member)


@transaction.atomic
def suspend_member(standing: Standing, *, member: UUID) -> None:
    """No access here until somebody restores it. What they said stays. Who moved out stays out. Who is hidden, because they erase their
    account, stays hidden (membership/leaving.py): if they come back in time, the door is shut."""
    found = _locked(standing, member)
    if found.state == Member.State.ACTIVE:
        _become(standing, found, Member.State.SUSPENDED)
    elif not _seat(standing, member).filter(state=Member.State.ACTIVE).exclude(kind=Seat.Kind.GUEST).update(state=Member.State.SUSPENDED):
        return
    end_streams(found.person_id)
    record(standing, "suspend_member", about=member)


@transaction.atomic
def restore_member(standing: Standing, *, member: UUID) -> None:
    """They may read and write again."""
    found = _locked(standing, member)
    _seat(standing, member).update(reads_only_until=None)
    _seat(standing, member).filter(state=Member.State.SUSPENDED).update(state=Member.State.ACTIVE)  # also who is hidden and may come back
    if found.state == Member.State.SUSPENDED:
        _become(standing, found, Member.State.ACTIVE)
    record(standing, "restore_member", about=member)


def _locked(standing, member: UUID) -> Member:
    return Member.objects.select_for_update().get(neighbourhood_id=standing.here, id=member)


def _seat(standing, member: UUID):
    return Seat.objects.filter(neighbourhood_id=standing.here, member_id=member)


def _become(standing, found: Member, state: str) -> None:
    """Member and seat together: pages read the one, the door the other."""
    found.state = state
    found.save(update_fields=["state"])
    _seat(standing, found.id).exclude(state=Member.State.GONE).update(state=state)
