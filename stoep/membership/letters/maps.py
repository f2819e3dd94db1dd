"""A small map of a neighbourhood, drawn from its boundary and from where its addresses stand: no tiles, no other party.

House numbers that follow each other in a street make the street; a resident knows the pattern again, and finds the own street
in colour.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from shapely.geometry import GeometryCollection, LineString, MultiPoint, MultiPolygon, Polygon, box, shape

WIDTH, HEIGHT, MARGIN = 62.0, 46.0, 1.2  # millimetres on paper
METRES_PER_DEGREE = 111_320.0
BRICK = "#A63D26"
LABELS, LABEL_SIZE = 4, 2.4  # street names to find one's way by; millimetres
LONGEST_GAP = 120.0  # metres between two numbers of one street; further apart it is a hole in the street, not the street


@dataclass(frozen=True)
class House:
    """An address as the map needs it."""

    street: str
    number: str
    longitude: float
    latitude: float


@dataclass
class NeighbourhoodMap:
    """`base` is the whole neighbourhood; `street(name)` lies on top and marks one street. Both are SVG of the same size."""

    base: str
    points: dict[str, list] = field(repr=False)
    lines: dict[str, list] = field(repr=False)
    names: list[tuple] = field(repr=False)

    def street(self, name: str) -> str:
        """The street of the letter in colour. A street without a known place gives an empty drawing."""
        simple = [list(LineString(line).simplify(0.12).coords) for line in self.lines.get(name, [])]
        return _svg(
            f'<path d="{_path(simple)}" fill="none" stroke="{BRICK}" stroke-width="1.1"/>'
            f'<path d="{_dots(_thin(self.points.get(name, []), 1.0))}" fill="none" stroke="{BRICK}" stroke-width="1.3"/>'
        )

    def labels(self, street: str) -> list[dict]:
        """Names of other streets to find one's way by, clear of the marked one: {"name", "x", "y"} of the middle in mm."""
        marked = MultiPoint(self.points.get(street) or [(-9, -9)]).buffer(0.7)
        free = ((name, area) for name, area in self.names if name != street and not area.intersects(marked))
        return [{"name": name, "x": round(area.centroid.x, 1), "y": round(area.centroid.y, 1)} for name, area in islice(free, LABELS)]


def draw(boundary: dict, houses: list[House], guests: Sequence[dict] = ()) -> NeighbourhoodMap:
    """A map of the GeoJSON boundary (WGS84) with these houses; `guests`: boundaries of small places that live with it for now."""
    outlines = [shape(one) for one in (boundary, *guests)]
    place, scale = _placing(GeometryCollection(outlines))
    drawn = "".join(_on_paper(outline, place) for outline in outlines)
    points, lines = defaultdict(list), defaultdict(list)
    for street, side in _sides(houses).items():
        spots = [place(h.longitude, h.latitude) for h in side]
        points[street[0]] += spots
        lines[street[0]] += _runs(spots, LONGEST_GAP * scale)
    everything = [line for street in lines.values() for line in street]
    dots = _thin([spot for spots in points.values() for spot in spots], 0.33)
    base = _svg(
        f'<path d="{drawn}" fill="#F3ECDD"/>'
        f'<path d="{_path(everything)}{_dots(dots)}" fill="none" stroke="#AFA28A" stroke-width=".42"/>'
        f'<path d="{drawn}" fill="none" stroke="#55616D" stroke-width=".5"/>'
    )
    return NeighbourhoodMap(base, dict(points), dict(lines), _names(lines))


def _placing(outline):
    """(a function from longitude and latitude to millimetres, millimetres per metre): flat around the middle, north up, all of
    it in sight."""
    west, south, east, north = outline.bounds
    stretch = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * stretch * METRES_PER_DEGREE, (north - south) * METRES_PER_DEGREE
    scale = min((WIDTH - 2 * MARGIN) / max(wide, 1), (HEIGHT - 2 * MARGIN) / max(high, 1))
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    per_degree = METRES_PER_DEGREE * scale

    def place(longitude, latitude):
        return left + (longitude - west) * stretch * per_degree, top + (north - latitude) * per_degree

    return place, scale


def _on_paper(outline, place) -> str:
    """The boundary as a path, without the corners nobody can see at this size."""
    flat = [_polygon(p, place) for p in getattr(outline, "geoms", [outline])]
    simple = MultiPolygon([p for p in flat if not p.is_empty]).simplify(0.08)
    rings = [ring for p in getattr(simple, "geoms", [simple]) for ring in (p.exterior, *p.interiors)]
    return "".join(_path([list(ring.coords)]) + "Z" for ring in rings if not ring.is_empty)


def _polygon(polygon, place) -> Polygon:
    return Polygon([place(*c[:2]) for c in polygon.exterior.coords], [[place(*c[:2]) for c in hole.coords] for hole in polygon.interiors])


def _sides(houses):
    """Houses by street and by side of the street (odd, even), in order of number."""
    sides = defaultdict(list)
    for house in houses:
        digits = re.match(r"\d+", house.number)
        sides[house.street, int(digits[0]) % 2 if digits else 2].append((int(digits[0]) if digits else 0, house.number, house))
    return {key: [house for _, _, house in sorted(side, key=lambda s: s[:2])] for key, side in sides.items()}


def _runs(spots, longest):
    """The spots as lines, broken where two that follow each other lie too far apart."""
    runs, run = [], spots[:1]
    for before, here in pairwise(spots):
        if math.dist(before, here) > longest:
            runs.append(run)
            run = []
        run.append(here)
    return [r for r in (*runs, run) if len(r) > 1]


def _names(lines) -> list[tuple]:
    """(name, where it would stand) of the longest streets, each at the middle of its longest stretch, none over another."""
    stretches = {name: max(map(LineString, runs), key=lambda run: run.length) for name, runs in lines.items() if runs}
    found = []
    for name in sorted(stretches, key=lambda name: -stretches[name].length):
        x, y = stretches[name].interpolate(0.5, normalized=True).coords[0]
        half, high = len(name) * LABEL_SIZE * 0.27, LABEL_SIZE * 0.75
        x = min(max(x, half), WIDTH - half)
        where = box(x - half, y - high, x + half, y + high)
        if half < WIDTH * 0.35 and not any(where.intersects(other) for _name, other in found):
            found.append((name, where))
        if len(found) == 3 * LABELS:
            break
    return found


def _thin(spots, grid: float) -> list:
    """The spots without those that would lie on top of another at this size."""
    return list({(round(x / grid), round(y / grid)): (x, y) for x, y in spots}.values())


def _path(lines) -> str:
    return "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in line) for line in lines)


def _dots(spots) -> str:
    return "".join(f"M{x:.2f} {y:.2f}h0" for x, y in spots)


def _svg(inside: str) -> str:
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {ends}>{inside}</svg>'
