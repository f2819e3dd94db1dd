"""The day before: one line in the journal for each event and day; the watchers tell who comes."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork

from ..models import Event, Post
from .times import on_wall, times_of

FROM = 9  # o'clock here: nobody is woken by it


def remind_events() -> int:
    """For all that happens tomorrow and was not told of yet. Returns of how many. As keeper; may run as often as it likes."""
    today = on_wall(now())
    if today.hour < FROM:
        return 0
    tomorrow = today.date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time()))
    with fan_out("reminders"):
        near = Event.objects.filter(last_at__gt=midnight, starts_at__lt=midnight + timedelta(days=1), cancelled_at=None)
        found = [event for event in near.iterator() if _happens(event, tomorrow)]
    return sum(_tell(event.neighbourhood_id, event.post_id, tomorrow) for event in found)


def _happens(event: Event, day: date) -> bool:
    return any(one.start.date() == day and not one.off for one in times_of(event))


@transaction.atomic
def _tell(here: int, post, day: date) -> bool:
    """The line, once: whoever comes second waits for the first and finds it there."""
    standing = Post.objects.select_for_update().filter(neighbourhood=here, id=post, withdrawn_at=None, held_at=None).first()
    told = Entry.objects.filter(neighbourhood=here, at__gt=now() - timedelta(days=2), verb="remind_event", about=post, detail__day=str(day))
    if not standing or told.exists():
        return False
    record(Clockwork.of("remind_events", here=here), "remind_event", post, day=day)
    return True
