"""Writing a draft of boundaries: towns, neighbourhoods, and the addresses that move with a border."""

import json

import shapely

from .counts import recount
from .draft import Draft
from .models import Municipality, Neighbourhood
from .moves import Moves, NewPlace, move_addresses
from .touching import write_touching
from .towns import free_slug, next_id


def write_boundaries(standing, draft: Draft, made: list[Municipality]) -> None:
    """Everything the draft says. The caller holds the lock and the transaction."""
    Municipality.objects.bulk_create(made, batch_size=500)
    new = _new_places(draft)
    Neighbourhood.objects.bulk_create(new, batch_size=200)
    changed = _changed_places(draft)
    Neighbourhood.objects.bulk_update(changed, ["name", "code", "boundary", "area_m2"], batch_size=50)
    write_touching({place.municipality_id for place in [*new, *changed]})
    numbered = Moves(
        {(old, new[to.order].id if isinstance(to, NewPlace) else to): ids for (old, to), ids in draft.moves.by_way.items()}
    )
    touched = move_addresses(standing, numbered)
    if touched:
        recount(touched)


def boundary(shape) -> dict:
    """A shape as the database keeps it: GeoJSON."""
    return json.loads(shapely.to_geojson(shape))


def _new_places(draft: Draft) -> list[Neighbourhood]:
    taken = set(Neighbourhood.objects.values_list("slug", flat=True))
    first = next_id(Neighbourhood)
    places = []
    for order, index in enumerate(draft.new):
        border, town = draft.plan.borders[index], draft.towns[index]
        places.append(
            Neighbourhood(
                id=first + order, municipality_id=town.id, name=border.name, code=border.code, boundary=boundary(border.shape),
                slug=free_slug(f"{town.slug} {border.name}", taken, [border.code], limit=100), area_m2=border.area_m2,
            )
        )  # fmt: skip
    return places


def _changed_places(draft: Draft) -> list[Neighbourhood]:
    """The known ones with their new words and ground. The web name stays: letters and bookmarks carry it."""
    rows = {
        place.id: place for place in Neighbourhood.objects.filter(id__in=[draft.matched[index].id for index in draft.changed])
    }
    for index in draft.changed:
        border, place = draft.plan.borders[index], rows[draft.matched[index].id]
        place.name, place.code = border.name, border.code or place.code
        if index in draft.redrawn:
            place.boundary, place.area_m2 = boundary(border.shape), border.area_m2
    return list(rows.values())
