"""The one place that asks what time it is, so that tests can move it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, in UTC, aware."""
    return timezone.now()


def this_day() -> date:
    """The date on the town's wall clock. Never that of `now`: for an hour or two after midnight UTC has yesterday's still."""
    return timezone.localdate(timezone.now())
