"""The verbs of the register: create a town, import its boundaries, import its addresses. All are the keeper's."""

from collections import Counter
from dataclasses import replace

from django.db import IntegrityError, transaction

from stoep.journal.record import record
from stoep.lib.clock import this_day
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from .addresses import AddressPlan
from .boundaries import BoundaryPlan
from .counts import far_off
from .draft import draft_of
from .known import Known
from .models import AddressCount, HelpPoint, Municipality, Neighbourhood
from .moves import Moves, carriers, members_moving, moves_in_words
from .report import Report
from .spelling import fold
from .towns import check_point, check_style, check_town, check_two, free_slug, languages_of, lock_places, named_towns, next_id
from .write_addresses import News, compare_addresses, write_addresses
from .write_boundaries import write_boundaries


def create_town(standing: Standing, *, slug: str, name: str, languages: list[str], **details) -> Municipality:
    """A new town without neighbourhoods. `details` are further columns (help_phone, country …). Raises NotAllowed."""
    check_town(slug, name, languages)
    check_style(details)
    check_two(details.get("two_languages", False), languages)
    lock_places()
    if Municipality.objects.filter(slug=slug).exists():
        raise NotAllowed(f"there is a town {slug} already")
    town = Municipality(id=next_id(Municipality), slug=slug, name=name, languages=languages, **details)
    town.save(force_insert=True)
    record(replace(standing, town=town.id), "create_town", slug=slug, name=name)
    return town


@transaction.atomic
def change_town(standing: Standing, *, slug: str, **changes) -> tuple[Municipality, dict]:
    """Set what is known of a town by now: name, languages, colour, sender, help_place, help_phone, help_hours, help_languages, logo.

    Returns (town, {column: its old value} of what was different); the same again changes nothing. Raises NotAllowed.
    """
    lock_places()
    town = Municipality.objects.select_for_update().filter(slug=slug).first()
    if town is None:
        raise NotAllowed(f"there is no town {slug!r}")
    check_town(slug, changes.get("name", town.name), changes.get("languages", town.languages))
    check_style(changes)
    check_two(changes.get("two_languages", town.two_languages), changes.get("languages", town.languages))
    before = {column: getattr(town, column) for column, value in changes.items() if getattr(town, column) != value}
    for column in before:
        setattr(town, column, changes[column])
    if before:
        town.save(update_fields=list(before))
        record(replace(standing, town=town.id), "change_town", changed=sorted(before))
    return town, before


@transaction.atomic
def set_help_point(standing: Standing, *, slug: str, name: str, **details) -> HelpPoint:
    """One more place of a town where somebody helps: address, hours, phone, languages, neighbourhood (its web name). The same name again
    changes it; what is not named stays. Raises NotAllowed."""
    lock_places()
    town = Municipality.objects.filter(slug=slug).first()
    if town is None:
        raise NotAllowed(f"there is no town {slug!r}")
    check_point(name, details)
    known = HelpPoint.objects.filter(municipality=town, name=name).first()
    point = known or HelpPoint(id=next_id(HelpPoint), municipality=town, name=name)
    if "neighbourhood" in details:
        point.neighbourhood = Neighbourhood.objects.filter(municipality=town, slug=(where := details.pop("neighbourhood"))).first()
        if where and point.neighbourhood is None:
            raise NotAllowed(f"{town.name} has no neighbourhood {where!r}")
    for column, value in details.items():
        setattr(point, column, value)
    if not point.address:
        raise NotAllowed("say where it is: --address")
    point.save()
    record(replace(standing, town=town.id), "set_help_point", point=point.id)
    return point


@transaction.atomic
def drop_help_point(standing: Standing, *, slug: str, name: str) -> None:
    """It is there no more. Raises NotAllowed."""
    found = HelpPoint.objects.filter(municipality__slug=slug, name=name).first()
    if found is None:
        raise NotAllowed(f"there is no help point {name!r} in {slug}")
    found.delete()
    record(replace(standing, town=found.municipality_id), "drop_help_point")


@transaction.atomic
def open_neighbourhoods(standing: Standing, *, places: list[int]) -> list[int]:
    """From today people can join there, and whoever asked to be told hears of it. Open already stays so, and lent to a neighbour
    stays shut. Returns the ids that were not open.

    Called when the letters of a print run are on their way.
    """
    shut = list(Neighbourhood.objects.select_for_update().filter(id__in=places, opened_on=None, lent_to=None).values_list("id", flat=True))
    if shut:
        Neighbourhood.objects.filter(id__in=shut).update(opened_on=this_day())
        record(standing, "open_neighbourhoods", neighbourhoods=sorted(shut))
    return shut


@transaction.atomic
def import_boundaries(
    standing: Standing,
    *,
    plan: BoundaryPlan,
    slug: str = "",
    settle_overlaps: bool = False,
    accept_moves: bool = False,
    commit: bool = False,
) -> Report:
    """Hold a plan against the database and, with `commit`, write it: all or nothing. Importing the same again writes 0.

    `slug` is the town of a file over one town; a file over many finds or makes its own. `report.blocked` forbids writing.
    """
    lock_places()
    report = plan.report
    towns, made = _towns_of(plan, slug)
    with fan_out("holding boundaries against the register"):
        draft = draft_of(plan, towns, settle_overlaps)
        _ask_about_moves(report, draft.moves, draft.names, accept_moves)
    lent = [draft.matched[index].name for index in sorted(draft.redrawn) if draft.matched[index].lent_to]
    report.blocked += [f"{name} is lent to a neighbour: its border can change when it is back (stoep town return)" for name in lent]
    _judge_sizes(report, [known for known in draft.matched if known])
    waiting = len(draft.new) + len(draft.changed)
    if not commit or report.blocked or not waiting:
        report.noticed.append(_would(waiting, "neighbourhoods"))
        return report
    with fan_out("moving addresses across a new border"):
        _insist(lambda: write_boundaries(standing, draft, made))
    report.written = waiting
    for town, acts in _per_town(draft).items():
        record(replace(standing, town=town), "import_boundaries", **acts)
    return report


def _would(count: int, what: str) -> str:
    return f"would write {count:,} {what}" if count else "nothing to write: all of it is known"


def _per_town(draft) -> dict[int, Counter]:
    """How many neighbourhoods each town wins or sees changed: one line of its journal."""
    found: dict[int, Counter] = {}
    for word, indices in (("new", draft.new), ("changed", draft.changed)):
        for index in indices:
            found.setdefault(draft.towns[index].id, Counter())[word] += 1
    return found


def _towns_of(plan: BoundaryPlan, slug: str) -> tuple[list[Municipality], list[Municipality]]:
    """The town of each border, and the towns that do not exist yet (numbered, not saved)."""
    country, made = plan.country or "BE", []
    first = next_id(Municipality)

    def new_town(slug: str, name: str, code: str) -> Municipality:
        made.append(
            Municipality(id=first + len(made), slug=slug, name=name, country=country, languages=languages_of(country, code))
        )
        return made[-1]

    if slug:
        town = Municipality.objects.filter(slug=slug).first()
        if town is None and plan.borders:
            name = plan.borders[0].town or slug.replace("-", " ").title()
            check_town(slug, name, ["nl"])
            town = new_town(slug, name, plan.borders[0].code)
        towns = [town] * len(plan.borders)
    else:
        taken, known = set(Municipality.objects.values_list("slug", flat=True)), named_towns(country)
        towns = []
        for border in plan.borders:
            key = fold(border.town)
            if key not in known:
                known[key] = new_town(free_slug(border.town, taken, [country]), border.town, border.code)
            towns.append(known[key])
    if made:
        shown = ", ".join(f"{town.slug} ({'/'.join(town.languages)})" for town in made[:5]) + (" …" if len(made) > 5 else "")
        plan.report.noticed.append(f"{len(made)} new town{'s' * (len(made) > 1)} with the boundaries: {shown}")
    return towns, made


def _ask_about_moves(report: Report, moves: Moves, names: dict[int, str], accepted: bool) -> None:
    """Say who would move, and stop where nobody said yes or nobody can move the residents."""
    if not moves:
        return
    report.noticed += moves_in_words(moves, names)
    members = members_moving(moves)
    if members:
        report.noticed.append(f"{members:,} members live at addresses that move")
    if members and not carriers:
        report.blocked.append(
            f"{members:,} members would move, and this release cannot move members: leave that border as it is"
        )
    if not accepted:
        what = (
            f"{moves.count():,} addresses would move to another neighbourhood"
            if moves.by_way
            else "addresses would lie outside"
        )
        report.blocked.append(f"{what}: say yes with --accept-moves")


def _judge_sizes(report: Report, places: list[Known]) -> None:
    counts = dict(
        AddressCount.objects.filter(neighbourhood_id__in=[known.id for known in places]).values_list(
            "neighbourhood_id", "addresses"
        )
    )
    report.noticed += filter(None, (far_off(known.name, counts[known.id]) for known in places if counts.get(known.id)))


def _insist(write) -> None:
    """Do it, or say in words what the database refused."""
    try:
        write()
    except IntegrityError as error:
        # Protected by Django (ProtectedError is one of these) or, had it looked away, by the database's own key.
        if "residence" not in str(error).lower():
            raise
        raise NotAllowed(
            "people live at addresses that would move, and this release cannot move them to another neighbourhood"
        ) from None


@transaction.atomic
def import_addresses(
    standing: Standing,
    *,
    plan: AddressPlan,
    places: list[Known],
    accept_moves: bool = False,
    commit: bool = False,
    tick=lambda share, what: None,
) -> Report:
    """Hold a register against the database and, with `commit`, write what is new or changed: all or nothing. Again = 0 written.

    `places` are the neighbourhoods the plan was made with, in that order. Addresses we know and the file does not are left
    alone.
    """
    lock_places()
    report = plan.report
    with fan_out("holding an address register against ours"):
        news = compare_addresses(plan, places, tick)
        _report_news(report, news, {place.id: place.name for place in places}, accept_moves)
        if not commit or report.blocked or not len(news):
            report.noticed.append(_would(len(news), "addresses"))
            return report
        _insist(lambda: write_addresses(standing, news, tick))
    report.written = len(news)
    for town in sorted(news.towns):
        record(replace(standing, town=town), "import_addresses", written=len(news))
    return report


def _report_news(report: Report, news: News, names: dict[int, str], accepted: bool) -> None:
    _ask_about_moves(report, news.moves, names, accepted)
    report.noticed += filter(None, (far_off(names[place], count) for place, count in news.counts.items()))
    if news.missing:
        report.noticed.append(f"{news.missing:,} addresses we know are not in this file: left as they are")
