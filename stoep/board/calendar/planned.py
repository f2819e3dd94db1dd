"""What is planned, as the calendar's page asks for it: in one statement, light."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

PAGE = 100  # events that are looked at
PAST = timedelta(days=60)
LATELY = 20  # events there were


class Planned(NamedTuple):
    """An event with its post's title, how many come and what this reader answered."""

    post_id: UUID
    title: str
    language: str
    starts_at: datetime  # UTC, of the first time
    ends_at: datetime | None
    place: str
    rule: str
    skips: list[date]
    last_at: datetime  # UTC
    cancelled_at: datetime | None
    going: int
    mine: str  # an Attendance.Answer, or nothing


ASKED = """SELECT e.post_id, p.title, p.language, e.starts_at, e.ends_at, e.place, e.rule, e.skips, e.last_at, e.cancelled_at,
    (SELECT count(*) FROM board_attendance a WHERE a.neighbourhood_id = %(here)s AND a.post_id = e.post_id AND a.answer = 'going'
      AND a.member_id <> ALL (%(hidden)s)),
    COALESCE((SELECT a.answer FROM board_attendance a WHERE a.neighbourhood_id = %(here)s AND a.post_id = e.post_id
      AND a.member_id = %(me)s), '')
  FROM board_event e JOIN board_post p ON p.neighbourhood_id = %(here)s AND p.id = e.post_id
  WHERE e.neighbourhood_id = %(here)s AND p.withdrawn_at IS NULL AND p.held_at IS NULL AND p.author_id <> ALL (%(hidden)s){group}"""
OF_GROUP = " AND p.group_id = %(group)s"
COMING = f"({ASKED} AND e.last_at > %(now)s ORDER BY e.last_at LIMIT {PAGE})"
WAS = f"({ASKED} AND e.last_at <= %(now)s AND e.last_at > %(past)s AND e.cancelled_at IS NULL ORDER BY e.last_at DESC LIMIT {LATELY})"
BOTH = f"{COMING} UNION ALL {WAS}"
BETWEEN = f"{ASKED} AND e.last_at >= %(since)s AND e.starts_at < %(until)s ORDER BY e.starts_at, e.post_id LIMIT {PAGE}"


def planned(member: MemberStanding, *, past: bool, group: UUID | None = None) -> tuple[list[Planned], list[Planned]]:
    """(what is still to come, in no order; what there was lately, newest first, where `past` asks for it); of one `group`, if
    it is named."""
    at = now()
    values = {"here": member.here, "me": member.member, "hidden": list(member.hidden), "now": at, "past": at - PAST, "group": group}
    with connection.cursor() as cursor:
        cursor.execute((BOTH if past else COMING).replace("{group}", OF_GROUP if group else ""), values)
        found = [Planned(*row) for row in cursor.fetchall()]
    was = [one for one in found if one.last_at <= at]
    return [one for one in found if one.last_at > at], sorted(was, key=lambda one: one.last_at, reverse=True)


def planned_between(member: MemberStanding, since: datetime, until: datetime) -> list[Planned]:
    """What happens, happened or repeats somewhere between these moments, in no order of its times."""
    values = {"here": member.here, "me": member.member, "hidden": list(member.hidden), "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN.replace("{group}", ""), values)
        return [Planned(*row) for row in cursor.fetchall()]
