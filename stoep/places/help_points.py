"""Where a town helps people who would rather not do it alone, or at all, on a computer."""

from .models import Municipality

MOST = 3  # towns named before we know which one somebody means


def help_points(town: Municipality | None = None) -> list[dict]:
    """{name, address, hours, languages (codes), phone} of the town's help point; without a town those of all, if they are few.
    Empty where none is known."""
    towns = [town] if town else list(Municipality.objects.order_by("name")[: MOST + 1])
    if len(towns) > MOST:
        return []
    return [_point(t) for t in towns if t.help_phone or t.help_place]


def _point(town: Municipality) -> dict:
    name, _, address = town.help_place.partition(",")
    return {
        "name": name or town.name, "address": address.strip() or town.name, "hours": town.help_hours, "languages": town.help_languages,
        "phone": town.help_phone,
    }  # fmt: skip
