"""One SQL for a page of the board: posts, authors, the last of the talk, faces, stored cards, and what the frame needs."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from stoep.lib.shell import counts
from stoep.lib.standings import MemberStanding

from .narrowing import narrowed

SIZE = 10  # about a week of a neighbourhood
TALK = 2  # remarks shown under a post on the board; the rest is folded

COLUMNS = ("id", "author_id", "created", "minute", "fresh", "edited", "version", "kind", "language", "comments_on", "pinned",
           "name", "street", "photo", "badge", "ambassador", "nearby", "reaches", "group_id", "group", "group_kind", "html",
           "urgent", "talk_count", "talk", "faces", "my_face", "picks")  # fmt: skip

# What comes from next door, for who reads that; asked only where a copy is met.
NEARBY = """(nearby_from IS NULL OR (SELECT reads_nearby FROM membership_member WHERE neighbourhood_id = %(here)s AND id = %(me)s))"""
# Why it is urgent; "over" where its author said so before its day was out (urgent/): what was feared still stands there.
POSTS = """SELECT id, author_id, created, edited_at, version, kind, language, comments_on, talk_count, faces, group_id, {pinned} AS pinned,
 nearby_from, reach_at, CASE WHEN urgent_until > statement_timestamp() THEN urgent
 WHEN urgent_until < created + interval '24 hours' AND kind IN ('message', 'announcement') AND NOT urgent_lowered THEN 'over' END AS urgent
 FROM board_post WHERE neighbourhood_id = %(here)s AND withdrawn_at IS NULL AND held_at IS NULL AND {nearby}
 {filters} ORDER BY created DESC, id DESC LIMIT %(limit)s"""

# Every sub-query names the neighbourhood as a constant: one shard, and every index begins with it. Ids and moments come as text, moments
# also as minutes since 1970, the talk and the faces as JSON in text: making objects of them is what a page of Python spends its time on.
PAGE = """WITH frame AS MATERIALIZED (SELECT name, photo, ambassador, reads_nearby{muted}{counts},
  (SELECT seen_at FROM board_lastseen WHERE neighbourhood_id = %(here)s AND member_id = %(me)s) AS seen_at
 FROM membership_member WHERE neighbourhood_id = %(here)s AND id = %(me)s), page AS MATERIALIZED ({posts})
SELECT frame.name, frame.photo, frame.ambassador{named}, page.id::text, page.author_id::text, page.created::text,
 floor(date_part('epoch', page.created) / 60)::bigint, page.created > frame.seen_at, page.edited_at IS NOT NULL,
 page.version, page.kind, page.language, page.comments_on, page.pinned, m.name, CASE WHEN m.shielded THEN '' ELSE m.street END,
 CASE WHEN m.state <> 'gone' THEN m.photo END, m.badge, m.ambassador, page.nearby_from, page.reach_at IS NOT NULL,
 g.id::text, g.name, g.kind,
 (SELECT html FROM board_card card WHERE card.neighbourhood_id = %(here)s AND card.post_id = page.id AND card.language = %(language)s
   AND card.release = %(release)s AND card.version = page.version),
 page.urgent, {numbers},
 (SELECT r.face FROM board_reaction r WHERE r.neighbourhood_id = %(here)s AND r.post_id = page.id AND r.member_id = %(me)s),
 {picks}
FROM frame LEFT JOIN page ON true
LEFT JOIN LATERAL (SELECT * FROM membership_member a WHERE a.neighbourhood_id = %(here)s AND a.id = page.author_id LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT * FROM board_group b WHERE b.neighbourhood_id = %(here)s AND b.id = page.group_id AND b.held_at IS NULL
 LIMIT 1) g ON true
ORDER BY page.pinned DESC, page.created DESC, page.id DESC"""

# One's own vote; asked only where polls are met (`_polled`): a table more in the statement costs each page a twentieth of a millisecond.
PICKS = """CASE WHEN page.kind = 'poll' THEN (SELECT array_to_string(v.picks, ',') FROM board_vote v
   WHERE v.neighbourhood_id = %(here)s AND v.post_id = page.id AND v.member_id = %(me)s) END"""
_polled: set[int] = set()  # neighbourhoods on whose pages this process met a poll
STANDS = "c.neighbourhood_id = %(here)s AND c.post_id = page.id AND c.withdrawn_at IS NULL AND c.held_at IS NULL"
NOT_HIDDEN = "author_id <> ALL (%(hidden)s)"
# The database hands out what has expired to its author alone; they meet it on its own page, not on the board.
LASTS = " AND (expires_at IS NULL OR expires_at > now())"
# Asked once a page, and only where a group has said something at all.
MUTED = """ARRAY(SELECT w.group_id FROM board_groupwish w
 WHERE w.neighbourhood_id = %(here)s AND w.member_id = %(me)s AND w.muted)"""
NOT_MUTED = f"(group_id IS NULL OR group_id <> ALL ({MUTED}))"
# The same for a page that has asked its reader's row already (PAGE's `frame`).
READS_NEARBY = "(nearby_from IS NULL OR (SELECT reads_nearby FROM frame))"
HEARD = "(group_id IS NULL OR group_id <> ALL ((SELECT muted FROM frame)::uuid[]))"
# The last of the talk, newest first: the index gives it in this order, so nothing is sorted.
TALK_OF = """CASE WHEN page.talk_count > 0 THEN (SELECT json_agg(json_build_array(t.id, t.author_id, t.created,
   floor(date_part('epoch', t.created) / 60)::bigint, t.edited_at IS NOT NULL, t.language, t.parent_id, t.body, t.mentions,
   t.name, t.photo, t.badge, t.ambassador))::text
  FROM (SELECT c.*, w.name, CASE WHEN w.state <> 'gone' THEN w.photo END AS photo, w.badge, w.ambassador
         FROM board_comment c JOIN membership_member w ON w.neighbourhood_id = %(here)s AND w.id = c.author_id
         WHERE {stands} ORDER BY c.created DESC LIMIT %(talk)s) t) END"""
# What a post keeps of its talk and faces (counting.py) goes for everybody but those with a block: for them it is counted.
KEPT = f"page.talk_count, {TALK_OF.format(stands=STANDS)}, page.faces::text"
VISIBLE = f"{STANDS} AND c.{NOT_HIDDEN}"
# Counting the faces is dear: done only where one of the hidden gave one.
OF_POST = "FROM board_reaction r WHERE r.neighbourhood_id = %(here)s AND r.post_id = page.id AND r.member_id"
COUNTED = f"""(SELECT count(*) FROM board_comment c WHERE {VISIBLE}), {TALK_OF.format(stands=VISIBLE)},
 CASE WHEN EXISTS (SELECT {OF_POST} = ANY (%(hidden)s)) THEN (SELECT jsonb_object_agg(f.face, f.n)::text
   FROM (SELECT r.face, count(*) AS n {OF_POST} <> ALL (%(hidden)s) GROUP BY r.face) f) ELSE page.faces::text END"""  # noqa: S608


@dataclass(frozen=True)
class Frame:
    """What the page around the posts shows of its reader."""

    name: str
    photo: str
    ambassador: bool
    counts: dict


@dataclass(frozen=True)
class Page:
    frame: Frame
    posts: list[dict]
    more: bool


def page(member: MemberStanding, language: str, release: str, *, before=None, ids=None, post=None, **wanted) -> Page:
    """A page of the board, newest first. Talk and faces of a page of many are JSON still: `read` makes lists of them where they are needed.

    `wanted`: kind, topic, period, solved, group (narrowing.py). `before`: (created, id) of the last post of the page before. `ids`: these
    posts instead (search results). `post`: this one, with its whole talk; the page's `posts` is empty when it is not there for this
    reader. Groups that the reader muted are left out, unless they are asked for.
    """
    values = {"here": member.here, "me": member.member, "language": language, "release": release, "limit": SIZE + 1, "talk": TALK}
    if member.hidden:
        values["hidden"] = list(member.hidden)
    muted = ids is None and not post and not wanted.get("group")
    filters, pinned = _filters(values, before, ids, post, wanted)
    shape, polled = (filters, pinned, bool(member.hidden), muted), member.here in _polled
    found = _asked(values, *shape, polled)
    if not polled and any(row["kind"] == "poll" for row in found.posts):
        _polled.add(member.here)
        found = _asked(values, *shape, True)
    if post:
        read(found.posts)
    return found


def _asked(values: dict, *shape) -> Page:
    with connection.cursor() as cursor:
        cursor.execute(_statement(*shape), values)
        return _page(cursor.fetchall(), list(counts()), values["limit"])


@lru_cache(maxsize=64)
def _statement(filters: str, pinned: bool, counted: bool, muted: bool, polled: bool) -> str:
    """The SQL of one kind of page. `counted`: for somebody with a block; `muted`: without the groups this reader muted; `polled`: with
    one's own votes."""
    hidden = (f" AND {NOT_HIDDEN}" if counted else "") + (f" AND {HEARD}" if muted else "")
    filters = hidden + filters
    posts = POSTS.format(filters=filters, pinned="false", nearby=READS_NEARBY)
    if pinned:
        fresh = POSTS.format(filters=f"{filters} AND (pinned_until IS NULL OR pinned_until < now())", pinned="false", nearby=READS_NEARBY)
        held_up = POSTS.format(filters=f"{hidden} AND pinned_until >= now(){LASTS}", pinned="true", nearby=READS_NEARBY)
        posts = f"({held_up}) UNION ALL ({fresh})"
    extra = counts()
    counting, named = (f", ({one}) AS {name}" for name, one in extra.items()), (f", frame.{name}" for name in extra)
    numbers, picks = COUNTED if counted else KEPT, PICKS if polled else "NULL"
    asked = f", {MUTED} AS muted" if muted else ""
    return PAGE.format(posts=posts, numbers=numbers, picks=picks, muted=asked, counts="".join(counting), named="".join(named))


def _filters(values, before, ids, post, wanted):
    filters = narrowed(values, **wanted) + ("" if post else LASTS)
    if before:
        filters, values["created"], values["id"] = " AND (created, id) < (%(created)s, %(id)s)", before[0], before[1]
    if ids is not None:
        filters, values["ids"] = filters + " AND id = ANY (%(ids)s)", list(ids)
    if post:
        filters, values["post"], values["talk"] = " AND id = %(post)s", post, 1000
    return filters, not (before or any(wanted.values()) or ids is not None or post)


def _page(rows, names, limit):
    if not rows:  # no such member: the door would not have let us come here
        raise LookupError("no member behind this standing")
    head = 3 + len(names)
    first = rows[0]
    frame = Frame(*first[:3], dict(zip(names, first[3:head], strict=True)))
    posts = [dict(zip(COLUMNS, row[head:], strict=True)) for row in rows if row[head] is not None]
    plain = [p for p in posts if not p["pinned"]]
    more = len(plain) >= limit
    return Page(frame, posts[:-1] if more else posts, more)


def read(posts: list[dict]) -> None:
    """The talk, oldest first, and the faces of these posts, out of the database's JSON: all of their talk in one reading."""
    talks = json.loads(f"[{','.join([post['talk'] or '[]' for post in posts])}]")
    for post, talk in zip(posts, talks, strict=True):
        post["talk"], post["faces"] = talk[::-1], json.loads(post["faces"]) if post["faces"] else {}


def newer(member: MemberStanding, than: datetime, most: int = 99) -> int:
    """How many posts are newer, of others than the reader. The tiny question open pages ask again and again."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FROM (SELECT 1 FROM board_post WHERE neighbourhood_id = %(here)s AND created > %(than)s
              AND {NOT_MUTED} AND {NEARBY}
              AND author_id <> %(me)s AND withdrawn_at IS NULL AND held_at IS NULL AND author_id <> ALL (%(hidden)s) LIMIT %(most)s) n""",  # noqa: S608
            {"here": member.here, "than": than, "me": member.member, "hidden": list(member.hidden), "most": most},
        )
        return cursor.fetchone()[0]


def after_marker(text: str) -> tuple[datetime, uuid.UUID] | None:
    """A page marker from an address: "<moment>~<id>". None where it is none of ours."""
    moment, _, ident = text.partition("~")
    try:
        return parse_moment(moment), uuid.UUID(ident)
    except ValueError:
        return None


def parse_moment(text: str) -> datetime:
    """A moment as our pages write it, with its offset. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset is none")
    return moment


def marker(post: dict) -> str:
    """The other way round; all its letters may stand in an address as they are. The database speaks UTC."""
    return f"{post['created'].replace(' ', 'T').replace('+00', 'Z')}~{post['id']}"


def parse_id(text: str) -> uuid.UUID | None:
    """An id from an address; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
