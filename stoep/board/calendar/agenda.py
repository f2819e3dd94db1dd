"""The calendar page: what is to come, by day."""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from .planned import PAGE, Planned, planned
from .times import Time, coming, on_wall

SOON = timedelta(days=42)  # what is later is folded


def agenda(member: MemberStanding) -> dict:
    """days and later [(day, [line])], past [{day, event}], today. A line is {time, event, off}."""
    to_come, was = planned(member, past=True)
    lines = [{"time": one, "event": one.event, "off": _off(one)} for one in times(to_come)]
    days = [(day, list(group)) for day, group in groupby(lines, key=lambda line: line["time"].start.date())]
    today = timezone.localdate(now())
    near = [pair for pair in days if pair[0] <= today + SOON] or days[:1]
    return {
        "days": near, "later": _first_times(near, days[len(near) :]), "today": today,
        "past": [{"day": on_wall(one.last_at).date(), "event": one} for one in was],
    }  # fmt: skip


def times(events: list[Planned], most: int = PAGE) -> list[Time]:
    """What is still to come of these, time by time, the nearest first."""
    since = now()
    found = [one for event in events for one in coming(event, since)]
    return sorted(found, key=lambda one: (one.start, one.event.post_id))[:most]


def _first_times(near: list, later: list) -> list:
    """Of what is later the first time of each: what repeats and stands above says on its own page until when."""
    seen, out = {line["event"].post_id for _day, lines in near for line in lines}, []
    for day, lines in later:
        fresh = [line for line in lines if line["event"].post_id not in seen]
        seen |= {line["event"].post_id for line in fresh}
        if fresh:
            out.append((day, fresh))
    return out


def next_times(member: MemberStanding, most: int = 3) -> list[Time]:
    """The next activities, for the column beside the board; not what was called off."""
    return [one for one in times(planned(member, past=False)[0]) if not _off(one)][:most]


def _off(one: Time) -> bool:
    return one.off or bool(one.event.cancelled_at)
