"""Where else somebody is about whom a decision falls: it reaches them wherever they come in. Questions only, as the keeper.

1. With the same account: they moved, or their place was given back or drawn anew.
2. With another account of the same mailbox that joined under the same name.
3. Who left, or erases their account, with another one of the same name at that home, made since or shortly before.
Somebody of the same name who has lived there beside them for long is another one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from stoep.lib.shards import fan_out
from stoep.people.models import Person

from .dodging import Known, known_account, spelled
from .models import KeptSanction, Member, Residence, Seat
from .proofs import Move

BESIDE = timedelta(days=60)  # who came longer ago than this before the other one left is not that one
THERE = (Member.State.ACTIVE, Member.State.SUSPENDED)  # of a seat also who is hidden and may come back


def faces_elsewhere(found: Member) -> set[tuple[int, UUID]]:
    """(neighbourhood, member) of each home they are in beside this one."""
    if found.person_id is None or found.kind != Member.Kind.RESIDENT:  # a connector's work here says nothing of where they live
        return set()
    with fan_out("a decision reaches somebody wherever they live"):
        people = {found.person_id, *_of_that_mailbox(found.person_id), *_came_since(found)}
        return _homes(person_id__in=people) - {(found.neighbourhood_id, found.id)}


def faces_reached(found: Member) -> set[tuple[int, UUID]]:
    """(neighbourhood, member) of each other home a sanction of this one reached: when it was given, when they moved, when they came in anew
    and were told to read only."""
    reached = set(KeptSanction.objects.filter(because_member=found.id).values_list("neighbourhood_id", "member_id"))
    with fan_out("a sanction ends wherever it reached"):
        if found.person_id:
            reached |= _homes(person_id=found.person_id)
        return (reached | _came_in_reading(found)) - {(found.neighbourhood_id, found.id)}


def home_of_face(found: Member) -> UUID | None:
    """The address they live at."""
    proofs = Residence.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id)
    return proofs.values_list("address_id", flat=True).first()


def known_face(found: Member) -> Known:
    """By what this face is known: also by the name on its profile, unless that is the name of somebody else of that home or mailbox.
    Nobody writes a neighbour's name on themselves and has them shut out."""
    known = known_account(found.person_id)
    if not found.name or spelled(found.name) in {spelled(name) for name in _names_beside(found, known)}:
        return known
    return known_account(found.person_id, found.name)


def marks_of_face(found: Member) -> set[str]:
    """What is surely they, also while they are hidden."""
    kept = Seat.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id).values_list("hidden_marks", flat=True)
    return {*known_face(found).marks(home_of_face(found))}.union(*kept)


def carried_from(found: Member, until: datetime) -> UUID | None:
    """Whose sanction told this face to read only until that very moment, when it came in."""
    kept = KeptSanction.objects.filter(quiet_until=until, marks__overlap=sorted(_marks_at_the_door(found)))
    return kept.exclude(member_id=found.id).values_list("member_id", flat=True).first()


def _homes(**whose) -> set[tuple[int, UUID]]:
    homes = Seat.objects.filter(kind=Seat.Kind.HOME, state__in=THERE, **whose)
    return set(homes.values_list("neighbourhood_id", "member_id"))


def _marks_at_the_door(found: Member) -> set[str]:
    """By what a pause is taken over from another account: also by the mailbox alone, which two of one home may share (dodging.py)."""
    return {*marks_of_face(found), known_account(found.person_id).mark_of_mailbox()}


def _names_beside(found: Member, known: Known) -> list[str]:
    """What others of that mailbox and that home joined as, and what others of that home are called there."""
    here = {"neighbourhood_id": found.neighbourhood_id}
    beside = Residence.objects.filter(**here, address_id=home_of_face(found)).exclude(member_id=found.id)
    called = dict(beside.values_list("member__person_id", "member__name"))
    others = Person.objects.filter(id__in=[person for person in called if person]) | Person.objects.at(known.email)
    return [*called.values(), *others.exclude(id=found.person_id).order_by().values_list("name", flat=True)]


def _of_that_mailbox(person: int) -> list[int]:
    known = known_account(person)
    same = {*known.marks(None)}
    return [other.pk for other in Person.objects.at(known.email) if {*known_account(other.pk).marks(None)} & same] if known.email else []


def _came_since(found: Member) -> list[int]:
    here, left, at = {"neighbourhood_id": found.neighbourhood_id}, _left(found), home_of_face(found)
    if left is None or at is None:
        return []
    came = Residence.objects.filter(**here, address_id=at, member__joined_at__gt=left - BESIDE).exclude(member__person_id=None)
    faces = Member.objects.filter(**here, id__in=list(came.exclude(member_id=found.id).values_list("member_id", flat=True)))
    mine = marks_of_face(found)
    return [face.person_id for face in faces if marks_of_face(face) & mine]


def _left(found: Member) -> datetime | None:
    """When they hid their account or moved out of here."""
    of = {"neighbourhood_id": found.neighbourhood_id}
    hidden = Seat.objects.filter(**of, member_id=found.id).values_list("hidden_at", flat=True).first()
    return hidden or Move.objects.filter(**of, person_id=found.person_id).order_by("-at").values_list("at", flat=True).first()


def _came_in_reading(found: Member) -> set[tuple[int, UUID]]:
    """They came in anew while the sanction ran, and the door took over its end."""
    reached = set()
    kept = KeptSanction.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id).exclude(quiet_until=None)
    for marks, until in kept.values_list("marks", "quiet_until"):
        for here, member in _homes(reads_only_until=until):
            if _marks_at_the_door(Member.objects.get(neighbourhood_id=here, id=member)) & {*marks}:
                reached.add((here, member))
    return reached
