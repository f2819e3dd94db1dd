"""Tokens nobody else uses, one in each private field of each neighbourhood, with who of the cast may see it.

A check from outside reads every page, mail and file as everybody and looks for tokens where they may not be.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from stoep.board.models import Comment, Picture, Post
from stoep.lib.clock import now
from stoep.lib.codes import keyed
from stoep.membership.models import Member, Seat
from stoep.people.models import Person
from stoep.places.models import Municipality, Neighbourhood

from ..demotown.people import Neighbour, cast
from . import folk
from .drawing import SIZE, draw_all
from .moments import seeded_uuid
from .talk import set_vectors

MOST = 50  # neighbourhoods


@dataclass
class Marks:
    """The tokens of one neighbourhood; `readers`: who of the cast may enter there."""

    place: Neighbourhood
    readers: list
    rows: list

    def token(self, field: str, readers: list | None = None) -> str:
        """A word for this field, listed with who may see it."""
        word = "zz" + keyed("canary", self.place.slug, field)[:14]
        may_see = self.readers if readers is None else readers
        self.rows.append({"token": word, "field": field, "neighbourhood": self.place.slug, "may_see": may_see})
        return word


def sow(town: Municipality, second: Municipality) -> list[dict]:
    """Put them in, or find them again; the list is the same. As the keeper."""
    rows: list[dict] = []
    for place in Neighbourhood.objects.filter(municipality__in=[town, second]).exclude(opened_on=None).order_by("id")[:MOST]:
        marks = Marks(place, readers_of(place, town), rows)
        there = Person.objects.filter(email=f"kiki@{place.slug}.example").exists()
        _mark(marks, town, write=not there)
    return rows


def readers_of(place: Neighbourhood, town: Municipality) -> list[str]:
    """Who of the cast has an open door here: active residents, and connectors whose mandate runs."""
    emails = {f"{character.who}@{town.slug}.example": character for character in cast().values()}
    seats = Seat.objects.filter(neighbourhood=place, person__email__in=emails, state=Member.State.ACTIVE)
    found = [emails[email] for email in seats.values_list("person__email", flat=True)]
    return sorted(character.who for character in found if character.role != "connector_ended")


def _mark(marks: Marks, town: Municipality, write: bool) -> None:
    people, hood = folk.Folk(now()), folk.hood_of(marks.place)
    here = hood.place.slug
    kiki = Neighbour(f"Kiki {marks.token('member.name')}", "nl", True, f"Vogels. {marks.token('member.about')}", False)
    person = Person(email=f"kiki@{here}.example", name=marks.token("person.name", []), language="nl", password=make_password(None))
    hidden = Neighbour("Kaat Verborgen", "nl", True, "", False)
    address = f"kaat.{marks.token('person.email', [])}@{here}.example"
    other = Person(email=address, name=hidden.name, language="nl", password=make_password(None))
