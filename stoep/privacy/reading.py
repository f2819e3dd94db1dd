"""A row as somebody reads it: what has a name on screen. Most codes and numbers are in the file for machines only."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stoep.lib.dates import date_format

LABELS = {
    "neighbourhood": gettext_lazy("Neighbourhood"), "name": gettext_lazy("Name"), "email": gettext_lazy("E-mail address"),
    "street": gettext_lazy("Street"), "number": gettext_lazy("House number"), "box": gettext_lazy("Box"),
    "postcode": gettext_lazy("Postcode"), "town": gettext_lazy("Town"), "since": gettext_lazy("Since"), "until": gettext_lazy("Until"),
    "last_used": gettext_lazy("Last used"), "last_month": gettext_lazy("Month of the last visit"),
    "badge": gettext_lazy("Badge"), "function": gettext_lazy("Function"),
    "organisation": gettext_lazy("Organisation"), "place": gettext_lazy("Place"), "price": gettext_lazy("Price"),
    "moment": gettext_lazy("Moment"), "thanks": gettext_lazy("Thank-you"), "gives": gettext_lazy("What I like to give"),
    "changed": gettext_lazy("Changed"), "minor": gettext_lazy("Under 18"),
    "taken_back": gettext_lazy("Taken back"), "put_aside": gettext_lazy("Put aside"), "called_off": gettext_lazy("Called off"),
    "kind": gettext_lazy("What"), "skill": gettext_lazy("What"), "answer": gettext_lazy("What"), "did": gettext_lazy("What"),
    "choices": gettext_lazy("What"), "chosen": gettext_lazy("What"), "happens": gettext_lazy("Since"),
    "reason": gettext_lazy("What"), "solved": gettext_lazy("Solved"), "closed": gettext_lazy("Closed"),
}  # fmt: skip


def shown(row: dict) -> dict:
    """{when, title, text, picture, more: [(label, value)]}; what is empty is left out."""
    more = [(label, said(row[name])) for name, label in LABELS.items() if row.get(name) not in (None, "", [])]
    return {name: said(row.get(name)) for name in ("when", "title", "text")} | {"picture": row.get("picture"), "more": more}


def said(value) -> str:
    """A value in words, in the language of the moment."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)
