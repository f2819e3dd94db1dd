"""The faces and seats of a connector: one of each in every neighbourhood of the mandate, and none anywhere else."""

from dataclasses import replace

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import end_streams
from stoep.lib.standings import Standing
from stoep.places.models import Neighbourhood

from .models import Mandate, Member, Residence, Seat
from .seeking import keep_words
from .terms import badge_of


def take_seats(standing: Standing, mandate: Mandate) -> list[str]:
    """Make it so that the connector sits where the mandate says, under its name and badge; done twice is done once.

    Returns the names of the neighbourhoods where they live themselves: there they stay a neighbour, with one face and no badge.
    """
    person, lives_in = mandate.person_id, []
    sits = set(_taken().filter(person_id=person).values_list("neighbourhood_id", flat=True))
    give_up_seats(standing, person, sits - set(mandate.neighbourhoods) - _other_areas(mandate))
    for place in Neighbourhood.objects.filter(id__in=mandate.neighbourhoods).defer("boundary").order_by("id"):
        if Seat.objects.filter(person_id=person, neighbourhood=place, kind=Seat.Kind.HOME).exclude(state=Member.State.GONE).exists():
            lives_in.append(place.name)
            continue
        _sit(standing, mandate, place.id)
    return lives_in


def give_up_seats(standing: Standing, person: int, places) -> None:
    """Nobody sits there any more; the face stays, gone, under what it said, and the seat by which its owner has it erased."""
    for place in sorted(places):
        _taken().filter(person_id=person, neighbourhood_id=place).update(state=Member.State.GONE)
        face = Member.objects.filter(neighbourhood_id=place, person_id=person, kind=Member.Kind.CONNECTOR).exclude(state=Member.State.GONE)
        if found := face.first():
            Member.objects.filter(neighbourhood_id=place, id=found.id).update(state=Member.State.GONE)
            record(replace(standing, here=place), "leave_seat", about=found.id)
            end_streams(person)


def lay_down_run_out(standing: Standing) -> int:
    """Connectors whose mandate has run out: their faces are gone, as when it is ended by hand. Returns how many seats. Twice is once."""
    areas: dict[int, set[int]] = {}
    for person, places in Mandate.objects.filter(duty=Mandate.Duty.CONNECTOR, ends_at__gt=now()).values_list("person_id", "neighbourhoods"):
        areas.setdefault(person, set()).update(places)
    seats = _taken().values_list("person_id", "neighbourhood_id")
    over = [(person, place) for person, place in seats if place not in areas.get(person, ())]
    for person, place in over:
        give_up_seats(standing, person, [place])
    return len(over)


def _taken():
    return Seat.objects.filter(kind=Seat.Kind.CONNECTOR).exclude(state=Member.State.GONE)


def _other_areas(mandate: Mandate) -> set[int]:
    """Where another town sends the same person."""
    others = Mandate.objects.filter(person_id=mandate.person_id, duty=Mandate.Duty.CONNECTOR, ends_at__gt=now())
    return {place for area in others.exclude(id=mandate.id).values_list("neighbourhoods", flat=True) for place in area}


def _sit(standing: Standing, mandate: Mandate, place: int) -> None:
    """Who moved out of here and comes back as a connector has one face again: the proof of where they lived goes."""
    face = {"kind": Member.Kind.CONNECTOR, "name": mandate.name, "badge": badge_of(mandate)}
    member = Member.objects.select_for_update().filter(neighbourhood_id=place, person_id=mandate.person_id).first()
    if member is None:
        member = Member(neighbourhood_id=place, person_id=mandate.person_id, **face)
        member.save(force_insert=True)
        record(replace(standing, here=place), "take_seat", about=member.id)
    elif member.state != Member.State.SUSPENDED:
        if member.state == Member.State.GONE:
            Residence.objects.filter(neighbourhood_id=place, member_id=member.id).delete()
            record(replace(standing, here=place), "take_seat", about=member.id)
        face |= {"state": Member.State.ACTIVE, "ambassador": False, "street": "", "shielded": False, "minor": False}
        Member.objects.filter(neighbourhood_id=place, id=member.id).update(**face)
    keep_words(place, member.id)
    Seat.objects.exclude(kind=Seat.Kind.GUEST).update_or_create(
        person_id=mandate.person_id, neighbourhood_id=place,
        defaults={"member_id": member.id, "kind": Seat.Kind.CONNECTOR, "state": member.state if member.state == "suspended" else "active"},
    )  # fmt: skip
