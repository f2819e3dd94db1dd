"""A small neighbourhood beside the cast's, for tests of lending it."""

from stoep.places.models import Address, Neighbourhood, Street
from tests import cast


def dries(c) -> Neighbourhood:
    """A third neighbourhood of Oever, east of Kaai, with three homes and nobody in it."""
    place = Neighbourhood.objects.create(
        id=9, slug="oever-dries", name="Dries", municipality=c.oever, code="dries", boundary=cast.square(3.72, 51.05), area_m2=8e5
    )
    street = Street.objects.create(id=9, municipality=c.oever, name="Driesweg", folded="driesweg", postcode="9000", neighbourhoods=[9])
    for n in (1, 2, 3):
        Address.objects.create(
            neighbourhood=place, municipality_id=1, street_id=street.id, street_name=street.name, number=str(n), postcode="9000",
            place="Oever", longitude=3.72 + 0.001 * n, latitude=51.055,
        )  # fmt: skip
    return place
