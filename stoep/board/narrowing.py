"""Fewer posts: of a kind, about a topic, of a time, solved, of a group. The same words for the board and for what is searched."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now

PERIODS = {"week": (_("The last week"), 7), "month": (_("The last month"), 31), "year": (_("The last year"), 366)}  # words, days


def narrowed(values: dict, table: str = "", *, kind: str = "", topic: str = "", period: str = "", solved: bool = False, group=None) -> str:
    """SQL that goes on after a WHERE; its values are put among `values`. `table`: the name in front of the columns, with its dot."""
    parts = []
    if kind:
        parts.append("kind = %(kind)s")
        values["kind"] = kind
    if topic:
        parts.append("topics @> ARRAY[%(topic)s]::varchar[]")
        values["topic"] = topic
    if period:
        parts.append("created > %(after)s")
        values["after"] = now() - timedelta(days=PERIODS[period][1])
    if solved:
        parts.append("solved_at IS NOT NULL")
    if group:
        parts.append("group_id = %(group)s")
        values["group"] = group
    return "".join(f" AND {table}{part}" for part in parts)
