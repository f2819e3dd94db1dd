"""Ground that two neighbourhoods claim, and ground that none does.

An address lies in exactly one neighbourhood, so two may not share ground. Two kinds of overlap are told apart:

* a hairline: narrower than one metre on average, or smaller than 10 m2. That is what rounding leaves (a fifth decimal of a
  degree is a metre); no front door stands in it. It is cut along the border of the smaller of the two, and reported as a
  repair.
* anything wider is a claim. It blocks the commit, unless the operator settles it: then the smaller of the two keeps the ground
  and the larger is cut. That rule is the same in whatever order the rows come, and is what an enclave without a hole around it
  needs.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Transformer

from .crs import DIGITS
from .repair import CRUMB, flattened, only_area, standard

NARROW = 1.0  # metres
SHOWN = 1.0  # m2: less is the rounding of our own sums
SAME = 0.99  # of the larger area: then the two are one
FINE = 10.0 ** -(DIGITS + 2)  # degrees: a cut makes corners off the centimetre; rounding them would make hairlines anew
SMALLEST_GAP, NARROW_GAP = 100.0, 10.0  # m2, metres


@dataclass(slots=True)
class Overlap:
    """Two shapes (indices) that share `area` m2, `width` metres wide on average."""

    a: int
    b: int
    area: float
    width: float

    @property
    def hairline(self) -> bool:
        return self.width < NARROW or self.area < CRUMB


def find_overlaps(shapes: np.ndarray, to_flat: Transformer, others: np.ndarray | None = None) -> list[Overlap]:
    """Every two shapes that share more than 1 m2; with `others`, every shape and other that do."""
    if not len(shapes) or (others is not None and not len(others)):
        return []
    a, b = shapely.STRtree(shapes if others is None else others).query(shapes, predicate="intersects")
    if others is None:
        a, b = a[a < b], b[a < b]
    shared = flattened(shapely.intersection(shapes[a], (shapes if others is None else others)[b]), to_flat)
    areas, edges = shapely.area(shared), shapely.length(shared)
    return [
        Overlap(int(a[k]), int(b[k]), float(areas[k]), float(2 * areas[k] / edges[k])) for k in np.flatnonzero(areas > SHOWN)
    ]


def twins(overlaps: list[Overlap], areas: np.ndarray) -> list[Overlap]:
    """The overlaps of two shapes that are one and the same area."""
    return [o for o in overlaps if o.area > SAME * max(areas[o.a], areas[o.b])]


def settle(shapes: np.ndarray, areas: np.ndarray, overlaps: list[Overlap], codes: list[str]) -> dict[int, list[int]]:
    """Cut every overlap given off its larger side, in `shapes` itself. Returns which shape lost ground to which."""
    losses: dict[int, list[int]] = {}
    for overlap in overlaps:
        smaller, larger = sorted((overlap.a, overlap.b), key=lambda index: (areas[index], codes[index], index))
        losses.setdefault(larger, []).append(smaller)
    cut = {}
    for larger, winners in losses.items():
        taken = shapely.union_all(shapes[winners], grid_size=FINE) if len(winners) > 1 else shapes[winners[0]]
        left = only_area(shapely.difference(shapes[larger], taken, grid_size=FINE))
        cut[larger] = standard([left])[0] if not left.is_empty else left
    for index, shape in cut.items():
        shapes[index] = shape
    return losses


def find_gaps(shapes: np.ndarray, to_flat: Transformer) -> list[tuple[list[int], float]]:
    """Ground enclosed by the shapes, or a strip of up to 10 m between them, that none covers: (touching shapes, m2), largest
    first."""
    if len(shapes) < 2:
        return []
    flat = flattened(shapes, to_flat)
    covered = shapely.union_all(flat)
    enclosed = _enclosed(shapely.get_parts(covered))
    closed = covered.buffer(NARROW_GAP / 2, join_style="mitre").buffer(-NARROW_GAP / 2, join_style="mitre")
    strips = shapely.get_parts(shapely.difference(closed, covered))
    if len(enclosed) and len(strips):
        inside, _ = shapely.STRtree(enclosed).query(shapely.point_on_surface(strips), predicate="within")
        strips = np.delete(strips, inside)
    open_ground = np.concatenate([enclosed, strips])
    sizes = shapely.area(open_ground)
    order = np.argsort(-sizes)
    found = open_ground[order[sizes[order] > SMALLEST_GAP]]
    beside, shape = shapely.STRtree(flat).query(found, predicate="dwithin", distance=0.05)
    touching: dict[int, list[int]] = {}
    for gap, index in zip(beside.tolist(), shape.tolist(), strict=True):
        touching.setdefault(gap, []).append(index)
    return [(touching.get(gap, []), float(area)) for gap, area in enumerate(shapely.area(found))]


def _enclosed(parts: np.ndarray) -> np.ndarray:
    """The holes in the covered ground, less the covered islands in them."""
    holes = np.array([shapely.Polygon(ring) for part in parts for ring in part.interiors], dtype=object)
    if not len(holes):
        return holes
    island, hole = shapely.STRtree(holes).query(parts, predicate="within")
    for index in set(hole.tolist()):
        holes[index] = shapely.difference(holes[index], shapely.union_all(parts[island[hole == index]]))
    return shapely.get_parts(holes)
