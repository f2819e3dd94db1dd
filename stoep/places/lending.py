"""A neighbourhood with too few homes lives with a neighbour until it grows: its addresses stand in the host's register meanwhile, and
remember on whose ground. All of it in one transaction: killed half-way, nothing happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

import shapely
from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import this_day
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from .counts import FEWEST, recount
from .crs import flat
from .known import Known, known_neighbourhoods
from .models import Address, Neighbourhood
from .moves import Moves, carriers, members_moving, move_addresses
from .repair import flattened
from .towns import lock_places

TOUCH = 25  # metres: two borders that a street or a rounding keeps apart still touch

# Rooms above that know people. `hindrances`: (small, host) → why their addresses cannot change hands now, or "".
# `homecomers`: as moves.carriers, for people who live there while the small place comes back.
hindrances: list[Callable[[int, int], str]] = []
homecomers: list[Callable] = []


def lives_with(home: Address, host: Neighbourhood) -> dict:
    """For parts/_lent.html: on whose ground this home stands, if that neighbourhood lives with its neighbour for now; else nothing."""
    if home.lent_from is None:
        return {}
    small = Neighbourhood.objects.filter(id=home.lent_from).values_list("name", flat=True).first()
    return {"lent": {"small": small, "host": host.name}} if small else {}


def guests_of(here: int) -> list[str]:
    """The names of the neighbourhoods that live with this one for now."""
    return list(Neighbourhood.objects.filter(lent_to=here).order_by("name").values_list("name", flat=True))


@dataclass(slots=True)
class Lending:
    """What would happen, or did: `refused` says why not. `members` live at the addresses that come back."""

    small: Known
    host: Known | None
    addresses: list[UUID]
    members: int = 0
    refused: list[str] = field(default_factory=list)
    done: bool = False


def lend_neighbourhood(standing: Standing, *, small: str, host: str, anyway: bool = False, commit: bool = False) -> Lending:
    """The addresses of `small` go into the register of `host`. `anyway`: also where it has homes enough. Raises NotAllowed for a web
    name that is none."""
    with transaction.atomic(), fan_out("a small place is lent to its neighbour"):
        lock_places()
        one, other = _called(small), _called(host)
        found = Lending(one, other, _addresses(one.id))
        found.refused = _why_not_lend(found, anyway)
        if commit and not found.refused:
            _hand_over(standing, found, one.id, other.id)
            Neighbourhood.objects.filter(id=one.id).update(lent_to=other.id, lent_on=this_day(), opened_on=None)
            record(replace(standing, town=one.municipality_id), "lend_neighbourhood", small=one.id, host=other.id)
    return found


def return_neighbourhood(standing: Standing, *, small: str, commit: bool = False) -> Lending:
    """The addresses on its ground come back and it opens; whoever lives there is told, and goes over when they say so."""
    with transaction.atomic(), fan_out("a lent place comes back"):
        lock_places()
        one = _called(small)
        host = next(iter(known_neighbourhoods(id=one.lent_to)), None) if one.lent_to else None
        found = Lending(one, host, _addresses(host.id, lent_from=one.id) if host else [])
        found.refused = [f"{one.name} is not lent to anybody"] if host is None else _hindered(found)
        if host:
            found.members = members_moving(Moves({(host.id, one.id): found.addresses}))
        if commit and not found.refused:
            Neighbourhood.objects.filter(id=one.id).update(lent_to=None, lent_on=None, lived_with=host.id, opened_on=this_day())
            _hand_over(standing, found, host.id, one.id)
            record(replace(standing, town=one.municipality_id), "return_neighbourhood", small=one.id, host=host.id)
    return found


def _hand_over(standing: Standing, found: Lending, old: int, new: int) -> None:
    back = new == found.small.id
    move_addresses(
        standing, Moves({(old, new): found.addresses}), by=homecomers if back else carriers, lent_from=None if back else found.small.id
    )
    recount({old, new})
    found.done = True


def _why_not_lend(found: Lending, anyway: bool) -> list[str]:
    small, host = found.small, found.host
    if small.id == host.id or small.municipality_id != host.municipality_id:
        return [f"{small.name} can be lent to another neighbourhood of its own town only"]
    checks = (
        (small.lent_to, f"{small.name} is lent already"),
        (host.lent_to, f"{host.name} is lent itself: choose the one it lives with"),
        (Neighbourhood.objects.filter(lent_to=small.id).exists(), f"another neighbourhood lives with {small.name}: it comes back first"),
        (not found.addresses and not small.lent_to, f"{small.name} has no addresses"),
        (
            len(found.addresses) >= FEWEST and not anyway,
            f"{small.name} has {len(found.addresses):,} addresses, from {FEWEST} on it can live by itself: --anyway lends it all the same",
        ),
        (members_moving(Moves({(small.id, host.id): found.addresses})), f"people have joined in {small.name}: they keep what they have"),
        (_apart(small, host) > TOUCH, f"{small.name} does not touch {host.name}: they are {_apart(small, host):,.0f} m apart"),
    )
    return [why for wrong, why in checks if wrong] + _hindered(found)


def _hindered(found: Lending) -> list[str]:
    return [why for hindrance in hindrances if (why := hindrance(found.small.id, found.host.id))]


def _apart(one: Known, other: Known) -> float:
    """Metres between two neighbourhoods."""
    middle = shapely.centroid(one.shape)
    to_flat = flat(middle.x, middle.y)
    return float(shapely.distance(flattened(one.shape, to_flat), flattened(other.shape, to_flat)))


def _called(slug: str) -> Known:
    known = next(iter(known_neighbourhoods(slug=slug)), None)
    if known is None:
        raise NotAllowed(f"there is no neighbourhood {slug!r}")
    return known


def _addresses(here: int, **condition) -> list[UUID]:
    return list(Address.objects.filter(neighbourhood=here, **condition).order_by("id").values_list("id", flat=True))
