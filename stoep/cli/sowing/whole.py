"""A town from nothing to full of life, in the order that things need each other."""

from dataclasses import dataclass
from random import Random

from stoep.lib.clock import now as moment
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.moderation.tallying import tally
from stoep.people.models import Person
from stoep.places.models import AddressCount, Municipality, Neighbourhood
from stoep.places.touching import write_touching

from ..demotown import land
from ..errors import Stop
from . import (
    asides,
    bells,
    chats,
    couple,
    crowd,
    doings,
    drawing,
    events,
    folk,
    gathering,
    ground,
    ideas,
    in_names,
    letters,
    moments,
    print_runs,
    reports,
    skills,
    talk,
    town_voice,
    waits,
)
from .ground import KEEPER, Source

MEMBERS, PER_PLOT = 300, 20


@dataclass(frozen=True)
class Size:
    """How much to sow; None = what suits the town."""

    neighbourhoods: int | None = None
    members: int | None = None
    posts: int | None = None


def sown(slug: str) -> Municipality | None:
    """The town, if it was sown before."""
    with acting(KEEPER):
        town = Municipality.objects.filter(slug=slug).first()
    if town and not town.is_demo:
        raise Stop(f"{town.name} is a real town here: nothing is sown in it")
    return town


def refuse_among_people() -> None:
    """Invented people do not come to live among real ones. Everyone sown has a mailbox in a domain that cannot exist."""
    with acting(KEEPER):
        if Person.objects.exclude(email__endswith=".example").exists():
            raise Stop("people have accounts here: sow in an empty database (another STOEP_STATE_DIR)")


def sow(source: Source, size: Size, pictures: bool, tick) -> Municipality:
    """Everything, and the small town next door. A town that was sown before stays as it is; one that was broken off is finished."""
    town = sown(source.slug)
    if town is None or not filled(town):
        refuse_among_people()
        ground.lay(ground.second_town(), tick)
        town = ground.lay(source, tick)
        _fill(source, town, size, pictures, tick)
    return town


def filled(town: Municipality) -> bool:
    """Whether its people are there: they come in one transaction, with all that they say."""
    with acting(KEEPER):
        return Person.objects.filter(email=f"an@{town.slug}.example").exists()


def _fill(source: Source, town: Municipality, size: Size, pictures: bool, tick) -> None:
    with acting(KEEPER), fan_out("seed"):
        drawn = Neighbourhood.objects.filter(municipality=town).exclude(code__startswith=ground.PLOT)
        places = in_order(list(drawn.order_by("id")))[: size.neighbourhoods]
    tick(0.0, "people")
    plots = ground.more_plots(town, max((size.neighbourhoods or 0) - len(places), 0))
    with acting(KEEPER), fan_out("seed"):
        start = moment()
        people, said = folk.Folk(start), talk.Talk(start, town.name)
        hoods = _people(source, town, places, plots, size, people)
        tick(0.5, "talk")
        told = doings.plan(said, hoods)
        gathering.sow(said, hoods)
        _talk(source, town, hoods, size, said)
        if not Person.objects.filter(email__endswith=f"@{ground.second_town().slug}-dorp.example").exists():
            _next_door(people.now, said)
        talk.write(said)
        doings.write(told)
        skills.sow(hoods, start)
        chats.sow(hoods, start)
        events.sow(hoods, start)
        ideas.link(told)
        talk.set_facet_words([place.id for place in [*places, *plots]])
        Neighbourhood.objects.filter(id__in=[place.id for place in [*places, *plots]]).update(opened_on=start.date())
        write_touching({place.municipality_id for place in [*places, *plots]})
        events.count([hood.place.id for hood in hoods.values()])
        letters.post_letters(list(hoods.values()), start)
        print_runs.print_runs(town, [hood.place for hood in hoods.values()], start)
        reports.report(next(iter(hoods.values())), start)
        reports.shut_out(next(iter(hoods.values())), town.slug, start)
        asides.sow(hoods, town.slug, start)
        waits.wait_here(next(iter(hoods.values())), town.slug, start)
        in_names.ask(next(iter(hoods.values())), start)
        tally()  # the public numbers: the hourly job would come too late for somebody who looks at the demo today
        if pictures:  # before the commit: a start that was broken off begins anew, and no post is left with a hole in it
            drawing.draw_all(said.drawings, people.portraits, tick)
    if (size.posts or 0) > len(said.posts):
        crowd.sow([place.id for place in [*places, *plots]], size.posts - len(said.posts), start, tick)


def _people(source, town, places, plots, size, people) -> dict:
    """Everybody, written; the neighbourhoods with their people, by key, the two of the cast first."""
    second = Municipality.objects.get(slug=ground.second_town().slug)
    hoods = [folk.hood_of(place) for place in places]
    here, beside = hoods[0], hoods[1 % len(hoods)]
    folk.cast_in(people, town, second, here, beside)
    couple.join_them(people, here)
    fields = [folk.hood_of(plot) for plot in plots]
    wanted = size.members or max(MEMBERS, PER_PLOT * len(hoods)) + PER_PLOT * len(fields)
    for hood, count in shares([*hoods, *fields], wanted):
        folk.settle(people, hood, count, 0.6 if key_of(hood.place) == "belle" else source.french, faces=hood not in fields)
    folk.write(people)
    if source.boundaries is None:
        return {key_of(hood.place): hood for hood in hoods}
    return {"kaai": here, "belle": beside} | {hood.place.slug: hood for hood in hoods[2:]}


def _talk(source, town, hoods, size, said) -> None:
    most = size.posts if size.posts is not None else 10_000
    for hood, words, at in talk.share_out(hoods, said.now, most, repeat=source.boundaries is not None):
        talk.sow(said, hood, words, at)
    town_voice.announce(town, {key: hood.place for key, hood in hoods.items()}, said.now)
    bells.ring(said, [hoods["kaai"], hoods["belle"]] if "belle" in hoods else [hoods["kaai"]])


def _next_door(start, said) -> None:
    """A dozen people and some talk in the second town: what must never be seen from the first."""
    second = Municipality.objects.get(slug=ground.second_town().slug)
    place = Neighbourhood.objects.get(municipality=second)
    people, hood = folk.Folk(start), folk.hood_of(place)
    folk.settle(people, hood, 12, 0.0, faces=False)
    folk.write(people)
    for at, words in zip(moments.spread(10, start, Random("next door")), talk.plain("nl"), strict=False):
        talk.sow(said, hood, words, at)
    place.opened_on = start.date()
    place.save(update_fields=["opened_on"])


def in_order(places: list) -> list:
    """The neighbourhoods with the cast's two first: ours as drawn, else the one with most addresses and its nearest."""
    by_key = {key_of(place): place for place in places}
    counts = dict(AddressCount.objects.filter(neighbourhood__in=places).values_list("neighbourhood_id", "addresses"))
    here = by_key.get("kaai") or max(places, key=lambda place: counts.get(place.id, 0))
    others = [place for place in places if place is not here and counts.get(place.id)]
    x, y = _middle(here)
    nearest = min(others, key=lambda place: (_middle(place)[0] - x) ** 2 + (_middle(place)[1] - y) ** 2, default=here)
    first = list(dict.fromkeys([here, by_key.get("belle") or nearest]))
    return [*first, *(place for place in others if place not in first)]


def _middle(place) -> tuple:
    """Roughly the middle: of the corners of its first ring."""
    ring = place.boundary["coordinates"][0][0]
    return sum(point[0] for point in ring) / len(ring), sum(point[1] for point in ring) / len(ring)


def key_of(place: Neighbourhood) -> str:
    """The drawing's own short name of a neighbourhood, else its web name."""
    return next((quarter["key"] for quarter in land.plan()["neighbourhoods"] if quarter["code"] == place.code), place.slug)


def shares(hoods: list, members: int) -> list[tuple]:
    """(hood, residents): by the number of its addresses, but nobody lives quite alone."""
    weights = [len(hood.doors) ** 0.8 for hood in hoods]
    total = sum(weights) or 1
    return [(hood, max(round(members * weight / total), 3)) for hood, weight in zip(hoods, weights, strict=True)]
