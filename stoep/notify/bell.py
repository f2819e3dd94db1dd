"""The bell: what was aimed at one member, newest first, as far as it can still be read; on top of its first page stands what calls
now, as long as it does. One SQL for a page, with what its frame needs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.dateparse import parse_datetime

from stoep.board.models import Post
from stoep.board.urgent.reasons import LASTS
from stoep.lib.clock import now
from stoep.lib.shell import counts
from stoep.lib.standings import MemberStanding

from .models import CALL, LOST, Notification

ON_A_PAGE = 20
EXCERPT, TITLE = 140, 80  # characters
READ = 1000  # letters of a text that are looked at for its beginning
COUNT = """SELECT count(*) FROM (SELECT 1 FROM notify_notification WHERE neighbourhood_id = %(here)s AND member_id = %(me)s
 AND read_at IS NULL LIMIT 99) waiting"""  # the number in the frame, as part of the board's one statement

COLUMNS = ("id", "verb", "created", "minute", "read", "post_id", "comment_id", "quiet_id", "actor_id",
           "group_id", "group_name", "post_there", "comment_there",
           "post_title", "post_body", "post_language", "comment_body", "comment_language", "muted", "name", "photo",
           "lost", "top")  # fmt: skip
# Whatever is asked names the neighbourhood as a constant; a limit of one keeps each look-up a look-up (board/feed.py).
PAGE = """SELECT {counts}n.id::text, n.verb, n.created::text, floor(date_part('epoch', n.created) / 60)::bigint, n.read_at IS NOT NULL,
 n.post_id::text, n.comment_id::text, n.quiet_id::text, n.actor_id::text, n.group_id::text, g.name,
 p.id IS NOT NULL, c.id IS NOT NULL, p.title, left(p.body, %(read)s), p.language,
 left(c.body, %(read)s), c.language, p.id IS NOT NULL AND EXISTS (SELECT 1 FROM notify_mute m WHERE m.neighbourhood_id = %(here)s
   AND m.member_id = %(me)s AND m.post_id = p.id), a.name, CASE WHEN a.state <> 'gone' THEN a.photo END,
 l.what, n.top
FROM (SELECT 1) frame
LEFT JOIN ({calling}(SELECT false AS top, newest.* FROM notify_notification newest WHERE neighbourhood_id = %(here)s AND member_id = %(me)s
  {before} ORDER BY created DESC, id DESC LIMIT %(limit)s)) n ON true
LEFT JOIN LATERAL (SELECT * FROM board_post WHERE neighbourhood_id = %(here)s AND id = n.post_id AND withdrawn_at IS NULL
  AND held_at IS NULL LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT * FROM board_comment WHERE neighbourhood_id = %(here)s AND id = n.comment_id AND withdrawn_at IS NULL
  AND held_at IS NULL LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT * FROM board_group WHERE neighbourhood_id = %(here)s AND id = n.group_id AND ended_at IS NULL
  AND held_at IS NULL LIMIT 1) g ON true
LEFT JOIN LATERAL (SELECT * FROM membership_member WHERE neighbourhood_id = %(here)s AND id = n.actor_id LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT what FROM board_lost WHERE neighbourhood_id = %(here)s AND post_id = n.post_id AND n.verb = %(lost)s
  LIMIT 1) l ON true
ORDER BY n.top DESC, n.created DESC, n.id DESC"""
CALLING = """(SELECT true AS top, calls.* FROM notify_notification calls WHERE neighbourhood_id = %(here)s AND member_id = %(me)s
  AND verb = %(call)s AND created > %(called)s AND EXISTS (SELECT 1 FROM board_post WHERE neighbourhood_id = %(here)s AND id = calls.post_id
    AND urgent_until > statement_timestamp())
  ORDER BY created DESC, id DESC LIMIT %(limit)s) UNION ALL """


@dataclass(frozen=True)
class Page:
    """`rows` as in COLUMNS; `older` is the moment to ask on from, empty at the end; `until` is the newest moment shown."""

    rows: list[dict]
    older: str
    until: str
    unread: int
    counts: dict  # the numbers in the frame
    first: bool = True  # not a page of older ones


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def title_of(post: Post) -> str:
    """What a post is called where it is only mentioned: its title, or its first line."""
    return called(post.title, post.body)


def called(title: str, body: str) -> str:
    """The same, from its words. A first line that is a whole sentence lets its point go: it stands in quotation marks in ours."""
    return shortened(title or body.strip().partition("\n")[0].rstrip("."), TITLE)


def unread(standing: MemberStanding) -> int:
    """How many rows wait; 99 stands for more."""
    waiting = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member, read_at=None)
    return waiting[:99].count()


def page(standing: MemberStanding, before: str = "") -> Page:
    """One page of the bell: rows older than the moment `before` (ISO 8601; nonsense is the first page).

    What was withdrawn, is held, or comes from somebody now blocked is left out.
    """
    extra, moment = counts(), _moment(before)
    values = {"here": standing.here, "me": standing.member, "limit": ON_A_PAGE + 1, "read": READ, "before": moment}
    values |= {"call": CALL, "called": now() - LASTS, "lost": LOST}
    counted = "".join(f"({one}), " for one in extra.values())
    sql = PAGE.format(counts=counted, before="AND created < %(before)s" if moment else "", calling="" if moment else CALLING)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    numbers = dict(zip(extra, rows[0], strict=False))
    found = [dict(zip(COLUMNS, row[len(extra) :], strict=True)) for row in rows if row[len(extra)] is not None]
    calling, newest = [row for row in found if row["top"]], [row for row in found if not row["top"]]
    older = _iso(newest[ON_A_PAGE - 1]["created"]) if len(newest) > ON_A_PAGE else ""
    on_top = {row["id"] for row in calling}
    shown = calling + [row for row in newest[:ON_A_PAGE] if row["id"] not in on_top]
    new = sum(1 for row in shown if not row["read"])
    hidden = {str(member) for member in standing.hidden}
    readable = [row for row in shown if row["actor_id"] not in hidden and whole(row)]
    return Page(readable, older, _iso(newest[0]["created"]) if newest else "", new, numbers, moment is None)


def whole(row: dict) -> bool:
    """Whether all a row speaks of can still be read."""
    there = (row["post_there"] or not row["post_id"]) and (row["comment_there"] or not row["comment_id"])
    return there and (row["group_name"] is not None or not row["group_id"])


def _iso(moment: str) -> str:
    """A moment of the database as browsers and our forms read it; the database speaks UTC."""
    return moment.replace(" ", "T").replace("+00", "Z")


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None  # well formed, but no such day
    return moment if moment is not None and moment.tzinfo else None
