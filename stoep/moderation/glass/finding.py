"""Finding through the standing."""

from uuid import UUID

from django.db.models import Q
from django.urls import Resolver404, resolve

from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, OperatorStanding
from stoep.places.models import Neighbourhood

from ..finding import own_hand, statements_of
from .models import Opened, OpenedPage, Opening

MOST = 50
ADDRESSES = {"post": ("post", "post"), "conversation": ("conversation", "conversation"), "neighbour": ("member", "member")}


def named_by(address: str) -> tuple[int, str, UUID] | None:
    """(neighbourhood, kind, id) that an address of Stoep names. Whether it is there, nobody learns here."""
    path = "/" + address.partition("://")[2].partition("/")[2] if "://" in address else address
    try:
        found = resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return None
    kind, slot = ADDRESSES.get(found.url_name, (None, None))
    place = kind and Neighbourhood.objects.filter(slug=found.kwargs["place"]).only("id").first()
    return (place.id, kind, found.kwargs[slot]) if place else None


def openings(operator: OperatorStanding) -> list[Opening]:
    """What was asked, the newest first."""
    return list(Opening.objects.order_by("-asked_at")[:MOST])


def waiting_openings(operator: OperatorStanding) -> int:
    """How many wait for this operator to decide."""
    return Opening.objects.filter(Q(decided_at=None) & ~Q(asked_by=operator.person)).count()


def opening_before(operator: OperatorStanding, opening: UUID) -> Opening:
    """One of them. Raises DoesNotExist."""
    return Opening.objects.get(id=opening)


def looks_at(opening: Opening) -> list:
    """Who looked at which page, oldest first: (number, at)."""
    return list(opening.looks.order_by("at").values_list("number", "at"))


def page_of(operator: OperatorStanding, opening: UUID, number: int) -> OpenedPage:
    """A page that was looked at within the quarter of an hour, by who asked, in time. Raises DoesNotExist: the database says which."""
    return OpenedPage.objects.get(opening_id=opening, number=number)


def own_told(person: int, here: int) -> dict:
    """What somebody was told in one neighbourhood, newest first: {"statements": what was decided, "opened": what was opened of theirs}."""
    with acting(own_hand(person, here)):
        opened = Opened.objects.filter(neighbourhood_id=here, person_id=person).order_by("-at")
        return {"statements": statements_of(person, here), "opened": list(opened[:MOST])}


def opened_of(hand: Applicant, opened: UUID) -> Opened:
    """One of these. Raises DoesNotExist."""
    return Opened.objects.get(neighbourhood_id=hand.here, person_id=hand.person, id=opened)
