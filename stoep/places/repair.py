"""Making a boundary usable: one that crosses itself, has spikes, crumbs or a ring that runs the wrong way."""

import re

import numpy as np
import shapely
from pyproj import Transformer

from .crs import DIGITS
from .tables import Row

CRUMB = 10.0  # m2: less ground than any front door stands on
SMALLEST = 500.0  # m2: less than one block of flats is a mistake, not a neighbourhood
REASON = re.compile(r"^(?P<why>[^\[]*[^\[\s])\s*(?:\[(?P<x>\S+) (?P<y>\S+)\])?$")


def repair_shapes(rows: list[Row], to_flat: Transformer) -> None:
    """Turn every usable row's geometry into a valid MultiPolygon with outer rings counter-clockwise; say on the row what was
    changed.

    Rows whose geometry is no area, or next to none, are refused.
    """
    todo = [row for row in rows if not row.refusal]
    for row in todo:
        if row.geometry.geom_type not in ("Polygon", "MultiPolygon"):
            row.refusal = f"is a {row.geometry.geom_type}, not an area"
    todo = [row for row in todo if not row.refusal]
    if not todo:
        return
    shapes = np.array([row.geometry for row in todo], dtype=object)
    _note_winding(todo, shapes)
    for index in np.flatnonzero(~shapely.is_valid(shapes)):
        shapes[index] = _untangled(todo[index], shapes[index])
    parts = shapely.get_num_geometries(shapes)
    sizes = shapely.area(flattened(shapes, to_flat))
    for index, row in enumerate(todo):
        row.geometry = _whole(row, shapes[index], to_flat) if parts[index] > 1 else shapes[index]
        if sizes[index] < SMALLEST:
            row.refusal = f"encloses next to nothing ({sizes[index]:.0f} m2)"
    for row, shape in zip(todo, standard([row.geometry for row in todo]), strict=True):
        row.geometry = shape


def flattened(shapes, to_flat: Transformer):
    """Shapes in degrees on the flat map, in metres."""
    return shapely.transform(shapes, to_flat.transform, interleaved=False)


def standard(shapes) -> np.ndarray:
    """The one way we write a boundary, so that the same area is always the same text: MultiPolygon, normal order, outer rings
    counter-clockwise (RFC 7946)."""
    turned = shapely.orient_polygons(shapely.normalize(np.array(shapes, dtype=object)), exterior_cw=False)
    return np.array([s if s.geom_type == "MultiPolygon" else shapely.MultiPolygon(_polygons(s)) for s in turned], dtype=object)


def _polygons(shape) -> list:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]


def only_area(shape):
    """The polygons of whatever an overlay left behind: lines and points where two areas only touched are no ground."""
    parts = [part for outer in shapely.get_parts(shape) for part in shapely.get_parts(outer) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon([part for part in parts if not part.is_empty])


def _note_winding(rows: list[Row], shapes: np.ndarray) -> None:
    """Both ways of drawing a ring are right; a row that differs from the rest of its file is worth a word."""
    clockwise = ~shapely.is_ccw(shapely.get_exterior_ring(shapely.get_geometry(shapes, 0)))
    usual = clockwise.sum() * 2 >= len(rows)
    for row, way in zip(rows, clockwise, strict=True):
        if bool(way) != bool(usual):
            row.repairs.append("outer ring ran the other way round than the rest of the file: turned")


def _untangled(row: Row, shape):
    """A valid shape that covers what the broken one meant to."""
    bare = _without_spikes(shape)
    spiked = shapely.get_num_coordinates(bare) < shapely.get_num_coordinates(shape)
    if spiked:
        row.repairs.append("spike without width cut off")
    if shapely.is_valid(bare):
        return bare
    match = REASON.match(shapely.is_valid_reason(bare))
    where = f" at {float(match['y']):.5f}, {float(match['x']):.5f}" if match["x"] else ""
    row.repairs.append(f"{_in_words(match['why'])}{where}: untangled")
    return only_area(shapely.make_valid(bare, method="structure", keep_collapsed=False))


def _in_words(why: str) -> str:
    return {
        "Self-intersection": "self-intersection, the boundary crossed itself",
        "Ring Self-intersection": "ring self-intersection, the boundary touched itself",
        "Hole lies outside shell": "hole outside its shell",
        "Holes are nested": "hole inside a hole",
        "Nested shells": "one part inside another",
        "Interior is disconnected": "hole that cuts the area in two",
    }.get(why, why[:1].lower() + why[1:])


def _without_spikes(shape):
    """The shape without corners where the boundary turns on its heel and runs back over itself."""
    return only_area(
        shapely.MultiPolygon(
            [
                shapely.Polygon(outer, [hole for ring in part.interiors if (hole := _blunt(ring)) is not None])
                for part in shapely.get_parts(shape)
                if (outer := _blunt(part.exterior)) is not None
            ]
        )
    )


def _blunt(ring) -> np.ndarray | None:
    points = shapely.get_coordinates(ring)[:-1]
    while len(points) >= 3:
        back, ahead = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
        lengths = np.hypot(*back.T) * np.hypot(*ahead.T)
        along = (back * ahead).sum(axis=1)
        across = np.abs(back[:, 0] * ahead[:, 1] - back[:, 1] * ahead[:, 0])
        heel = (along < 0) & (across <= 1e-5 * lengths + 10.0 ** (-2 * DIGITS)) & (lengths > 0)
        doubled = np.hypot(*back.T) == 0
        if not (heel | doubled).any():
            break
        keep = np.ones(len(points), dtype=bool)
        keep[np.flatnonzero(heel | doubled)[0]] = False
        points = points[keep]
    return np.vstack([points, points[:1]]) if len(points) >= 3 else None


def _whole(row: Row, shape, to_flat: Transformer):
    """Several parts without the crumbs; a part that lies apart for good reason stays."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(flattened(parts, to_flat))
    crumbs = sizes < CRUMB
    if crumbs.any() and not crumbs.all():
        row.repairs.append(
            f"{crumbs.sum()} tiny part{'' if crumbs.sum() == 1 else 's'} ({sizes[crumbs].sum():.1f} m2) left out"
        )
        parts = parts[~crumbs]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))
