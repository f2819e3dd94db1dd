"""What is kept beside the register: how many addresses each neighbourhood has, which neighbourhoods each street runs
through."""

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .models import Address, AddressCount, Neighbourhood, Street

FEWEST, MOST = 500, 6000  # half and one and a half times the 1,000 to 4,000 households that suit a neighbourhood


def recount(neighbourhoods: set[int]) -> dict[int, int]:
    """Bring AddressCount and Street.neighbourhoods in line with the addresses of these neighbourhoods; the counts."""
    towns = dict(Neighbourhood.objects.filter(id__in=neighbourhoods).values_list("id", "municipality_id"))
    counts = {}
    with fan_out("counting the register"):
        for place in sorted(neighbourhoods):
            streets = set(Address.objects.filter(neighbourhood=place).order_by().values_list("street_id", flat=True).distinct())
            counts[place] = Address.objects.filter(neighbourhood=place).count()
            _right_streets(place, streets)
    write_counts(counts, towns)
    return counts


def _right_streets(place: int, streets: set[int]) -> None:
    stale = [street for street in Street.objects.filter(neighbourhoods__contains=[place]) if street.id not in streets]
    fresh = [street for street in Street.objects.filter(id__in=streets) if place not in street.neighbourhoods]
    for street in stale:
        street.neighbourhoods = [one for one in street.neighbourhoods if one != place]
    for street in fresh:
        street.neighbourhoods = sorted({*street.neighbourhoods, place})
    Street.objects.bulk_update([*stale, *fresh], ["neighbourhoods"], batch_size=500)


def write_counts(counts: dict[int, int], towns: dict[int, int]) -> None:
    """The number of addresses per neighbourhood, as the desk and the public page read it."""
    moment = now()
    AddressCount.objects.bulk_create(
        [
            AddressCount(municipality_id=towns[place], neighbourhood_id=place, addresses=count, counted_at=moment)
            for place, count in sorted(counts.items())
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["neighbourhood"],
        update_fields=["addresses", "counted_at"],
    )


def far_off(name: str, count: int) -> str:
    """A sentence where a neighbourhood is far from the size that works, else nothing. Addresses stand in for households."""
    if FEWEST <= count <= MOST:
        return ""
    advice = "think of splitting it" if count > MOST else "think of joining it to a neighbour, or of lending it to one"
    return f"{name} has {count:,} addresses, far from the 1,000 to 4,000 households that work best: {advice}"
