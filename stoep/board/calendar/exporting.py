"""What is planned as iCalendar (RFC 5545), for the calendar on somebody's phone. Never who comes, and never who wrote it."""

from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Timezone, vRecur
from icalendar import Event as Entry

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..models import Event, Group
from .finding import standing_events
from .planned import PAGE, PAST
from .times import on_wall

CONTENT = "text/calendar; charset=utf-8"


def feed(member: MemberStanding, group: Group | None = None) -> bytes:
    """All that is to come and what there was lately, of one `group` if it is named; what was called off says so."""
    found = standing_events(member).filter(last_at__gt=now() - PAST).order_by("last_at")
    found = found.filter(post__group_id=group.id) if group else found
    return calendar_of(member, list(found[:PAGE]), group.name if group else member.place_name)


def one(member: MemberStanding, event: Event) -> bytes:
    """A single event, to put into one's calendar."""
    return calendar_of(member, [event])


def etag(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def calendar_of(member: MemberStanding, events: list[Event], name: str = "") -> bytes:
    """The same events give the same bytes: nothing in it is of the moment it is asked for."""
    out = Calendar()
    out.add("prodid", "-//Stoep//Stoep//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", f"Stoep {name or member.place_name}")
    if any(event.rule for event in events):  # what repeats does so on the wall, so it says which wall
        out.add_component(_zone(settings.TIME_ZONE))
    for event in events:
        out.add_component(entry(member, event))
    return out.to_ical()


def entry(member: MemberStanding, event: Event) -> Entry:
    """One event. Its UID stays the same for ever; SEQUENCE tells a client that this is newer."""
    post, out = event.post, Entry()
    page = settings.BASE_URL + reverse("post", args=[member.place_slug, post.id])
    out.add("uid", f"{post.id}@{urlsplit(settings.BASE_URL).hostname}")
    out.add("dtstamp", event.changed_at.astimezone(UTC))
    out.add("last-modified", event.changed_at.astimezone(UTC))
    out.add("sequence", event.sequence)
    out.add("summary", post.title)
    out.add("dtstart", _moment(event, event.starts_at))
    if event.ends_at:
        out.add("dtend", _moment(event, event.ends_at))
    if event.rule:
        out.add("rrule", vRecur.from_ical(event.rule))
        start = on_wall(event.starts_at)
        for day in event.skips:
            out.add("exdate", _moment(event, datetime.combine(day, start.time(), start.tzinfo)))
    if event.place:
        out.add("location", event.place)
    out.add("description", "\n\n".join(filter(None, (post.body, event.price, page))))
    out.add("url", page)
    out.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    return out


def _moment(event: Event, at: datetime) -> datetime:
    """On the wall for what repeats, so that it keeps its hour; else in UTC, which every client reads alike."""
    return on_wall(at) if event.rule else at.astimezone(UTC)


@lru_cache(maxsize=4)
def _zone(name: str) -> Timezone:
    return Timezone.from_tzid(name, first_date=date(2020, 1, 1), last_date=date(timezone.now().year + 4, 1, 1))
