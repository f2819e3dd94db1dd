"""`stoep town lend SMALL HOST` and `stoep town return SMALL`: a neighbourhood with too few homes lives with its neighbour until it
grows. A dry run, unless --commit says to write."""

import sys

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.lending import members_of_guest
from stoep.membership.models import Mandate
from stoep.places.counts import FEWEST
from stoep.places.lending import Lending, lend_neighbourhood, return_neighbourhood
from stoep.places.models import Address, AddressCount, Municipality, Neighbourhood

DRY = "This was a dry run: nothing was written. --commit writes."


def add(verbs) -> None:
    """The two verbs, and who says yes."""
    lend = verbs.add_parser("lend", help=f"let a neighbourhood of fewer than {FEWEST} homes live with its neighbour until it grows")
    back = verbs.add_parser("return", help="let a lent neighbourhood live by itself again")
    for verb in (lend, back):
        verb.add_argument("small", help="its web name, as in stoep town show")
        verb.add_argument("--commit", action="store_true", help="write; without it nothing is")
    lend.add_argument("host", help="the neighbour it lives with")
    lend.add_argument("--anyway", action="store_true", help="also where it has homes enough")


def lend(options, standing) -> int:
    with acting(standing):
        found = lend_neighbourhood(standing, small=options.small, host=options.host, anyway=options.anyway, commit=options.commit)
        away = _connectors_without(found) if not found.refused else []
    are = "are" if found.done else "would be"
    _say(f"{len(found.addresses):,} addresses of {found.small.name} {are} in the register of {found.host.name}")
    for line in away:
        _say(line)
    if not found.refused:
        _say(f"everybody there reads that {found.small.name} lives with {found.host.name} for now; its letters say so too")
    return _end(found, options)


def back(options, standing) -> int:
    with acting(standing):
        found = return_neighbourhood(standing, small=options.small, commit=options.commit)
    if found.host:
        come, are = ("are back", "are") if found.done else ("would come back", "would be")
        _say(f"{len(found.addresses):,} addresses {come} from {found.host.name}; {found.small.name} opens")
        _say(f"{found.members:,} of its people {are} told by bell and mail that they may come over with one tap,")
        _say("without a new letter; whoever has not done so after sixty days is brought")
    return _end(found, options)


def _end(found: Lending, options) -> int:
    for why in found.refused:
        _say(f"refused: {why}")
    if not options.commit:
        _say(DRY)
    elif found.refused:
        _say("Nothing was written.")
    return 2 if found.refused else 0


def _connectors_without(found: Lending) -> list[str]:
    """Connectors of the small place who would not sit with the host."""
    area = Mandate.objects.filter(duty=Mandate.Duty.CONNECTOR, neighbourhoods__contains=[found.small.id])
    names = sorted(set(area.exclude(neighbourhoods__contains=[found.host.id]).values_list("name", flat=True)))
    return [f"{name} works in {found.small.name} and not in {found.host.name}: stoep mandate give" for name in names]


def small_places(town: Municipality) -> list[str]:
    """A line for each neighbourhood that could be lent: some homes, too few."""
    few = AddressCount.objects.filter(municipality=town, addresses__range=(1, FEWEST - 1), neighbourhood__lent_to=None)
    counted = few.order_by("neighbourhood__name").values_list("neighbourhood__name", "neighbourhood__slug", "addresses")
    return [f"{name} ({slug}): {addresses:,} addresses" for name, slug, addresses in counted]


def who_lives_with_whom(town: Municipality) -> list[str]:
    """A line for each neighbourhood that is lent. As keeper."""
    out = []
    lent = Neighbourhood.objects.filter(municipality=town).exclude(lent_to=None).select_related("lent_to").order_by("name")
    for small in lent.defer("boundary", "lent_to__boundary"):
        with fan_out("who lives with whom"):
            homes = Address.objects.filter(neighbourhood=small.lent_to_id, lent_from=small.id).count()
            members = members_of_guest(small.lent_to_id, small.id)
        enough = f": enough to live by itself, stoep town return {small.slug}" if homes >= FEWEST else ""
        with_whom = f"{small.name} ({small.slug}) lives with {small.lent_to.name} since {small.lent_on}"
        out.append(f"{with_whom}: {homes:,} addresses, {members}{enough}")
    return out


def _say(line: str) -> None:
    print(line, file=sys.stderr)
