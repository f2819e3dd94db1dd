"""The calendar page: what is to come, by day."""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from .finding import answers_to, coming_times, past_events
from .ideas import suggestions
from .times import Time

SOON = timedelta(days=42)  # what is later is folded


def agenda(member: MemberStanding) -> dict:
    """days and later [(day, [line])], past [line], ideas, today. A line is {time, event, post, going, mine}."""
    times, past = coming_times(member), past_events(member)
    answers = answers_to(member, list({one.event.post_id for one in times} | {one.post_id for one in past}))
    lines = [_line(one, answers) for one in times]
    days = [(day, list(group)) for day, group in groupby(lines, key=lambda line: line["time"].start.date())]
    today = timezone.localdate(now())
    near = [pair for pair in days if pair[0] <= today + SOON] or days[:1]
    return {
        "days": near, "later": days[len(near) :], "today": today, "ideas": suggestions(today),
        "past": [{"event": one, "post": one.post, "going": answers[one.post_id][0]} for one in past],
    }  # fmt: skip


def next_times(member: MemberStanding, most: int = 3) -> list[Time]:
    """The next activities, for the column beside the board; not what was called off."""
    return [one for one in coming_times(member) if not one.off and not one.event.cancelled_at][:most]


def _line(one: Time, answers: dict) -> dict:
    going, mine = answers[one.event.post_id]
    return {"time": one, "event": one.event, "post": one.event.post, "going": going, "mine": mine, "off": one.off or one.event.cancelled_at}
