"""The ground of the demo town: from a few drawn lines to boundaries, streets and addresses, the same ones every time."""

import math
import random
import tomllib
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
METRES_PER_DEGREE = 111_320
KERB = 9  # metres from the middle of the street to a front door


@dataclass(frozen=True)
class Door:
    """One address of the town's register; longitude and latitude in WGS84."""

    neighbourhood: str
    street: str
    other: str
    number: str
    box: str
    longitude: float
    latitude: float


@dataclass
class Quarter:
    """A neighbourhood as drawn: its ring in metres, its streets as polylines in metres."""

    key: str
    slug: str
    name: str
    code: str
    ring: list
    streets: list = field(default_factory=list)  # (name, other name, points)
    addresses: int = 0
    flats: float = 0.0


@cache
def plan() -> dict:
    """The drawing itself, as written in town.toml."""
    return tomllib.loads((HERE / "town.toml").read_text(encoding="utf-8"))


def curve(points, step=30.0) -> list:
    """A smooth line through all points (Catmull-Rom), a vertex about every `step` metres, both ends exact."""
    if len(points) < 3:
        return [tuple(map(float, p)) for p in points]
    padded = [points[0], *points, points[-1]]
    line = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces = max(2, round(math.dist(b, c) / step))
        line += [_between(a, b, c, d, k / pieces) for k in range(pieces)]
    return [*line, tuple(map(float, points[-1]))]


def _between(a, b, c, d, t):
    return tuple(
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )


@cache
def edges() -> dict:
    """Every border line by name, smoothed once, so that both its neighbours use the very same vertices."""
    return {name: curve(points) for name, points in plan()["edges"].items()}


def joined(names) -> list:
    """Edges one after the other as one line."""
    line = []
    for name in names:
        line += edges()[name][1 if line else 0 :]
    return line


def along(line, share) -> tuple:
    """The point at `share` (0 to 1) of a line's length."""
    left = share * sum(math.dist(a, b) for a, b in pairwise(line))
    for a, b in pairwise(line):
        piece = math.dist(a, b)
        if left <= piece:
            t = left / piece if piece else 0
            return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
        left -= piece
    return line[-1]


def patch(south, north, west, east, u, v) -> tuple:
    """The point (u, v) of the square stretched between four borders (a Coons patch): streets bend along with river and railway."""
    s, n, w, e = along(south, u), along(north, u), along(west, v), along(east, v)
    return tuple(
        (1 - v) * s[i]
        + v * n[i]
        + (1 - u) * w[i]
        + u * e[i]
        - ((1 - u) * (1 - v) * south[0][i] + u * (1 - v) * south[-1][i] + (1 - u) * v * north[0][i] + u * v * north[-1][i])
        for i in (0, 1)
    )


@cache
def quarters() -> list[Quarter]:
    """All neighbourhoods of the town, drawn out."""
    return [_quarter(spec) for spec in plan()["neighbourhoods"]]


def _quarter(spec) -> Quarter:
    south, north, west, east = (joined(spec[side]) for side in ("south", "north", "west", "east"))
    ring = [*south, *east[1:], *reversed(north[:-1]), *reversed(west[:-1])]
    streets = []
    for street in spec["streets"]:
        corners = [patch(south, north, west, east, u, v) for u, v in street["line"]]
        streets.append((street["name"], street["other"], curve(corners, step=20)))
    return Quarter(
        spec["key"],
        spec["slug"],
        spec["name"],
        spec["code"],
        ring,
        streets,
        addresses=spec["addresses"],
        flats=spec["flats"],
    )


def degrees(point) -> tuple:
    """Metres from the town's centre to (longitude, latitude), seven decimals: about a centimetre."""
    longitude, latitude = plan()["centre"]
    return (
        round(longitude + point[0] / (METRES_PER_DEGREE * math.cos(math.radians(latitude))), 7),
        round(latitude + point[1] / METRES_PER_DEGREE, 7),
    )


def boundaries() -> dict:
    """The neighbourhoods as GeoJSON, WGS84, as a town would hand them over."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": quarter.code, "name": quarter.name, "slug": quarter.slug},
                "geometry": {"type": "Polygon", "coordinates": [[list(degrees(point)) for point in quarter.ring]]},
            }
            for quarter in quarters()
        ],
    }


def village_boundary() -> dict:
    """The second town's one neighbourhood: a square kilometre to the west."""
    corners = [(-4200, -500), (-3200, -560), (-3150, 420), (-4150, 480), (-4200, -500)]
    geometry = {"type": "Polygon", "coordinates": [[list(degrees(corner)) for corner in corners]]}
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"code": "VIN-01", "name": "Dorp"}, "geometry": geometry}],
    }


def village_doors() -> list[Door]:
    """Its addresses, along two straight streets."""
    streets = [("Dorpsplein", [(-3700, -300), (-3700, 250)]), ("Beukenlaan", [(-4000, 20), (-3400, 0)])]
    out = []
    for name, line in streets:
        for plot in range(60):
            x, y = along(line, plot // 2 / 30)
            out.append(Door("dorp", name, "", str(plot + 1), "", *degrees((x + KERB * (plot % 2), y + 5))))
    return out


@cache
def doors() -> list[Door]:
    """Every address of the town, in the order of the streets."""
    return [door for quarter in quarters() for door in _doors_of(quarter)]


def _doors_of(quarter):
    from shapely.geometry import LineString, Point, Polygon
    from shapely.ops import unary_union

    ground = Polygon(quarter.ring).buffer(-14)
    lines = {name: LineString(points) for name, _, points in quarter.streets}
    length = sum(line.length for line in lines.values())
    frontage = 2 * length * 0.9 * (1 + 4 * quarter.flats) / quarter.addresses
    dice = random.Random(f"doors {quarter.key}")
    for name, other, _ in quarter.streets:
        elsewhere = unary_union([line for key, line in lines.items() if key != name]).buffer(KERB + 3)
        for number, point in _house_numbers(lines[name], frontage, dice):
            if not ground.contains(Point(point)) or elsewhere.contains(Point(point)):
                continue
            boxes = [""]
            if dice.random() < quarter.flats:
                boxes = [str(k) for k in range(1, dice.randint(4, 8))]
            elif dice.random() < 0.015:
                number += dice.choice("AB")
            for box in boxes:
                yield Door(quarter.key, name, other, number, box, *degrees(point))


def _house_numbers(line, frontage, dice):
    """(number, point) along one street: odd on the left, even on the right, plots of uneven width, here and there a garden."""
    for side, number in ((1, 1), (-1, 2)):
        at = dice.uniform(8, 14)
        while at < line.length - 6:
            if dice.random() > 0.04:
                yield str(number), _beside(line, at, side * KERB)
            number += 2
            at += frontage * dice.uniform(0.75, 1.25)


def _beside(line, at, offset):
    """The point `offset` metres to the left (right if negative) of a line at distance `at`."""
    a, b = line.interpolate(max(0, at - 2)), line.interpolate(min(line.length, at + 2))
    here, run = line.interpolate(at), max(math.dist((a.x, a.y), (b.x, b.y)), 0.01)
    return (here.x - (b.y - a.y) / run * offset, here.y + (b.x - a.x) / run * offset)
