"""Times as neighbours say them: "5 minutes ago", "yesterday at 14:05", "Tuesday", "3 May"."""

from datetime import datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext, pgettext

from .dates import date_format


def said(moment: datetime, now: datetime, language: str) -> str:
    """When something was said, in the reader's language. Looked up once per minute: dates are the dear part of a page."""
    return said_at(int(moment.timestamp()) // 60, int(now.timestamp()) // 60, language)


@lru_cache(maxsize=20_000)
def said_at(minute: int, now: int, language: str) -> str:
    """The same, from minutes since 1970."""
    with translation.override(language):
        ago = now - minute
        if ago < 1:
            return gettext("just now")
        if ago < 60:
            return ngettext("%(n)d minute ago", "%(n)d minutes ago", ago) % {"n": ago}
        then, today = _local(minute), _local(now)
        days = (today.date() - then.date()).days
        clock = date_format(then, "TIME_FORMAT")
        if days == 0:
            return clock
        if days == 1:
            return gettext("yesterday at %(time)s") % {"time": clock}
        if days < 7:
            return gettext("%(day)s at %(time)s") % {"day": date_format(then, "l"), "time": clock}
        # Translators: a day in the letters of Django's date filter, such as "j. F" where one writes "3. Mai".
        return date_format(then, gettext("j F") if then.year == today.year else gettext("j F Y"))


@lru_cache(maxsize=64)
def day_of(minute: int) -> str:
    """The day on the town's clock in which a minute since 1970 lies, as 2026-05-03."""
    return _local(minute).date().isoformat()


def since(moment: datetime, now: datetime, language: str) -> str:
    """The day in "You have seen all since Tuesday"."""
    return since_at(int(moment.timestamp()) // 60, int(now.timestamp()) // 60, language)


@lru_cache(maxsize=4096)
def since_at(minute: int, now: int, language: str) -> str:
    """The same, from minutes since 1970."""
    then, today = _local(minute), _local(now)
    days = (today.date() - then.date()).days
    with translation.override(language):
        if days < 1:
            return date_format(then, "TIME_FORMAT")
        if days == 1:
            return gettext("yesterday")
        if days < 7:
            return date_format(then, "l")
        # Translators: the same after the word "since". A backslash keeps a letter as it is: "\l\e j F" for "le 3 mai".
        return date_format(then, pgettext("since", "j F") if then.year == today.year else pgettext("since", "j F Y"))


def _local(minute: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(minute * 60, timezone.get_default_timezone()))
