"""What the database holds of neighbourhoods, as shapes to reckon with."""

from dataclasses import dataclass

import shapely
from django.db.models import TextField
from django.db.models.functions import Cast

from .models import Neighbourhood


@dataclass(slots=True)
class Known:
    """A neighbourhood we have. `shape` in degrees."""

    id: int
    municipality_id: int
    name: str
    code: str
    slug: str
    shape: shapely.MultiPolygon
    lent_to: int | None = None

    @property
    def register(self) -> int:
        """Where the addresses on this ground are kept: here, or with the neighbourhood it lives with for now."""
        return self.lent_to or self.id


def known_neighbourhoods(**condition) -> list[Known]:
    """Those that meet a condition, in the order of their numbers: a point on a shared border goes to the first, always the
    same."""
    rows = list(
        Neighbourhood.objects.filter(**condition)
        .annotate(text=Cast("boundary", TextField()))
        .order_by("id")
        .values_list("id", "municipality_id", "name", "code", "slug", "lent_to_id", "text")
    )
    shapes = shapely.from_geojson([row[-1] for row in rows])
    return [Known(*row[:-2], shape, row[-2]) for row, shape in zip(rows, shapes, strict=True)]
