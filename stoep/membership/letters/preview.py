"""What a letter will look like, for the person who approves it: a made-up address, and a code that opens nothing."""

from datetime import timedelta

from django.utils import timezone

from stoep.lib.clock import now
from stoep.places.models import Municipality, Neighbourhood

from . import maps
from .presses import typesetting
from .sheet import VALID_DAYS, Letter, sheet
from .typesetting import letterhead

SAMPLE = Letter(
    street="Stoepstraat",
    number="1",
    box="",
    postcode="0000",
    place="",
    code=("ABC", "DEF", "GHJK"),
    link="https://example.org/#0.0",
)


def preview_letter(neighbourhood: int, languages: list[str], message: dict) -> bytes:
    """One page as PDF. It asks the reference tables only, so that the desk can show it."""
    here = Neighbourhood.objects.get(id=neighbourhood)
    town = Municipality.objects.get(id=here.municipality_id)
    until = timezone.localtime(now()) + timedelta(days=VALID_DAYS)
    drawn = maps.draw(here.boundary, [])
    with typesetting(sheet(letterhead(town), here.name, languages, [SAMPLE], drawn, until.date(), message)) as pdf:
        return pdf()
