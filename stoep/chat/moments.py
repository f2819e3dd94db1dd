"""Days and times in a conversation, as the reader's language has them. Looked up once per minute: dates are the dear part of a page."""

from datetime import UTC, date, datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext

from stoep.lib.dates import date_format


def local(minute: int) -> datetime:
    """A moment from minutes since 1970, on the town's clock."""
    return timezone.localtime(datetime.fromtimestamp(minute * 60, timezone.get_default_timezone()))


@lru_cache(maxsize=20_000)
def day_of(minute: int) -> date:
    """On which day that was, on the town's clock."""
    return local(minute).date()


@lru_cache(maxsize=20_000)
def clock(minute: int, language: str) -> str:
    """14:05"""
    with translation.override(language):
        return date_format(local(minute), "TIME_FORMAT")


@lru_cache(maxsize=4096)
def day_name(day: date, today: date, language: str) -> str:
    """Today, yesterday, Tuesday 3 May."""
    with translation.override(language):
        days = (today - day).days
        if days == 0:
            return gettext("Today")
        if days == 1:
            return gettext("Yesterday")
        return _written(day, today)


@lru_cache(maxsize=20_000)
def lately(minute: int, today: date, language: str) -> str:
    """As short as a list wants it: 14:05, yesterday, Tuesday, 3 May."""
    days = (today - day_of(minute)).days
    if days == 0:
        return clock(minute, language)
    if days == 1:
        return day_name(day_of(minute), today, language)
    with translation.override(language):
        return date_format(day_of(minute), "l" if days < 7 else gettext("j F"))


@lru_cache(maxsize=4096)
def proposed(minute: int, language: str) -> str:
    """Saturday 3 May at 10:00: always the whole day, since it is read again later."""
    with translation.override(language):
        day = _written(day_of(minute), day_of(minute))
        return gettext("%(day)s at %(time)s") % {"day": day, "time": clock(minute, language)}


def _written(day: date, today: date) -> str:
    # Translators: a day with its weekday in the letters of Django's date filter, such as "l, j. F" where one writes "Dienstag, 3. Mai".
    return date_format(day, pgettext("weekday", "l j F") if day.year == today.year else pgettext("weekday", "l j F Y"))


def machine(minute: int) -> str:
    """The moment for machines: 2026-05-03T12:05Z."""
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y-%m-%dT%H:%MZ")
