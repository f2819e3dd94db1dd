"""What a decision does to somebody's access in one neighbourhood. The keeper's acts: no neighbour and no desk gives one.

It is kept beside the account (sanctioned.py) and holds wherever the same person is let in (dodging.py) or is already (elsewhere.py). What a
face may do is always what all that is kept of that person says together.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import end_streams
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from ..dodging import mark_of_home, runs
from ..elsewhere import carried_from, faces_elsewhere, faces_reached, home_of_face, known_face, marks_of_face
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
def restore_member(standing: Standing, *, member: UUID, **still: datetime | None) -> None:
    """They may read and write again, with whatever account, but for what other decisions say: `still` is their `suspended_until` and
    `quiet_until`."""
    found, faces = _hold(standing, member, faces_reached)
    for face in faces:
        _write_down_carried(face)
    kept = KeptSanction.objects.filter(Q(neighbourhood_id=standing.here, member_id=member, because_member=None) | Q(because_member=member))
    kept.update(**{"suspended_until": None, "quiet_until": None} | still)
    with fan_out("a sanction ends wherever it reached"):
        for face in faces:
            _open(face)
    record(standing, "restore_member", about=found.id)


def end_what_is_over() -> int:
    """Sanctions whose end has come open their doors by themselves, and nothing is kept of them. Returns how many are gone."""
    over = [f"{side}_until" for side in ("suspended", "quiet")]
    rows = KeptSanction.objects.filter(*(Q(**{end: None}) | Q(**{f"{end}__lte": now()}) for end in over))
    done = list(rows.values_list("id", "neighbourhood_id", "member_id"))
    half = KeptSanction.objects.filter(Q(suspended_until__lte=now()) | Q(quiet_until__lte=now()))
    half = list(half.exclude(id__in=[row for row, *_ in done]).values_list("id", "neighbourhood_id", "member_id"))
    for row, here, member in [*done, *half]:
        with transaction.atomic():
            face = Member.objects.select_for_update().filter(neighbourhood_id=here, id=member).first()
            for end in over:
                KeptSanction.objects.filter(id=row, **{f"{end}__lte": now()}).update(**{end: None})
            KeptSanction.objects.filter(id=row, suspended_until=None, quiet_until=None).delete()
            if face:
                _open(face)
    return len(done)


def remember_marks(found: Member) -> None:
    """By what somebody under a sanction is known today. Marks of before stay: a new name or mailbox is no way out."""
    if found.person_id is None:
        return  # erased: what was kept then is all there is
    for kept in KeptSanction.objects.select_for_update().filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id):
        at = home_of_face(found)
        kept.marks = sorted({*kept.marks, *marks_of_face(found), known_face(found).mark_of_mailbox()})
        kept.home = mark_of_home(at) if at else kept.home
        kept.save(update_fields=["marks", "home"])


def _give(standing: Standing, member: UUID, verb: str, **until) -> None:
    """Here, and where else they are."""
    found, faces = _hold(standing, member, faces_elsewhere)
    with fan_out("a sanction reaches somebody wherever they live"):
        for face in faces:
            here = face.id == found.id
            _write_down_carried(face)
            _keep(face, None if here else member, **until)
            if _shut(face):
                record(replace(standing, here=face.neighbourhood_id), verb, about=face.id)
                if not here and face.person_id != found.person_id:  # else what they are told of the decision says it
                    mail_sanction_reached(face, **until)


def _hold(standing: Standing, member: UUID, others) -> tuple[Member, list[Member]]:
    """(this face, it and the others), locked in one order: two decisions about one person wait for each other. Who comes in at that home
    this very moment, or anywhere with that account, is waited for, or waits and is known."""
    found = Member.objects.get(neighbourhood_id=standing.here, id=member)
    one_at_a_time("household", standing.here, home_of_face(found))
    one_at_a_time("home of", found.person_id)
    held: dict[tuple, Member] = {}
    with fan_out("a sanction reaches further than this neighbourhood"):
        # asked again once they are held: whoever came over, or was carried over a border, while we waited for them is somewhere else now
        while where := {(found.neighbourhood_id, found.id), *others(found)} - held.keys():
            for here, face in sorted(where):
                held[here, face] = Member.objects.select_for_update().get(neighbourhood_id=here, id=face)
    return held[found.neighbourhood_id, found.id], list(held.values())


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


def _write_down_carried(face: Member) -> None:
    """A pause that the door took over when they came in anew, before anything else is decided about this face."""
    for until in _seats(face).filter(reads_only_until__gt=now()).values_list("reads_only_until", flat=True):
        known = KeptSanction.objects.filter(neighbourhood_id=face.neighbourhood_id, member_id=face.id, quiet_until=until).exists()
        if not known and (because := carried_from(face, until)):
            _keep(face, because, quiet_until=until)


def _shut(face: Member) -> bool:
    """Do what is kept of them. False where there is no door to shut: they moved out, or it is shut."""
    out, quiet = _kept_of(face)
    done = bool(quiet and _seats(face).update(reads_only_until=quiet))
    if out and face.state == Member.State.ACTIVE:
        _become(face, Member.State.SUSPENDED)
    elif not out or not _seats(face).filter(state=Member.State.ACTIVE).update(state=Member.State.SUSPENDED):
        return done  # the seat of who is hidden is shut too, for when they come back
    end_streams(face.person_id)
    return True


def _open(face: Member) -> None:
    """Let them do again what nothing that is kept forbids."""
    out, quiet = _kept_of(face)
    _seats(face).update(reads_only_until=quiet)
    if not out:
        _seats(face).filter(state=Member.State.SUSPENDED).update(state=Member.State.ACTIVE)  # also of who is hidden and may come back
        if face.state == Member.State.SUSPENDED:
            _become(face, Member.State.ACTIVE)


def _kept_of(face: Member) -> tuple[bool, datetime | None]:
    """Whether they are out, and until when they read only: what is kept of this face, and of others that account lived under."""
    members = {face.id}
    if face.person_id and face.kind == Member.Kind.RESIDENT:
        members |= set(Seat.objects.filter(person_id=face.person_id, kind=Seat.Kind.HOME).values_list("member_id", flat=True))
    ends = list(KeptSanction.objects.filter(member_id__in=members).values_list("suspended_until", "quiet_until"))
    return any(runs(out) for out, _ in ends), max((quiet for _, quiet in ends if runs(quiet)), default=None)


def _seats(face: Member):
    return Seat.objects.filter(neighbourhood_id=face.neighbourhood_id, member_id=face.id).exclude(kind=Seat.Kind.GUEST)


def _become(face: Member, state: str) -> None:
    """Member and seat together: pages read the one, the door the other."""
    face.state = state
    face.save(update_fields=["state"])
    _seats(face).exclude(state=Member.State.GONE).update(state=state)
