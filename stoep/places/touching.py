"""Which neighbourhoods lie next to each other: worked out when borders are written, and kept with them.

Two of one town are next to each other when their borders come within a street's width. Whether they have opened is asked when it
matters: a neighbourhood that opens needs nothing worked out.
"""

import json
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import shapely

from .models import Neighbourhood

STREET = 30.0  # metres: borders are drawn along either side of a street, a railway or a canal
METRES = 111_320.0  # of one degree of latitude


def touching(shapes: dict[int, object]) -> dict[int, list[int]]:
    """{id: ids next to it, in order} of shapes in WGS84."""
    ids, flat = list(shapes), _in_metres(list(shapes.values()))
    found = defaultdict(set)
    tree = shapely.STRtree(flat)
    for one, other in tree.query(flat, predicate="dwithin", distance=STREET).T:
        if one != other:
            found[ids[one]].add(ids[other])
    return {ident: sorted(found[ident]) for ident in ids}


def write_touching(towns: Iterable[int]) -> int:
    """Work it out for these towns and keep what changed. Returns how many neighbourhoods that were. The caller holds the places."""
    changed = []
    for town in sorted(towns):
        places = list(Neighbourhood.objects.filter(municipality_id=town).order_by("id"))
        now_next = touching({place.id: shapely.from_geojson(_text(place.boundary)) for place in places})
        for place in places:
            if place.touches != now_next[place.id]:
                place.touches = now_next[place.id]
                changed.append(place)
    Neighbourhood.objects.bulk_update(changed, ["touches"], batch_size=500)
    return len(changed)


def _text(boundary: dict) -> str:
    return json.dumps(boundary)


def _in_metres(shapes: list) -> list:
    """Flat enough over a town: a degree of longitude is shorter the further north, by the town's own middle."""
    if not shapes:
        return []
    _, south, _, north = shapely.total_bounds(shapes)
    scale = [METRES * np.cos(np.radians((south + north) / 2)), METRES]
    return list(shapely.transform(shapes, lambda points: points * scale))
