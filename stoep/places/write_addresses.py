"""A register of addresses beside ours: what is new, what changed, what moved; and writing it, one statement per
neighbourhood."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import connection

from .addresses import AddressPlan, Dwelling
from .counts import recount, write_counts
from .known import Known
from .models import Address, Municipality, Street
from .moves import Moves, move_addresses
from .spelling import fold
from .towns import next_id

REGISTER = uuid.UUID("6f1d5c1e-0b7e-5f0a-9a55-7d3c1f7f5e10")  # the name space of address ids
CLOSE = 1e-6  # degrees: 10 cm. A point that moved less has not moved
COLUMNS = {
    "id": "uuid", "municipality_id": "bigint", "street_id": "bigint", "street_name": "varchar", "number": "varchar", "box":
    "varchar",
    "postcode": "varchar", "place": "varchar", "longitude": "float8", "latitude": "float8", "lent_from": "bigint",
}  # fmt: skip


@dataclass(slots=True)
class News:
    """What the file tells that we did not know. Rows are tuples in the order of COLUMNS, by neighbourhood."""

    added: dict[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    altered: dict[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    moves: Moves = field(default_factory=Moves)
    streets: list[Street] = field(default_factory=list)
    streets_altered: list[Street] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)  # addresses per neighbourhood the file names, once this is written
    towns_of: dict[int, int] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)  # of the towns
    missing: int = 0

    def __len__(self):
        moved = {one for ids in self.moves.by_way.values() for one in ids}
        return (
            sum(map(len, self.added.values()))
            + len(moved)
            + sum(row[0] not in moved for rows in self.altered.values() for row in rows)
        )

    @property
    def towns(self) -> set[int]:
        touched = {*self.added, *self.altered, *(place for way in self.moves.by_way for place in way)}
        return {self.towns_of[place] for place in touched if place in self.towns_of}


def address_id(town: str, postcode: str, street: str, number: str, box: str) -> uuid.UUID:
    """The same address has the same id in every import and on every machine, so that a lost database can be filled again under
    the letters that are in the post."""
    return uuid.uuid5(REGISTER, "\x1f".join((town, postcode, street, number, box)).casefold())


def compare_addresses(plan: AddressPlan, places: list[Known], tick) -> News:
    """Read what we hold of these neighbourhoods, one query each, and tell what is new. Writes nothing."""
    tick(0.0, "comparing with what we have")
    news = News(towns_of={place.id: place.municipality_id for place in places})
    used = sorted({dwelling.home for dwelling in plan.dwellings})
    towns = {places[home].municipality_id for home in used}
    news.slugs = dict(Municipality.objects.filter(id__in=towns).values_list("id", "slug"))
    streets = _streets(news, plan, places, towns)
    ours = _ours([place.id for place in places if place.municipality_id in towns], tick)
    seen = 0
    totals = Counter(place for place, _ in ours.values())
    for dwelling in plan.dwellings:
        home = places[dwelling.home]
        street = streets[home.municipality_id, dwelling.postcode, dwelling.street.casefold()]
        known = ours.get((street.id, dwelling.number.casefold(), dwelling.box.casefold()))
        seen += known is not None
        _weigh(news, dwelling, home, street, known, totals)
    news.missing = len(ours) - seen
    named = {places[home].register for home in used} | {place for way in news.moves.by_way for place in way}
    news.counts = {place: totals[place] for place in sorted(named)}
    tick(1.0, "compared")
    return news


def _weigh(news: News, dwelling: Dwelling, home: Known, street: Street, known: tuple | None, totals: Counter) -> None:
    """Sort one address into new, altered, moved or as it was. On ground that is lent, it is the host's register that keeps it."""
    register = home.register
    rest = (
        street.name,
        dwelling.number,
        dwelling.box,
        dwelling.postcode,
        dwelling.place,
        dwelling.longitude,
        dwelling.latitude,
        home.id if home.lent_to else None,
    )
    if known is None:
        new = address_id(news.slugs[home.municipality_id], dwelling.postcode, street.name, dwelling.number, dwelling.box)
        news.added[register].append((new, home.municipality_id, street.id, *rest))
        totals[register] += 1
        return
    place, (mine, *before) = known
    near = abs(before[-3] - rest[-3]) < CLOSE and abs(before[-2] - rest[-2]) < CLOSE
    if place != register:
        news.moves.add(place, register, mine)
        totals[place] -= 1
        totals[register] += 1
    if not near or tuple(before[:-3]) != rest[:-3] or before[-1] != rest[-1]:
        news.altered[register].append((mine, home.municipality_id, street.id, *rest))


def _ours(places: list[int], tick) -> dict[tuple, tuple]:
    """(street, number, box) → (neighbourhood, (id, street name, number, box, postcode, place, longitude, latitude, lent from))."""
    found = {}
    names = ("id", "street_name", "number", "box", "postcode", "place", "longitude", "latitude", "lent_from")
    for done, place in enumerate(places):
        tick(0.8 * done / len(places), "comparing with what we have")
        for street, *rest in Address.objects.filter(neighbourhood=place).order_by().values_list("street_id", *names):
            found[street, rest[2].casefold(), rest[3].casefold()] = (place, tuple(rest))
    return found


def _streets(news: News, plan: AddressPlan, places: list[Known], towns: set[int]) -> dict[tuple, Street]:
    """Every street of the plan, known or new, with the neighbourhoods it runs through."""
    known = {(s.municipality_id, s.postcode, s.name.casefold()): s for s in Street.objects.filter(municipality_id__in=towns)}
    through, first = defaultdict(set), {}
    for dwelling in plan.dwellings:
        place = places[dwelling.home]
        key = (place.municipality_id, dwelling.postcode, dwelling.street.casefold())
        through[key].add(place.register)
        first.setdefault(key, dwelling)
    number = next_id(Street)
    for key, dwelling in first.items():
        street = known.get(key)
        if street is None:
            street = known[key] = Street(id=number, municipality_id=key[0], postcode=key[1], name=dwelling.street)
            number += 1
            news.streets.append(street)
        elif through[key] <= set(street.neighbourhoods) and (street.name_other or "") == (
            dwelling.street_other or street.name_other
        ):
            continue
        else:
            news.streets_altered.append(street)
        street.name_other = dwelling.street_other or street.name_other
        street.folded = fold(f"{street.name} {street.name_other}")[:260]
        street.neighbourhoods = sorted({*street.neighbourhoods, *through[key]})
    return known


def write_addresses(standing, news: News, tick) -> None:
    """Everything the news says. Streets first: a reference table is written before the neighbourhoods' tables (SCALE rule
    10)."""
    tick(0.0, "writing")
    Street.objects.bulk_create(news.streets, batch_size=1000)
    Street.objects.bulk_update(news.streets_altered, ["name_other", "folded", "neighbourhoods"], batch_size=500)
    touched = move_addresses(standing, news.moves)
    total = sum(map(len, news.added.values())) + sum(map(len, news.altered.values())) or 1
    done = 0
    for rows_of, statement in ((news.added, _insert), (news.altered, _update)):
        for place, rows in sorted(rows_of.items()):
            for start in range(0, len(rows), 5000):
                statement(place, rows[start : start + 5000])
                done += len(rows[start : start + 5000])
                tick(done / total, "writing")
    if touched:
        recount(touched)
    if len(news):
        write_counts(news.counts, news.towns_of)


# COPY is refused under row-level security, and one INSERT per thousand rows with a placeholder per field is four times slower
# than handing over each column as one array.
def _arrays(rows: list[tuple]) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)]


UNNEST = "unnest(" + ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values()) + f") AS new ({', '.join(COLUMNS)})"


def _insert(place: int, rows: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO places_address (neighbourhood_id, {', '.join(COLUMNS)}) SELECT %s, new.* FROM {UNNEST}",  # noqa: S608
            [place, *_arrays(rows)],
        )


def _update(place: int, rows: list[tuple]) -> None:
    columns = [column for column in COLUMNS if column != "id"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE places_address old SET {', '.join(f'{c} = new.{c}' for c in columns)} FROM {UNNEST} "  # noqa: S608
            "WHERE old.neighbourhood_id = %s AND old.id = new.id",
            [*_arrays(rows), place],
        )
