"""Where else somebody is about whom a decision falls: it reaches them wherever they come in. Questions only, as the keeper.

1. With the same account: they moved, or their place was given back or drawn anew.
2. With another account that has the same mailbox and the same name.
3. Who erases their account, with another one of the same name at the same home, made since or shortly before.
Somebody of the same name who has lived there beside them for long is another one.
"""

from datetime import timedelta
from uuid import UUID

from stoep.lib.shards import fan_out
from stoep.people.models import Person

from .dodging import Known, known_account
from .models import KeptSanction, Member, Residence, Seat

BESIDE = timedelta(days=60)  # who came longer ago than this before the other one left is not that one
THERE = (Member.State.ACTIVE, Member.State.SUSPENDED)


def faces_elsewhere(found: Member) -> list[tuple[int, UUID]]:
    """(neighbourhood, member) of each home they are in beside this one."""
    if found.person_id is None or found.kind != Member.Kind.RESIDENT:  # a connector's work here says nothing of where they live
        return []
    known = known_account(found.person_id, found.name)
    with fan_out("a decision reaches somebody wherever they live"):
        people = {found.person_id, *_of_that_mailbox(known), *_came_since(found, known)}
        homes = Seat.objects.filter(person_id__in=people, kind=Seat.Kind.HOME, state__in=THERE)
        others = homes.exclude(neighbourhood_id=found.neighbourhood_id, member_id=found.id)
        return list(others.order_by("neighbourhood_id", "member_id").values_list("neighbourhood_id", "member_id"))


def faces_reached(found: Member) -> set[tuple[int, UUID]]:
    """(neighbourhood, member) of each other home a sanction of this one reached: when it was given, when they moved, when they came in anew
    and were told to read only."""
    reached = set(KeptSanction.objects.filter(because_member=found.id).values_list("neighbourhood_id", "member_id"))
    with fan_out("a sanction ends wherever it reached"):
        homes = Seat.objects.filter(kind=Seat.Kind.HOME, state__in=THERE)
        if found.person_id:
            reached |= set(homes.filter(person_id=found.person_id).values_list("neighbourhood_id", "member_id"))
        return (reached | _came_in_reading(found, homes)) - {(found.neighbourhood_id, found.id)}


def home_of_face(found: Member) -> UUID | None:
    """The address they live at."""
    proofs = Residence.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id)
    return proofs.values_list("address_id", flat=True).first()


def _of_that_mailbox(known: Known) -> list[int]:
    same = known.marks(None)
    return [other.pk for other in Person.objects.at(known.email) if {*known_account(other.pk).marks(None)} & {*same}] if known.email else []


def _came_since(found: Member, known: Known) -> list[int]:
    here = {"neighbourhood_id": found.neighbourhood_id}
    left = Seat.objects.filter(**here, member_id=found.id).exclude(hidden_at=None).values_list("hidden_at", flat=True).first()
    at = left and home_of_face(found)
    if at is None:
        return []
    came = Residence.objects.filter(**here, address_id=at, member__state__in=THERE, member__joined_at__gt=left - BESIDE)
    people = came.exclude(member_id=found.id).exclude(member__person_id=None).values_list("member__person_id", "member__name")
    return [person for person, name in people if {*known_account(person, name).marks(at)} & {*known.marks(at)}]


def _came_in_reading(found: Member, homes) -> set[tuple[int, UUID]]:
    """They came in anew while the sanction ran, and the door took over its end."""
    reached = set()
    kept = KeptSanction.objects.filter(neighbourhood_id=found.neighbourhood_id, member_id=found.id).exclude(quiet_until=None)
    for marks, until in kept.values_list("marks", "quiet_until"):
        for person, here, member in homes.filter(reads_only_until=until).values_list("person_id", "neighbourhood_id", "member_id"):
            face = Member.objects.get(neighbourhood_id=here, id=member)
            if {*known_account(person, face.name).marks(home_of_face(face))} & {*marks}:
                reached.add((here, member))
    return reached
