"""The town's own face in each neighbourhood: the author of its announcements. Nobody signs in as it, and it hears nothing."""

import uuid

from .models import Member

NAMESPACE = uuid.UUID("8f8b6a0e-53c6-4f0b-9d0c-6a2f3f1f5c11")


def face_of_town(neighbourhood: int) -> uuid.UUID:
    """Its member id, always the same: two jobs that make it at once make it once."""
    return uuid.uuid5(NAMESPACE, str(neighbourhood))


def faces_of_town(names: dict[int, str]) -> dict[int, uuid.UUID]:
    """{neighbourhood: member id} for {neighbourhood: the town's name}; missing ones are made, in one statement. As keeper."""
    town = Member.Kind.TOWN
    faces = [Member(neighbourhood_id=place, id=face_of_town(place), kind=town, name=name[:80]) for place, name in names.items()]
    Member.objects.bulk_create(faces, ignore_conflicts=True)
    return {place: face_of_town(place) for place in names}


def rename_faces_of_town(places: list[int], name: str) -> None:
    """The town has another name: its face bears it everywhere, above what it said before too. As keeper, under `fan_out`."""
    Member.objects.filter(neighbourhood_id__in=places, kind=Member.Kind.TOWN).update(name=name[:80])
