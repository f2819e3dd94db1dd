"""One event out of a calendar file (.ics) that somebody has: what stands in it, made fit for our form, or a sentence saying why not.

A file comes from anywhere: whatever is in it is read as text and times, and nothing of it is kept but what the person then sends.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar

from stoep.lib.texts import clean

from ..forms import BODY, TITLE
from .times import MOST, on_wall, until_as_times

LARGEST = 200_000  # octets
FAR = 2200  # a year nobody plans for: as good as for ever
# What the parser raises on nonsense; OSError where the name of a zone is no name of a file, since zones are looked up as files.
FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError)
REPEATS = {("WEEKLY", 1): "weekly", ("WEEKLY", 2): "fortnightly", ("MONTHLY", 1): "monthly"}


class Unreadable(Exception):
    """Nothing of this file can be taken over. `reason` is a sentence for the person."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


@dataclass
class Found:
    """What stands in the file, under the names of our form's fields, and what could not be taken over."""

    fields: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)


def read_event(file) -> Found:
    """The first event of an uploaded calendar. Raises Unreadable."""
    if file.size > LARGEST:
        raise Unreadable(_("“%(name)s” is too large: 200 kB at most. Save the one event as a file of its own.") % {"name": file.name[:80]})
    try:
        event = _first(file.read())
        return _found(event) if event is not None else _nothing(file.name)
    except FAULTS as fault:
        words = _("“%(name)s” is no calendar that we can read. What you typed is still there: fill in the rest yourself.")
        raise Unreadable(words % {"name": file.name[:80]}) from fault


def _nothing(name: str):
    raise Unreadable(_("There is no event in “%(name)s”.") % {"name": name[:80]})


def _first(content: bytes):
    for calendar in Calendar.from_ical(content.decode("utf-8-sig", "replace"), multiple=True):
        if calendar.name == "VEVENT":
            return calendar
        for event in calendar.walk("VEVENT"):
            return event
    return None


def _found(event) -> Found:
    out, start = Found(), _value(event, "DTSTART")
    for name, key, most in (("title", "SUMMARY", TITLE), ("place", "LOCATION", 120), ("body", "DESCRIPTION", BODY)):
        text = clean(_text(event, key))
        text = text if name == "body" else " ".join(text.split())
        out.fields[name] = text[:most]
        if len(text) > most:
            out.left_out.append(_("A text was too long and is cut off."))
    if start is None:
        out.left_out.append(_("The file names no day."))
        return out
    _times(event, start, out)
    _repeats(event, start, out)
    return out


def _times(event, start, out) -> None:
    if not isinstance(start, datetime):
        out.fields["day"] = start.isoformat()
        out.left_out.append(_("The file names no time."))
        return
    first, end = _wall(start), _end(event, start)
    out.fields |= {"day": first.date().isoformat(), "start": first.strftime("%H:%M")}
    if end is None:
        return
    if timedelta() < _wall(end) - first < timedelta(days=1):
        out.fields["end"] = _wall(end).strftime("%H:%M")
    else:
        out.left_out.append(_("It goes on for longer than a day: the end was left out."))


def _end(event, start) -> datetime | None:
    end, lasts = _value(event, "DTEND"), _value(event, "DURATION")
    if end is None and isinstance(lasts, timedelta):
        end = start + lasts
    return end if isinstance(end, datetime) else None


def _repeats(event, start, out) -> None:
    rule = event.get("RRULE")
    if rule is None:
        return
    rule = rule[0] if isinstance(rule, list) else rule
    freq, every = str(rule.get("FREQ", [""])[0]).upper(), int(rule.get("INTERVAL", [1])[0])
    repeat = REPEATS.get((freq, every))
    if repeat is None or len(rule.get("BYDAY", [])) > 1 or "BYMONTHDAY" in rule or not isinstance(start, datetime):
        out.left_out.append(_("How it repeats could not be taken over."))
        return
    out.fields["repeat"] = repeat
    if "COUNT" in rule:
        out.fields["times"] = str(min(max(int(rule["COUNT"][0]), 2), MOST))
    elif "UNTIL" in rule and (until := rule["UNTIL"][0]).year < FAR:
        last = _wall(until).date() if isinstance(until, datetime) else until
        out.fields["times"] = str(max(2, until_as_times(repeat, _wall(start), last)))


def _value(event, key: str) -> date | datetime | timedelta | None:
    """What a property says; None where it says nothing. A broken one raises."""
    found = event.get(key)
    found = found[0] if isinstance(found, list) else found
    if found is None:
        return None
    if not isinstance(found.dt, (date, timedelta)):
        raise ValueError(f"{key} is no time")
    return found.dt


def _text(event, key: str) -> str:
    found = event.get(key, "")
    return str(found[0] if isinstance(found, list) else found)


def _wall(at: datetime) -> datetime:
    """On the wall here; a time without a zone is one on our wall already."""
    return on_wall(at) if at.tzinfo else at.replace(tzinfo=timezone.get_default_timezone())
