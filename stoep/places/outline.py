"""A neighbourhood's boundary as a drawing: SVG paths of a few kilobytes, for pages, letters and figures alike."""

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import shape

FINE = 0.4  # of a unit of the drawing: less than a line is wide, so nobody sees that a corner is gone


@dataclass(slots=True)
class Frame:
    """Where degrees fall on a drawing of `width` by `height`: north up, everything in sight, `margin` left free all around."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float
    margin: float = 2.0
    scale: float = field(init=False)  # units per degree of latitude
    narrow: float = field(init=False)  # a degree of longitude is this much shorter

    def __post_init__(self):
        self.narrow = math.cos(math.radians((self.south + self.north) / 2))
        wide, high = max((self.east - self.west) * self.narrow, 1e-9), max(self.north - self.south, 1e-9)
        self.scale = min((self.width - 2 * self.margin) / wide, (self.height - 2 * self.margin) / high)

    @classmethod
    def around(cls, boundaries, width: float, height: float, margin: float = 2.0) -> "Frame":
        """The frame that shows all of some boundaries (GeoJSON, as Neighbourhood.boundary)."""
        return cls(*shapely.total_bounds(np.array([shape(one) for one in boundaries], dtype=object)), width, height, margin)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place on the drawing."""
        x = self.width / 2 + (longitude - (self.west + self.east) / 2) * self.narrow * self.scale
        y = self.height / 2 - (latitude - (self.south + self.north) / 2) * self.scale
        return round(x, 1), round(y, 1)

    def drawn(self, boundary: dict):
        """A boundary in the drawing's own units, without the corners nobody would see."""
        flat = shapely.transform(shape(boundary), lambda xy: np.array([self.point(*one) for one in xy]))
        return shapely.simplify(flat, FINE)

    def paths(self, boundary: dict) -> list[str]:
        """One path for each part of a boundary, its holes in it: fill with fill-rule evenodd."""
        parts = [part for part in shapely.get_parts(self.drawn(boundary)) if part.area > FINE**2]
        return ["".join(map(_ring, (part.exterior, *part.interiors))) for part in parts]


def outline(neighbourhood, width: float, height: float) -> list[str]:
    """The paths of a neighbourhood (or any row with a `boundary`) on a drawing of its own."""
    return Frame.around([neighbourhood.boundary], width, height).paths(neighbourhood.boundary)


def _ring(ring) -> str:
    points = [f"{x:g} {y:g}" for x, y in np.round(shapely.get_coordinates(ring)[:-1], 1)]
    return f"M{'L'.join(points)}Z"
