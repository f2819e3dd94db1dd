"""A town from nothing to full of life, in the order that things need each other."""

from dataclasses import dataclass

from stoep.lib.clock import now as moment
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.places.models import Municipality, Neighbourhood
from stoep.people.models import Person

from ..demotown import land
from ..errors import Stop
from . import bells, crowd, drawing, folk, ground, letters, talk, town_voice
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


def sow(source: Source, size: Size, tick) -> Municipality:
    """Everything, and the small town next door. What is there already stays as it is, but for pictures that are missing."""
    town, second = sown(source.slug), sown(ground.second_town().slug)
    if town is None:
        refuse_among_people()
        second = second or ground.lay(ground.second_town(), tick)
        town = ground.lay(source, tick)
    with acting(KEEPER), fan_out("seed"):
        empty = not Person.objects.filter(email=f"an@{town.slug}.example").exists()
    if empty:
        _people_and_talk(source, town, second, size, tick)
    return town


def _people_and_talk(source, town, second, size, tick) -> None:
    tick(0.0, "people")
    with acting(KEEPER), fan_out("seed"):
        now = moment()
        places = list(Neighbourhood.objects.filter(municipality=town).order_by("id"))[: size.neighbourhoods]
        hoods = {key_of(place): folk.hood_of(place) for place in places}
        here, beside = centre(list(hoods.values()))
        people = folk.Folk(now)
        folk.cast_in(people, town, second, here, beside)
        for hood, count in shares(list(hoods.values()), size.members or max(MEMBERS, PER_PLOT * len(hoods))):
            folk.settle(people, hood, count, 0.6 if key_of(hood.place) == "belle" else source.french)
        folk.write(people)
        tick(0.4, "talk")
        said = talk.Talk(now, town.name)
        if source.boundaries:  # a real town has other neighbourhoods than ours: the cast lives in the middle
            hoods = {"kaai": here, "belle": beside} | {key: hood for key, hood in hoods.items() if hood not in (here, beside)}
        ours = source.boundaries is None
        for hood, words, at in talk.share_out(hoods, now, size.posts if size.posts is not None else 10_000, repeat=not ours):
            talk.sow(said, hood, words, at)
        talk.write(said)
        town_voice.announce(town, {key: hood.place for key, hood in hoods.items()}, now)
        bells.ring(said, [here, beside])
        letters.post_letters([here, beside, *(hood for hood in hoods.values() if hood not in (here, beside))], now)
    drawing.draw_all(said.drawings, people.portraits, tick)
    missing = (size.neighbourhoods or 0) - len(hoods), (size.posts or 0) - len(said.posts)
    if max(missing) > 0:
        crowd.sow(town, max(missing[0], 0), size.members, max(missing[1], 0), tick)


def key_of(place: Neighbourhood) -> str:
    """The drawing's own short name of a neighbourhood, else its web name."""
    return next((quarter["key"] for quarter in land.plan()["neighbourhoods"] if quarter["code"] == place.code), place.slug)


def centre(hoods: list) -> tuple:
    """Where the cast lives, and the neighbourhood beside it: ours as drawn, else the one with most addresses and its nearest."""
    by_key = {key_of(hood.place): hood for hood in hoods}
    if {"kaai", "belle"} <= by_key.keys():
        return by_key["kaai"], by_key["belle"]
    here = max(hoods, key=lambda hood: len(hood.doors))
    middle = _middle(here)
    others = [hood for hood in hoods if hood is not here and hood.doors]
    beside = min(others, key=lambda hood: sum((a - b) ** 2 for a, b in zip(_middle(hood), middle, strict=True)), default=here)
    return here, beside


def _middle(hood) -> tuple:
    count = max(len(hood.doors), 1)
    return sum(door.longitude for door in hood.doors) / count, sum(door.latitude for door in hood.doors) / count


def shares(hoods: list, members: int) -> list[tuple]:
    """(hood, residents): by the number of its addresses, but nobody lives quite alone."""
    weights = [len(hood.doors) ** 0.8 for hood in hoods]
    total = sum(weights) or 1
    return [(hood, max(round(members * weight / total), 3)) for hood, weight in zip(hoods, weights, strict=True)]
