"""Addresses that change neighbourhood because a border or a point moved, and what hangs on them.

A neighbourhood's rows cannot change neighbourhood in place (the neighbourhood is part of the key), so a move is copy and
delete, with the same id. What hangs on an address by a link goes with it when it is the address's own (its letter's code). What
is a person's (a proof of residence) is not ours to move: the room that owns it registers a carrier.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from django.db import models

from .assign import assign
from .models import Address
from .register import hold_register_alone

# carrier(standing, old neighbourhood, new neighbourhood, address ids): called when the addresses exist in both, before the old
# ones go. It must leave no protected row on the old ones.
carriers: list[Callable] = []


@dataclass(slots=True)
class Moves:
    """`by_way`: (old, new) → address ids; new is a neighbourhood's number, or a NewPlace before it has one."""

    by_way: dict[tuple, list[UUID]] = field(default_factory=dict)
    outside: list[tuple[int, UUID]] = field(default_factory=list)

    def __bool__(self):
        return bool(self.by_way or self.outside)

    def add(self, old: int, new, address: UUID) -> None:
        self.by_way.setdefault((old, new), []).append(address)

    def count(self) -> int:
        return sum(map(len, self.by_way.values()))


@dataclass(frozen=True, slots=True)
class NewPlace:
    """The n-th of the neighbourhoods that are about to be made."""

    order: int


def find_moves(redrawn: list[int], shapes: list, ids: list, first_new: int) -> Moves:
    """The addresses of redrawn neighbourhoods that another shape, or none, now holds. One query per neighbourhood."""
    moves = Moves()
    for old in redrawn:
        rows = list(Address.objects.filter(neighbourhood=old).order_by("id").values_list("id", "longitude", "latitude"))
        if not rows:
            continue
        found = assign(np.array([row[1] for row in rows]), np.array([row[2] for row in rows]), np.array(shapes, dtype=object))
        for (address, _, _), home in zip(rows, found.tolist(), strict=True):
            if home < 0:
                moves.outside.append((old, address))
            elif ids[home] != old:
                moves.add(old, ids[home] or NewPlace(home - first_new), address)
    return moves


def members_moving(moves: Moves) -> int:
    """How many people who live there now have a proof of residence at the addresses that move. A number only: places knows no person,
    so the table that hangs on an address says itself, as `still`, which of its rows count."""
    hanging = [relation.related_model for relation in _hanging(models.PROTECT)]
    return sum(
        model.objects.filter(getattr(model, "still", models.Q()), neighbourhood=old, address_id__in=ids).count()
        for (old, _), ids in moves.by_way.items()
        for model in hanging
    )


def move_addresses(standing, moves: Moves, by: list[Callable] | None = None, **changes) -> set[int]:
    """Carry out what `find_moves` found, with every NewPlace numbered by now. Returns the neighbourhoods that lost or won an
    address. `by`: other carriers than for a border that moved; `changes`: columns of the addresses that become so."""
    touched = {place for way in moves.by_way for place in way}
    hold_register_alone(*touched)
    for (old, new), ids in moves.by_way.items():
        rows = list(Address.objects.filter(neighbourhood=old, id__in=ids))
        for row in rows:
            row.neighbourhood_id = new
            for column, value in changes.items():
                setattr(row, column, value)
        Address.objects.bulk_create(rows, batch_size=2000)
        _carry_own(old, new, ids)
        for carrier in carriers if by is None else by:
            carrier(standing, old, new, ids)
        Address.objects.filter(neighbourhood=old, id__in=ids).delete()
    return touched


def _carry_own(old: int, new: int, ids: list[UUID]) -> None:
    for relation in _hanging(models.CASCADE):
        rows = list(relation.related_model.objects.filter(neighbourhood=old, address_id__in=ids))
        for row in rows:
            row.neighbourhood_id = new
        relation.related_model.objects.bulk_create(rows, batch_size=2000)


def _hanging(kind) -> list:
    """The relations that hang on an address by a link, of rooms above that we need not know."""
    return [relation for relation in Address._meta.related_objects if relation.on_delete is kind]


def moves_in_words(moves: Moves, names: dict) -> list[str]:
    """Each way with its number of addresses, the largest first."""
    ways = Counter({way: len(ids) for way, ids in moves.by_way.items()})
    lines = [
        f"{count:,} addresses move from {names.get(old, old)} to {names.get(new, 'a new neighbourhood')}"
        for (old, new), count in ways.most_common(20)
    ]
    if len(ways) > 20:
        lines.append(f"and {len(ways) - 20} more ways")
    if moves.outside:
        lines.append(f"{len(moves.outside):,} addresses would lie outside every neighbourhood: they stay where they are")
    return lines
