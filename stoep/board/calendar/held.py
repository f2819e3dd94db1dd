"""What neighbourhoods near here held in the past year, as ideas: how many, of a fixed list of activities, never where, when, who or a word.

Two steps, each a job of one neighbourhood: count what was held here, for the keeper's eyes; then gather how many near here held it, which
neighbours read. Fewer than three is nothing: nobody can tell which one it was. A step that runs twice writes the same.
"""

from datetime import timedelta

from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.jobs import defer_at, defer_each
from stoep.lib.shards import fan_out
from stoep.lib.standings import MemberStanding
from stoep.places.models import Neighbourhood

from ..models import Event, HeldHere, HeldNear, Post
from .recognising import activity_of

YEAR = timedelta(days=400)  # what comes back each year is still there when one begins to plan it
FEWEST = 3  # neighbourhoods that must have held it
LATER = timedelta(hours=1)  # by then all have counted


def plan_held() -> int:
    """Set both steps going for every open neighbourhood. Returns how many."""
    places = [{"neighbourhood": place} for place in Neighbourhood.objects.filter(opened_on__lte=this_day()).values_list("id", flat=True)]
    defer_each("count_held", places)
    for place in places:
        defer_at(now() + LATER, "gather_held", **place)
    return len(places)


def count_held(here: int) -> int:
    """Which activities of the list took place here. Returns how many."""
    past = Event.objects.filter(neighbourhood_id=here, last_at__lt=now(), last_at__gt=now() - YEAR, cancelled_at=None)
    stood = Post.objects.filter(neighbourhood_id=here, id__in=list(past.values_list("post_id", flat=True)), withdrawn_at=None, held_at=None)
    held = {activity_of(title) for title in stood.values_list("title", flat=True)} - {""}
    HeldHere.objects.filter(neighbourhood_id=here).exclude(activity__in=held).delete()
    rows = [HeldHere(neighbourhood_id=here, id=uuid7(), activity=activity) for activity in held]
    HeldHere.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def gather_held(here: int) -> int:
    """How many neighbourhoods near here held each of them, from three on. Returns of how many activities."""
    near = near_by(here)
    with fan_out("what neighbourhoods near here held"):
        counts: dict[str, int] = {}
        for activity in HeldHere.objects.filter(neighbourhood_id__in=near).values_list("activity", flat=True):
            counts[activity] = counts.get(activity, 0) + 1
    shown = {activity: n for activity, n in counts.items() if n >= FEWEST}
    HeldNear.objects.filter(neighbourhood_id=here).exclude(activity__in=shown).delete()
    rows = [HeldNear(neighbourhood_id=here, id=uuid7(), activity=activity, places=n) for activity, n in shown.items()]
    keys = ["neighbourhood", "activity"]
    HeldNear.objects.bulk_create(rows, update_conflicts=True, unique_fields=keys, update_fields=["places"])
    return len(rows)


def near_by(here: int) -> list[int]:
    """The neighbourhoods next to this one and those next to them, of the same town."""
    touches = Neighbourhood.objects.values_list("touches", flat=True)
    first = touches.get(id=here)
    second = {place for beyond in touches.filter(id__in=first) for place in beyond}
    return sorted({*first, *second} - {here})


def held_near(member: MemberStanding) -> dict[str, int]:
    """{activity: how many neighbourhoods near here held it}, for who lives or works here."""
    return dict(HeldNear.objects.filter(neighbourhood=member.here).values_list("activity", "places"))
