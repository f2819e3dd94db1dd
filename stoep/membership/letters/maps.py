"""A small map of a neighbourhood, drawn from its boundary and from where its addresses stand: no tiles, no other party.

House numbers that follow each other in a street make the street; a resident knows the pattern again, and finds the own street
in colour.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape

from shapely.geometry import LineString, MultiPolygon, Polygon, box, shape

WIDTH, HEIGHT, MARGIN = 62.0, 46.0, 1.2  # millimetres on paper
METRES_PER_DEGREE = 111_320.0
BRICK, INK = "#A63D26", "#232C36"
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
    """`base` is the whole neighbourhood; `street(name)` lies on top of it and marks one street. Both are SVG of the same
    size."""

    base: str
    points: dict[str, list] = field(repr=False)
    lines: dict[str, list] = field(repr=False)

    def street(self, name: str) -> str:
        """The street of the letter in colour. A street without a known place gives an empty drawing."""
        simple = [list(LineString(line).simplify(0.12).coords) for line in self.lines.get(name, [])]
        return _svg(
            f'<path d="{_path(simple)}" fill="none" stroke="{BRICK}" stroke-width="1.1"/>'
            f'<path d="{_dots(_thin(self.points.get(name, []), 1.0))}" fill="none" stroke="{BRICK}" stroke-width="1.3"/>'
        )


def draw(boundary: dict, houses: list[House]) -> NeighbourhoodMap:
    """A map of the GeoJSON boundary (WGS84) with these houses."""
    outline = shape(boundary)
    place, scale = _placing(outline)
    drawn = _on_paper(outline, place)
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
        f"{_labels(lines)}"
    )
    return NeighbourhoodMap(base, dict(points), dict(lines))


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
    return Polygon(
        [place(*c[:2]) for c in polygon.exterior.coords], [[place(*c[:2]) for c in hole.coords] for hole in polygon.interiors]
    )


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


def _labels(lines) -> str:
    """The names of the longest streets, each at the middle of its longest stretch, as long as none covers another."""
    longest = sorted(
        ((max(LineString(run).length for run in runs), name) for name, runs in lines.items() if runs), reverse=True
    )
    taken, text = [], []
    for _, name in longest:
        x, y = LineString(max(lines[name], key=lambda run: LineString(run).length)).interpolate(0.5, normalized=True).coords[0]
        half = len(name) * LABEL_SIZE * 0.27
        x = min(max(x, half), WIDTH - half)
        where = box(x - half, y - LABEL_SIZE, x + half, y + LABEL_SIZE)
        if len(text) < LABELS and half * 2 < WIDTH * 0.7 and not any(where.intersects(other) for other in taken):
            taken.append(where)
            text.append(_label(name, x, y + LABEL_SIZE / 3))
    return "".join(text)


def _label(name: str, x: float, y: float) -> str:
    """The name on a light edge, so that it can be read across streets."""
    place = f'font-family="Atkinson Hyperlegible" font-size="{LABEL_SIZE}" text-anchor="middle" x="{x:.1f}" y="{y:.1f}"'
    name = escape(name)
    return f'<text {place} stroke="#FFFFFF" stroke-width=".7">{name}</text><text {place} fill="{INK}">{name}</text>'


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
