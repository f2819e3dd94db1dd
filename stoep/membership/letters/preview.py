"""What a letter will look like, for the person who approves it: a made-up address, and a code that opens nothing."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from shapely.geometry import shape

from stoep.lib.clock import now
from stoep.places.models import Municipality, Neighbourhood

from . import maps
from .presses import typesetting
from .sheet import VALID_DAYS, Asker, Letter, sheet
from .typesetting import letterhead

SAMPLE = Letter(
    street="Stoepstraat",
    number="1",
    box="",
    postcode="",
    place="",
    code=("ABC", "DEF", "GHJK"),
    link="https://example.org/#0.0",
)


def preview_letter(neighbourhood: int, languages: list[str], message: dict, asker: Asker | None = None) -> bytes:
    """One page as PDF, in a neighbour's name if there is an `asker`. It asks the reference tables only, so that the desk can show it."""
    here = Neighbourhood.objects.get(id=neighbourhood)
    town = Municipality.objects.get(id=here.municipality_id)
    until = timezone.localtime(now()) + timedelta(days=VALID_DAYS)
    drawn = maps.draw(here.boundary, _street(here.boundary))
    with typesetting(
        sheet(letterhead(town), here.name, languages, [replace(SAMPLE, place=town.name, asker=asker)], drawn, until.date(), message)
    ) as pdf:
        return pdf()


def _street(boundary: dict) -> list[maps.House]:
    """The sample's street: some houses in the middle, so that the map shows how the reader's own will be marked."""
    outline = shape(boundary)
    middle, step = outline.representative_point(), (outline.bounds[2] - outline.bounds[0]) / 100
    return [maps.House(SAMPLE.street, str(2 * n), middle.x + (n - 6) * step, middle.y) for n in range(1, 12)]
