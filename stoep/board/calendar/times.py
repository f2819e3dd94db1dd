"""When: from a day and a clock on the wall to a moment and back, and all the times of something that repeats.

What repeats does so on the wall: every Tuesday at eight stays at eight when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr
from django.utils import timezone

from ..models import Event
from .planned import Planned

MOST = 60  # times that something repeats
USUAL = timedelta(hours=2)  # how long something lasts that says no end
RULES = {"weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "monthly": "FREQ=MONTHLY;BYDAY={nth}{day}"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AHEAD = timedelta(days=2 * 366)  # nothing is planned later than this


@dataclass(frozen=True)
class Time:
    """One time that it happens, or does not (`off`)."""

    event: Event | Planned
    start: datetime  # on the wall here, aware
    end: datetime | None
    off: bool

    @property
    def over(self) -> datetime:
        """When it is certainly over."""
        return self.end or self.start + USUAL


def moment(day: date, clock: time) -> datetime:
    """A day and a clock on the wall here, in UTC. An hour that the change of clocks skips is the one after it."""
    return datetime.combine(day, clock, timezone.get_default_timezone()).astimezone(UTC)


def on_wall(at: datetime) -> datetime:
    """A moment as the clock on the wall here shows it."""
    return timezone.localtime(at, timezone.get_default_timezone())


def rule_for(repeat: str, start: datetime, times: int) -> str:
    """The RRULE of something that repeats `times` times from `start` on; empty where it happens once. Monthly is the nth weekday, the
    last one where there may be no fifth."""
    if repeat not in RULES or times < 2:
        return ""
    wall = on_wall(start)
    nth = (wall.day - 1) // 7 + 1
    rule = RULES[repeat].format(nth=-1 if nth == 5 else nth, day=DAYS[wall.weekday()])
    return f"{rule};COUNT={min(times, MOST)}"


def until_as_times(repeat: str, start: datetime, until: date) -> int:
    """How many times it happens up to and including that day."""
    rule = rule_for(repeat, start, MOST)
    return sum(one.date() <= until for one in _walls(on_wall(start), rule)) if rule else 1


def repeat_of(rule: str) -> tuple[str, int]:
    """("weekly", 10) back from its rule; ("", 1) for once."""
    if not rule:
        return "", 1
    name = "monthly" if "MONTHLY" in rule else "fortnightly" if "INTERVAL=2" in rule else "weekly"
    return name, int(rule.rpartition("COUNT=")[2])


def times_of(event: Event | Planned) -> list[Time]:
    """Every time that it happens: at most MOST."""
    zone, first = timezone.get_default_timezone(), on_wall(event.starts_at)
    out = []
    for wall in _walls(first, event.rule):
        start = moment(wall.date(), wall.time()).astimezone(zone)
        end = None
        if event.ends_at:
            late = wall + (on_wall(event.ends_at).replace(tzinfo=None) - first.replace(tzinfo=None))
            end = moment(late.date(), late.time()).astimezone(zone)
        out.append(Time(event, start, end, start.date() in event.skips))
    return out


def coming(event: Event | Planned, since: datetime) -> list[Time]:
    """The times that are not over yet."""
    return [one for one in times_of(event) if one.over > since]


def last_of(event: Event) -> datetime:
    """When the last time is over."""
    return times_of(event)[-1].over


def _walls(first: datetime, rule: str) -> tuple[datetime, ...]:
    plain = first.replace(tzinfo=None)
    return _repeated(plain, rule) if rule else (plain,)


@lru_cache(maxsize=4096)
def _repeated(first: datetime, rule: str) -> tuple[datetime, ...]:
    return tuple(rrulestr(rule, dtstart=first))
