"""The two imports as the command does them, for tests."""

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.places.actions import import_addresses, import_boundaries
from stoep.places.addresses import AddressWishes, plan_addresses
from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.known import known_neighbourhoods
from stoep.places.models import Address, Neighbourhood, Street
from stoep.places.report import Report

KEEPER = Clockwork.of("tests")


def bring_boundaries(path, slug="oord", commit=True, accept_moves=False, **wishes) -> Report:
    plan = plan_boundaries(path, Wishes(town_names=(slug,) if slug else (), **wishes))
    settle = wishes.get("settle_overlaps", False)
    with acting(KEEPER):
        return import_boundaries(KEEPER, plan=plan, slug=slug, settle_overlaps=settle, accept_moves=accept_moves, commit=commit)


def bring_addresses(path, slug="oord", commit=True, accept_moves=False, **wishes) -> Report:
    with acting(KEEPER):
        places = known_neighbourhoods(municipality__slug=slug)
    plan = plan_addresses(path, [place.shape for place in places], AddressWishes(**wishes))
    with acting(KEEPER):
        return import_addresses(KEEPER, plan=plan, places=places, accept_moves=accept_moves, commit=commit)


def places(**condition) -> dict[str, Neighbourhood]:
    """Neighbourhoods by name."""
    with acting(KEEPER):
        return {place.name: place for place in Neighbourhood.objects.filter(**condition).select_related("municipality")}


def homes() -> set[tuple[str, str]]:
    """("Kerkstraat 12", "Brug") of every address there is."""
    names = {place.id: name for name, place in places().items()}
    with acting(KEEPER), fan_out("a test looks at the whole register"):
        return {(str(home), names[home.neighbourhood_id]) for home in Address.objects.all()}


def streets() -> dict[str, list[str]]:
    """The neighbourhoods each street runs through, by name."""
    names = {place.id: name for name, place in places().items()}
    with acting(KEEPER):
        return {street.name: [names[one] for one in street.neighbourhoods] for street in Street.objects.all()}
