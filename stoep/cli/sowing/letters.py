"""Sowing letters: addresses that have one and have not joined yet. The codes are derived, so that a second run can tell them again."""

from datetime import timedelta

from stoep.lib.codes import grouped, hash_code
from stoep.membership.models import LetterCode
from stoep.places.models import Address

from .moments import seeded_uuid
from .secrets import code_of

EACH = 8  # letters in each neighbourhood
MOST = 400  # in a town: each costs an argon2 hash


def post_letters(hoods: list, now) -> None:
    """Some letters everywhere; in the first neighbourhood the first of them is Gust's."""
    issued = now - timedelta(days=9)
    rows = []
    for hood in hoods[: MOST // EACH]:
        for door in [hood.doors.pop() for _ in range(min(EACH, len(hood.doors)))]:
            rows.append(
                LetterCode(
                    neighbourhood=hood.place, id=seeded_uuid(issued, "letter", door.id), address_id=door.id,
                    hash=hash_code(door.id, code_of(door.id)), issued_at=issued, expires_at=now + timedelta(days=365),
                )
            )  # fmt: skip
    LetterCode.objects.bulk_create(rows)


def letters_of(places: list) -> list[dict]:
    """As the command tells them, in the order they were posted."""
    out = []
    for place in places[: MOST // EACH]:
        for row in LetterCode.objects.filter(neighbourhood=place.id, batch_id=None).order_by("issued_at", "id"):
            door = Address.objects.get(neighbourhood=place.id, id=row.address_id)
            code = code_of(door.id)
            out.append(
                {"address": str(door.id), "street": door.street_name, "number": door.number, "box": door.box, "postcode": door.postcode,
                 "place": door.place, "neighbourhood": place.slug, "code": code, "grouped": grouped(code)}
            )  # fmt: skip
    return out
