"""Quiet hours: between these, by the clock where we are, nobody is called. What happens meanwhile is told afterwards."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from .models import CALL, Preference


def put_off(wishes: Preference, moment: datetime, verb: str) -> datetime | None:
    """The same for one row of the bell: an urgent one does not wait where its reader wants to be woken for it."""
    return None if wishes.wake and verb == CALL else quiet_until(wishes, moment)


def quiet_until(wishes: Preference, moment: datetime) -> datetime | None:
    """When this member may be called again; None if it may be done now."""
    start, end = wishes.quiet_from, wishes.quiet_until
    local = timezone.localtime(moment)
    asleep = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    if start == end or not asleep:
        return None
    day = local.date() if local.hour < end else local.date() + timedelta(days=1)
    return datetime.combine(day, time(end), local.tzinfo)
