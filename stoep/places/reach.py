"""How many homes a message reaches: counted in the address register, never in members, so that it says nothing of who has
joined."""

from dataclasses import dataclass

from .models import AddressCount, Neighbourhood


@dataclass(frozen=True)
class Place:
    """A neighbourhood as the desk sees it."""

    id: int
    slug: str
    name: str
    opened: bool
    addresses: int


def places_of_town(town: int, among=None) -> list[Place]:
    """The neighbourhoods of a town with their number of addresses, by name; `among`: only those with these ids. One that is lent to a
    neighbour stands with it: "Brug + Dries". Two queries."""
    counts = dict(AddressCount.objects.filter(municipality_id=town).values_list("neighbourhood_id", "addresses"))
    columns = ("id", "slug", "name", "opened_on", "lent_to_id")
    found = list(Neighbourhood.objects.filter(municipality_id=town).order_by("name", "id").values_list(*columns))
    guests = {}
    for *_, name, _opened, host in found:
        guests.setdefault(host, []).append(name)
    return [
        Place(number, slug, " + ".join([name, *guests.get(number, [])]), opened is not None, counts.get(number, 0))
        for number, slug, name, opened, host in found
        if (host is None if among is None else number in among)
    ]


def households(places: list[Place]) -> int:
    """Addresses of all of them together."""
    return sum(place.addresses for place in places)
