"""A month as a grid, for who thinks in weeks."""

from calendar import MONDAY, Calendar
from datetime import date, time

from stoep.lib.clock import this_day
from stoep.lib.standings import MemberStanding

from .agenda import by_day
from .planned import planned_between
from .times import moment, times_of

BACK, AHEAD = 12, 24  # months one may leaf through


def month_of(text: str) -> date:
    """The first day of "2026-12"; of this month where it says nothing, or what lies too far away."""
    this = this_day().replace(day=1)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return asked if -BACK <= _between(this, asked) <= AHEAD else this


def beside(first: date) -> tuple[date | None, date | None]:
    """The month before and the one after, as far as one may leaf."""
    this = this_day().replace(day=1)
    pair = _moved(first, -1), _moved(first, 1)
    return tuple(one if -BACK <= _between(this, one) <= AHEAD else None for one in pair)


def month(member: MemberStanding, first: date) -> dict:
    """weeks [[day]], Monday first, with days of the months beside it; days [(day, [line])] of this one, as in agenda.py; today."""
    after = _moved(first, 1)
    events = planned_between(member, moment(first, time()), moment(after, time()))
    found = [one for event in events for one in times_of(event) if first <= one.start.date() < after]
    found.sort(key=lambda one: (one.start, one.event.post_id))
    weeks = Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return {"first": first, "weeks": weeks, "days": by_day(found), "today": this_day()}


def _moved(first: date, months: int) -> date:
    n = first.year * 12 + first.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)


def _between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month
