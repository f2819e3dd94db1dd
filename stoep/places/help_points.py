"""Where a town helps people who would rather not do it alone, or at all, on a computer."""

from .models import HelpPoint, Municipality, Neighbourhood

MOST = 3  # towns named before we know which one somebody means
HERE, NEXT_DOOR, TOWN, ELSEWHERE = range(4)  # nearest first; the town's own, on its letters, before the rest


def help_points(town: Municipality | None = None, near: Neighbourhood | None = None) -> list[dict]:
    """{name, address, hours, languages (codes), phone} of the town's help points, the nearest to this neighbourhood first; without a
    town the main ones of all, if they are few. Empty where none is known."""
    if town is None:
        towns = list(Municipality.objects.order_by("name")[: MOST + 1])
        return [_main(one) for one in towns if one.help_phone or one.help_place] if len(towns) <= MOST else []
    found = [(_distance(one, near), one.name, _point(one)) for one in HelpPoint.objects.filter(municipality=town)]
    if town.help_phone or town.help_place:
        found.append((TOWN, "", _main(town)))
    return [point for _far, _name, point in sorted(found, key=lambda one: one[:2])]


def _distance(point: HelpPoint, near: Neighbourhood | None) -> int:
    if near is None or point.neighbourhood_id is None:
        return ELSEWHERE
    return HERE if point.neighbourhood_id == near.id else NEXT_DOOR if point.neighbourhood_id in near.touches else ELSEWHERE


def _point(point: HelpPoint) -> dict:
    return {name: getattr(point, name) for name in ("name", "address", "hours", "languages", "phone")}


def _main(town: Municipality) -> dict:
    name, _, address = town.help_place.partition(",")
    return {
        "name": name or town.name, "address": address.strip() or town.name, "hours": town.help_hours, "languages": town.help_languages,
        "phone": town.help_phone,
    }  # fmt: skip
