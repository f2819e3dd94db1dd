"""Neighbours through the standing. Shielded ones stand in no list and are found by no word; whom a block hides is not there at all."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member
from stoep.membership.seeking import ASKED

from ..skills import keys_for

SIZE = 24  # neighbours on a page
SKILLS, OFFERS, SAID = 3, 6, 4  # of each on a line or a page
ROW = ("id", "name", "street", "photo", "badge", "ambassador", "gives", "skills")

# Word for word what the indexes of Member are made for (models.LISTED).
LISTED = """m.neighbourhood_id = %(here)s AND m.state = 'active' AND NOT m.shielded AND NOT (m.kind = 'town')
 AND m.id <> ALL (%(hidden)s)"""
LIST = """SELECT m.id::text, m.name, m.street, m.photo, m.badge, m.ambassador, m.gives,
 ARRAY(SELECT s.skill FROM care_skilloffer s WHERE s.neighbourhood_id = %(here)s AND s.member_id = m.id
  ORDER BY s.since, s.id LIMIT {most_skills})
FROM membership_member m WHERE {listed} {filters} ORDER BY m.folded, m.id LIMIT {most}"""
# The cast: a small number is sent as a smallint, which the index (unlike a B-tree) does not compare with a bigint.
FOUND = f"""m.id = ANY (ARRAY(
 SELECT f.id FROM membership_member f WHERE f.neighbourhood_id = %(here)s::bigint AND f.sought @@ {ASKED}
 UNION SELECT s.member_id FROM care_skilloffer s WHERE s.neighbourhood_id = %(here)s AND s.skill = ANY (%(skills)s)))"""  # noqa: S608
AFTER = f"""(m.folded, m.id) > (SELECT m.folded, m.id FROM membership_member m WHERE {LISTED} AND m.id = %(after)s)"""  # noqa: S608
# From one street to the next by the index: as many looks as there are streets, however many live there.
STREETS = f"""WITH RECURSIVE s AS ((SELECT m.street FROM membership_member m WHERE {LISTED} AND m.street > '' ORDER BY m.street LIMIT 1)
 UNION ALL SELECT (SELECT m.street FROM membership_member m WHERE {LISTED} AND m.street > s.street ORDER BY m.street LIMIT 1)
  FROM s WHERE s.street IS NOT NULL)
SELECT street FROM s WHERE street IS NOT NULL"""  # noqa: S608
STANDS = """p.neighbourhood_id = %(here)s AND p.author_id = %(whose)s AND p.nearby_from IS NULL AND p.withdrawn_at IS NULL
 AND p.held_at IS NULL"""
POST = """p.id, p.kind, p.language, p.title, left(p.body, 120) AS body, floor(date_part('epoch', p.created) / 60)::bigint AS minute"""
PAGE = f"""SELECT
 ARRAY(SELECT s.skill FROM care_skilloffer s WHERE s.neighbourhood_id = %(here)s AND s.member_id = %(whose)s ORDER BY s.since, s.id),
 (SELECT json_agg(o) FROM (SELECT {POST} FROM board_post p
   JOIN board_thing t ON t.neighbourhood_id = %(here)s AND t.post_id = p.id AND t.closed_at IS NULL AND t.what <> 'look'
   WHERE {STANDS} ORDER BY p.created DESC LIMIT {OFFERS}) o),
 (SELECT json_agg(o) FROM (SELECT {POST} FROM board_post p WHERE {STANDS} ORDER BY p.created DESC LIMIT {SAID + OFFERS}) o)"""  # noqa: S608


@dataclass(frozen=True)
class Found:
    """A page of the list: rows as ROW, whether there are more, and the streets to choose from."""

    rows: list[dict]
    more: bool
    streets: tuple[str, ...]


def listed(member: MemberStanding, *, typed: str = "", street: str = "", after: UUID | None = None) -> Found:
    """Neighbours by name. `typed`: beginnings of words of their name, street, what they like; `after`: the last one of the page before."""
    values = {"here": member.here, "hidden": list(member.hidden), "typed": typed, "street": street, "after": after}
    filters = ["AND m.street = %(street)s"] if street else []
    if typed:
        values["skills"] = keys_for(typed, member.language)
        filters.append(f"AND {FOUND}")
    if after:
        filters.append(f"AND {AFTER}")
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(listed=LISTED, filters=" ".join(filters), most_skills=SKILLS, most=SIZE + 1), values)
        rows = [dict(zip(ROW, row, strict=True)) for row in cursor]
        cursor.execute(STREETS, values)
        streets = tuple(row[0] for row in cursor)
    return Found(rows[:SIZE], len(rows) > SIZE, streets)


@dataclass(frozen=True)
class Shared:
    """What a neighbour lets be seen beside name and words: keys of skills, open offers and what they said lately, newest first."""

    skills: tuple[str, ...] = ()
    offers: tuple[dict, ...] = ()
    said: tuple[dict, ...] = ()


def shared(member: MemberStanding, whose: Member) -> Shared:
    """One SQL. Of the shielded nothing, but for themselves: a page of theirs leads nowhere else."""
    if whose.shielded and whose.id != member.member:
        return Shared()
    with connection.cursor() as cursor:
        cursor.execute(PAGE, {"here": member.here, "whose": whose.id})
        skills, offers, said = cursor.fetchone()
    offered = {post["id"] for post in offers or ()}
    rest = [post for post in said or () if post["id"] not in offered] if whose.shows_said else []
    return Shared(tuple(skills), tuple(offers or ()), tuple(rest[:SAID]))
