"""What a decision does to somebody's access in one neighbourhood. The keeper's acts: no neighbour and no desk gives one.

It is kept beside the account (sanctioned.py) and holds wherever the same person is let in (dodging.py) or is already (elsewhere.py). What a
face may do is always what all that is kept of it says together.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.live import end_streams
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from ..dodging import known_account, mark_of_home, runs
from ..elsewhere import faces_elsewhere, faces_reached, home_of_face
from ..mails import mail_sanction_reached
from ..models import KeptSanction, Member, Seat
from .settling import one_at_a_time


@transaction.atomic
def quiet_member(standing: Standing, *, member: UUID, until: datetime) -> None:
    """May read but not write until then; it ends by itself."""
    _give(standing, member, "quiet_member", quiet_until=until)


@transaction.atomic
def suspend_member(standing: Standing, *, member: UUID, until: datetime) -> None:
    """No access here until somebody restores it. What they said stays. Who moved out stays out of here, and is shut out where they live
    now. Who is hidden, because they erase their account, stays hidden (membership/leaving.py): if they come back in time, the door is shut.
    With another account it is shut too, until then."""
    _give(standing, member, "suspend_member", suspended_until=until)


@transaction.atomic
def restore_member(standing: Standing, *, member: UUID) -> None:
    """They may read and write again, with whatever account, unless something else that was decided says otherwise."""
    found = _locked(standing, member)
    reached = faces_reached(found)
    KeptSanction.objects.filter(neighbourhood_id=standing.here, member_id=member, because_member=None).update(**OVER)
    KeptSanction.objects.filter(because_member=member).update(**OVER)
    _open(standing, found)
    with fan_out("a sanction ends wherever it reached"):
        for there, face in _faces(standing, reached):
            _open(there, face)
    record(standing, "restore_member", about=member)


OVER = {"suspended_until": None, "quiet_until": None}


def remember_marks(found: Member) -> None:
    """By what somebody under a sanction is known today. Marks of before stay: a new name or mailbox is no way out."""
    rows = KeptSanction.objects.select_for_update().filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id)
    if found.person_id is None:
        return  # erased: what was kept then is all there is
    for kept in rows:
        at = home_of_face(found)
        known = known_account(found.person_id, found.name)
        kept.marks = sorted({*kept.marks, *known.marks(at), known.mark_of_mailbox()})
        kept.home = mark_of_home(at) if at else kept.home
        kept.save(update_fields=["marks", "home"])


def _give(standing: Standing, member: UUID, verb: str, **until) -> None:
    """Here, and where else they are: who comes in at that home this very moment is waited for, or waits and is known."""
    found = _locked(standing, member)
    one_at_a_time("household", standing.here, home_of_face(found))
    _keep(found, None, **until)
    if _shut(standing, found):
        record(standing, verb, about=member)
    with fan_out("a sanction reaches somebody wherever they live"):
        for there, face in _faces(standing, faces_elsewhere(found)):
            _keep(face, member, **until)
            if _shut(there, face):
                record(there, verb, about=face.id)
                if face.person_id != found.person_id:  # else what they are told of the decision says it
                    mail_sanction_reached(face, **until)


def _keep(found: Member, because: UUID | None, **until) -> None:
    """Beside the account, so that the sanction outlives it. Of two that run, the longer holds."""
    of = {"neighbourhood_id": found.neighbourhood_id, "member_id": found.id, "because_member": because}
    kept = KeptSanction.objects.select_for_update().filter(**of).first()
    if kept is None and found.person_id is None:
        return
    kept = kept or KeptSanction(**of)
    for name, end in until.items():
        setattr(kept, name, max(filter(runs, (getattr(kept, name), end)), default=end))
    kept.save()
    remember_marks(found)


def _shut(standing: Standing, found: Member) -> bool:
    """Do what is kept of this face. False where there is no door to shut: they moved out."""
    out, quiet = _kept_of(found)
    seats = _seat(standing, found.id).exclude(kind=Seat.Kind.GUEST)
    done = bool(quiet and seats.update(reads_only_until=quiet))
    if out and found.state == Member.State.ACTIVE:
        _become(standing, found, Member.State.SUSPENDED)
    elif not out or not seats.filter(state=Member.State.ACTIVE).update(state=Member.State.SUSPENDED):
        return done  # nothing to shut; the seat of who is hidden is, for when they come back
    end_streams(found.person_id)
    return True


def _open(standing: Standing, found: Member) -> None:
    """Let them do again what nothing that is kept forbids."""
    out, quiet = _kept_of(found)
    seats = _seat(standing, found.id)
    seats.update(reads_only_until=quiet)
    if not out:
        seats.filter(state=Member.State.SUSPENDED).update(state=Member.State.ACTIVE)  # also of who is hidden and may come back
        if found.state == Member.State.SUSPENDED:
            _become(standing, found, Member.State.ACTIVE)


def _kept_of(found: Member) -> tuple[bool, datetime | None]:
    """Whether they are out, and until when they read only."""
    rows = KeptSanction.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id)
    ends = list(rows.values_list("suspended_until", "quiet_until"))
    return any(runs(out) for out, _ in ends), max((quiet for _, quiet in ends if runs(quiet)), default=None)


def _faces(standing: Standing, where) -> list[tuple[Standing, Member]]:
    """Each as (who acts there, the face), locked."""
    with fan_out("a sanction reaches further than this neighbourhood"):
        there = [(replace(standing, here=here), member) for here, member in sorted(where)]
        return [(standing, _locked(standing, member)) for standing, member in there]


def _locked(standing, member: UUID) -> Member:
    return Member.objects.select_for_update().get(neighbourhood_id=standing.here, id=member)


def _seat(standing, member: UUID):
    return Seat.objects.filter(neighbourhood_id=standing.here, member_id=member)


def _become(standing, found: Member, state: str) -> None:
    """Member and seat together: pages read the one, the door the other."""
    found.state = state
    found.save(update_fields=["state"])
    _seat(standing, found.id).exclude(state=Member.State.GONE).update(state=state)
