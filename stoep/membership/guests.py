"""A guest: somebody who lives next door and is here as the author of a copy of a post, and nothing else.

The face bears a first name and an initial. Its state is no neighbour's: it is in no list, nobody can write to it, no door of this
neighbourhood lets it in. The seat is what blocks are looked up by and what the door to that one talk reads. Whoever comes to live here
later grows into the same face.
"""

from uuid import UUID

from .models import Member, Seat


def short_name(name: str) -> str:
    """What one is called where one does not live: "An Peeters" is "An P."."""
    first, *more = name.split() or [""]
    return f"{first} {more[-1][0].upper()}." if more else first


def guest_face(person: int, place: int, name: str) -> UUID | None:
    """The face of this guest, made where it is missing; done twice is done once. None where the person has, or had, another face
    there: they work there, or moved out. As keeper."""
    Member.objects.bulk_create(
        [Member(neighbourhood_id=place, person_id=person, name=short_name(name), state=Member.State.GUEST)], ignore_conflicts=True
    )
    face = Member.objects.select_for_update().get(neighbourhood_id=place, person_id=person)
    if face.state != Member.State.GUEST:
        return None
    if face.name != short_name(name):
        face.name = short_name(name)
        face.save(update_fields=["name"])
    Seat.objects.bulk_create(
        [Seat(person_id=person, neighbourhood_id=place, member_id=face.id, kind=Seat.Kind.GUEST)], ignore_conflicts=True
    )
    return face.id


def home_of(place: int, member: UUID) -> tuple[int, UUID]:
    """(neighbourhood, member) of the home of whoever this is; of a guest the one next door, else what was asked. As keeper."""
    face = Member.objects.filter(neighbourhood_id=place, id=member, state=Member.State.GUEST).first()
    if face is None:
        return place, member
    homes = Seat.objects.filter(person_id=face.person_id, kind=Seat.Kind.HOME).exclude(state=Member.State.GONE)
    return homes.values_list("neighbourhood_id", "member_id").first() or (place, member)
