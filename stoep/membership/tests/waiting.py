"""Somebody who waits without a letter, and neighbours who give their word."""

from datetime import timedelta

from django.test import Client

from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.applying import key_of, number_of, spoken
from stoep.membership.models import Member, Residence, Seat
from stoep.membership.proofs import Application
from stoep.people.models import Person
from tests import cast

from .joiners import Joiner

DAY = timedelta(days=1)


def applicant(c, home=None, name="Gust Maes"):
    """An application, as the pages make it: (person, application)."""
    home, key = home or c.brug_homes[6], uuid7()
    with acting(cast.KEEPER):
        person = Person.objects.create(email=f"{key}@example.org", name=name, password=cast.password_hash())
        waits = Application.objects.create(
            id=key, person_id=person.id, neighbourhood_id=home.neighbourhood_id, address_id=home.id, name=name, agreed_at=now(),
            number_key=key_of(home.neighbourhood_id, number_of(key)),
        )  # fmt: skip
    return person, waits


def number(waits) -> str:
    return spoken(number_of(waits.id))


def live_long(c, *members, proof="letter", since=None):
    """They have lived here for long enough to give their word."""
    with acting(cast.KEEPER):
        for member in members:
            Residence.objects.filter(neighbourhood_id=member.neighbourhood_id, member_id=member.id).update(
                proof=proof, proven_at=since or now() - 200 * DAY
            )


def neighbour(c, home, name="Buur", proof="letter", since=None) -> tuple:
    """One more neighbour at this home: (person, member)."""
    with acting(cast.KEEPER):
        person = Person.objects.create(email=f"{uuid7()}@example.org", name=name, password=cast.password_hash())
        here = {"neighbourhood_id": home.neighbourhood_id}
        member = Member.objects.create(**here, person_id=person.id, name=name, street=home.street_name)
        Residence.objects.create(**here, member_id=member.id, address_id=home.id, proof=proof, proven_at=since or now() - 200 * DAY)
        Seat.objects.create(person=person, member_id=member.id, **here)
    return person, member


def let_in(person, typed, second_step=False, place="oever-brug", **more):
    """Type the number and give one's word, as a browser does: the last answer."""
    client = cast.sign_in(Client(HTTP_ACCEPT_LANGUAGE="en"), person, second_step=second_step)
    Person.objects.filter(id=person.id).update(language="en")
    return client.post(f"/n/{place}/let-in/", {"number": typed, "sure": "yes", "knows": "on", **more}, follow=True)


def is_in(person) -> bool:
    with acting(cast.KEEPER):
        return Seat.objects.filter(person=person, state="active").exists()


class Newcomer(Joiner):
    """One browser that goes on without a letter."""

    def without(self):
        return self.client.post("/join/code/", {"without": "yes"})

    def wait(self, **you):
        """Up to the page where one waits."""
        for response in (self.pick(), self.without(), self.you(**you)):
            assert response.status_code == 302, response.content.decode()
        return self.mail()
