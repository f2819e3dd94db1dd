"""The calendar page: what is to come, by day."""

from datetime import timedelta
from itertools import groupby
from uuid import UUID

from stoep.lib.clock import now, this_day
from stoep.lib.standings import MemberStanding

from .planned import PAGE, Planned, planned
from .times import Time, coming, on_wall

SOON = timedelta(days=42)  # what is later is folded


def agenda(member: MemberStanding, group: UUID | None = None) -> dict:
    """days and later [(day, [line])], past [{day, event}], today. A line is {time, event, off}. Of one `group`, if it is named."""
    to_come, was = planned(member, past=True, group=group)
    days = by_day(times(to_come))
    today = this_day()
    near = [pair for pair in days if pair[0] <= today + SOON] or days[:1]
    return {
        "days": near, "later": _first_times(near, days[len(near) :]), "today": today,
        "past": [{"day": on_wall(one.last_at).date(), "event": one} for one in was],
    }  # fmt: skip


def by_day(found: list[Time]) -> list[tuple]:
    """[(day, [line])] of these times."""
    lines = [{"time": one, "event": one.event, "off": _off(one)} for one in found]
    return [(day, list(same)) for day, same in groupby(lines, key=lambda line: line["time"].start.date())]


def of_group(member: MemberStanding, group: UUID, most: int = 3) -> list[tuple]:
    """What a group plans next, for its page: [(day, [line])]."""
    return by_day(times(planned(member, past=False, group=group)[0], most))


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
