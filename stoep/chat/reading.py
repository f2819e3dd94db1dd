"""One SQL for the list of conversations, one for a page of messages. Each sub-query names the neighbourhood: one shard."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from stoep.lib.standings import MemberStanding

from .models import Conversation

ON_A_PAGE, CONVERSATIONS, NEWEST = 30, 20, 100
FACES = 3  # names and faces of a group shown in the list
# The number in the frame, as part of each page's one statement.
COUNT = """SELECT count(*) FROM (SELECT 1 FROM chat_waiting WHERE neighbourhood_id = %(here)s AND member_id = %(me)s LIMIT 99) unread"""

PEOPLE = """SELECT json_agg(json_build_array(p.id, p.name,
  CASE WHEN p.state <> 'gone' THEN p.photo END, p.state) ORDER BY p.name, p.id) FROM (
 SELECT w.* FROM membership_member w
 WHERE w.neighbourhood_id = %(here)s AND w.id = ANY (c.members) AND w.id <> %(me)s AND NOT w.id = ANY (c.gone)
  AND w.id <> ALL (%(hidden)s) ORDER BY w.state = 'gone', w.name, w.id LIMIT 31) p"""  # the talk of a group may hold two hundred
MINE = """neighbourhood_id = %(here)s AND members @> ARRAY[%(me)s::uuid] AND NOT gone @> ARRAY[%(me)s::uuid]
 AND (pair IS NULL OR NOT members && %(hidden)s::uuid[])"""
OWN = "neighbourhood_id = %(here)s AND member_id = %(me)s AND conversation_id = c.id"
EXTRA = f"""EXISTS (SELECT 1 FROM chat_waiting WHERE {OWN}), (SELECT muted_at IS NOT NULL FROM chat_marker WHERE {OWN})"""  # noqa: S608  ours

LIST = f"""WITH c AS MATERIALIZED (SELECT * FROM chat_conversation WHERE {MINE} {{before}} ORDER BY last_at DESC, id DESC LIMIT %(limit)s)
SELECT c.id::text, c.pair IS NOT NULL, c.title, c.last_at::text, floor(date_part('epoch', c.last_at) / 60)::bigint, {EXTRA},
 ({PEOPLE}), last.body, last.author_id::text, last.withdrawn_at IS NOT NULL, last.held_at IS NOT NULL, cardinality(last.times) > 0
FROM c LEFT JOIN LATERAL (SELECT * FROM chat_message m WHERE m.neighbourhood_id = %(here)s AND m.conversation_id = c.id
 AND m.kind = '' AND m.author_id <> ALL (%(hidden)s) ORDER BY m.id DESC LIMIT 1) last ON true
ORDER BY c.last_at DESC, c.id DESC"""  # noqa: S608  our own SQL

EARLIER = "AND (last_at, id) < (%(at)s, %(id)s)"
UNREAD = "AND id IN (SELECT conversation_id FROM chat_waiting WHERE neighbourhood_id = %(here)s AND member_id = %(me)s)"
HEAD = f"""SELECT c.id::text, c.pair IS NOT NULL, c.title, c.last_id::text, c.last_at::text, {EXTRA}, ({PEOPLE}), c.group_id::text
FROM chat_conversation c WHERE id = %(conversation)s AND {MINE}"""  # noqa: S608  our own SQL

MESSAGES = """SELECT m.id::text, m.author_id::text, floor(date_part('epoch', m.created) / 60)::bigint, m.changed_at::text,
 CASE WHEN m.held_at IS NULL THEN m.body ELSE '' END, m.withdrawn_at IS NOT NULL OR m.held_at IS NOT NULL, m.held_at IS NOT NULL,
 ARRAY(SELECT floor(date_part('epoch', t) / 60)::bigint FROM unnest(m.times) t WHERE m.held_at IS NULL), m.answers::json,
 w.name, CASE WHEN w.state <> 'gone' THEN w.photo END, w.badge, m.conversation_id::text, pictures.all, m.kind, m.whom_id::text,
 (SELECT whom.name FROM membership_member whom WHERE whom.neighbourhood_id = %(here)s AND whom.id = m.whom_id)
FROM (SELECT * FROM chat_message WHERE neighbourhood_id = %(here)s AND conversation_id = %(conversation)s
  AND author_id <> ALL (%(hidden)s) AND (whom_id IS NULL OR whom_id <> ALL (%(hidden)s)) {before} ORDER BY id DESC LIMIT %(limit)s) m
JOIN membership_member w ON w.neighbourhood_id = %(here)s AND w.id = m.author_id
LEFT JOIN LATERAL (SELECT json_agg(json_build_array(p.id, p.width, p.height) ORDER BY p.position) AS all FROM chat_sentpicture p
  WHERE p.neighbourhood_id = %(here)s AND p.message_id = m.id) pictures ON true
ORDER BY m.id"""

LINE = ("id", "two", "title", "last_at", "minute", "waiting", "muted", "people", "body", "author_id", "withdrawn", "held", "times")
TOP = ("id", "two", "title", "last_id", "last_at", "waiting", "muted", "people", "group")
SAID = ("id", "author_id", "minute", "changed", "body", "withdrawn", "held", "times", "answers", "name", "photo", "badge", "talk_id",
        "pictures", "kind", "whom_id", "whom")  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Rows as dictionaries; `more`: there is something before (or below) them."""

    rows: list[dict]
    more: bool


def _rows(sql: str, names: tuple, member: MemberStanding, **values) -> list[dict]:
    known = {"here": member.here, "me": member.member, "hidden": list(member.hidden)}
    with connection.cursor() as cursor:
        cursor.execute(sql, known | values)
        return [dict(zip(names, row, strict=True)) for row in cursor]


def conversations(member: MemberStanding, before=None, waiting: bool = False) -> Page:
    """One's conversations, the latest first. `before`: (moment, id) of the last one of the page before. `waiting`: only those with
    something unread."""
    values = {"limit": CONVERSATIONS + 1} | ({"at": before[0], "id": before[1]} if before else {})
    rows = _rows(LIST.format(before=UNREAD if waiting else EARLIER if before else ""), LINE, member, **values)
    return Page(rows[:CONVERSATIONS], len(rows) > CONVERSATIONS)


def head(member: MemberStanding, conversation: UUID) -> dict:
    """A conversation with who takes part, for a participant. Raises DoesNotExist."""
    found = _rows(HEAD, TOP, member, conversation=conversation)
    if not found:
        raise Conversation.DoesNotExist
    return found[0]


def messages(member: MemberStanding, conversation: UUID, before: UUID | None = None, most: int = ON_A_PAGE) -> Page:
    """The newest messages of a conversation, or those before one of them; oldest first, as they are read."""
    values = {"conversation": conversation, "limit": most + 1, "before": before}
    rows = _rows(MESSAGES.format(before="AND id < %(before)s" if before else ""), SAID, member, **values)
    return Page(rows[-most:], len(rows) > most)
