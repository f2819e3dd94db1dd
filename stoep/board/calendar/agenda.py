"""The calendar page: what is to come, by day."""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from .finding import answers_to, coming_times, past_events
from .times import Time, on_wall

SOON = timedelta(days=42)  # what is later is folded


def agenda(member: MemberStanding) -> dict:
    """days and later [(day, [line])], past [{day, post, going}], today. A line is {time, event, post, going, mine, off}."""
    times, past = coming_times(member), past_events(member)
    answers = answers_to(member, list({one.event.post_id for one in times} | {one.post_id for one in past}))
    lines = [_line(one, answers) for one in times]
    days = [(day, list(group)) for day, group in groupby(lines, key=lambda line: line["time"].start.date())]
    today = timezone.localdate(now())
    near = [pair for pair in days if pair[0] <= today + SOON] or days[:1]
    return {
        "days": near, "later": _first_times(near, days[len(near) :]), "today": today,
        "past": [{"day": on_wall(one.last_at).date(), "post": one.post, "going": answers[one.post_id][0]} for one in past],
    }  # fmt: skip


def _first_times(near: list, later: list) -> list:
    """Of what is later the first time of each: what repeats and stands above says on its own page until when."""
    seen, out = {line["post"].id for _day, lines in near for line in lines}, []
    for day, lines in later:
        fresh = [line for line in lines if line["post"].id not in seen]
        seen |= {line["post"].id for line in fresh}
        if fresh:
            out.append((day, fresh))
    return out


def next_times(member: MemberStanding, most: int = 3) -> list[Time]:
    """The next activities, for the column beside the board; not what was called off."""
    return [one for one in coming_times(member) if not one.off and not one.event.cancelled_at][:most]


def _line(one: Time, answers: dict) -> dict:
    going, mine = answers[one.event.post_id]
    return {"time": one, "event": one.event, "post": one.event.post, "going": going, "mine": mine, "off": one.off or one.event.cancelled_at}
