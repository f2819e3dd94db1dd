"""Sowing somebody who has an account and no letter: in the demo one can be them, and let them in."""

from datetime import timedelta

from allauth.account.models import EmailAddress

from stoep.membership.applying import key_of, number_of
from stoep.membership.models import Member
from stoep.membership.proofs import Application, Vouch
from stoep.people.models import Person

from .folk import Hood
from .moments import seeded_uuid
from .secrets import hashed

WHO, NAME = "wout", "Wout Claes"


def wait_here(hood: Hood, town: str, now) -> None:
    """Wout lives here, has no letter, and one neighbour has given their word. Nothing where every door is taken."""
    email = f"{WHO}@{town}.example"
    if not hood.doors or "bram" not in hood.people:
        return
    since, door, bram = now - timedelta(days=3), hood.doors.pop(), hood.people["bram"]
    person = Person(email=email, name=NAME, language="nl", password=hashed(email), joined_at=since)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    number = seeded_uuid(since, "waits", email)
    Application.objects.create(
        id=number, person_id=person.id, neighbourhood_id=hood.place.id, address_id=door.id, name=NAME, agreed_at=since, since=since,
        number_key=key_of(hood.place.id, number_of(number)), vouched_once_at=now - timedelta(days=1),
    )  # fmt: skip
    _word(hood, bram, person, number, now - timedelta(days=1))


def _word(hood: Hood, giver: Member, person: Person, waits, at) -> None:
    home = giver.residences.get()
    Vouch.objects.create(
        neighbourhood=hood.place, id=seeded_uuid(at, "word", person.email), application_id=waits, newcomer_person_id=person.id,
        member_id=giver.id, address_id=home.address_id, at=at,
    )  # fmt: skip
