"""Dates in words, as each language writes them: the one way from a day to a text, on pages, in mails and on paper.

Django writes « 1 décembre »; French says « 1er décembre ». It writes a German day as it is asked to; German says „24. November“.
So nothing else calls Django's own (tests/test_dates.py): templates have this filter under the same name (settings.TEMPLATES), Python
has `date_format`. The letters on paper are set with other tables (membership/letters/texts.py).
"""

import re
from datetime import date, datetime

from django import template
from django.template.defaultfilters import date as plain_filter
from django.utils import formats
from django.utils.translation import get_language

DAY_BEFORE_MONTH = re.compile(r"(?<!\\)j(?= [FMNb])")  # the letters of Django's date filter; a day by itself stays a number
register = template.Library()


def date_format(value: date | datetime, wanted: str = "DATE_FORMAT") -> str:
    """In the language of the moment. `wanted`: the name of a format, or letters of Django's date filter."""
    return formats.date_format(value, _letters(value, wanted))


@register.filter("date", expects_localtime=True, is_safe=False)
def date_filter(value, wanted=None):
    """Django's filter, with the day of the month as it is said."""
    return plain_filter(value, _letters(value, wanted or "DATE_FORMAT") if isinstance(value, date) else wanted)


def _letters(value, wanted: str) -> str:
    letters, language = formats.get_format(str(wanted)), (get_language() or "")[:2]
    if language == "fr" and value.day == 1:
        return DAY_BEFORE_MONTH.sub(r"j\\e\\r", letters)
    return DAY_BEFORE_MONTH.sub("j.", letters) if language == "de" else letters
