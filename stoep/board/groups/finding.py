"""Finding groups through the standing: the list, one group, one's own."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from stoep.lib.standings import MemberStanding

from ..models import Group, GroupMember
from .naming import alike, folded

SIZE = 30  # groups on a page of the list
FACES = 12  # members shown on a group's page

# Who is counted and named: who lives here now, is not shielded, and no block keeps apart from the reader.
SHOWN = """board_groupmember b JOIN membership_member m ON m.neighbourhood_id = %(here)s AND m.id = b.member_id
 WHERE b.neighbourhood_id = %(here)s AND b.group_id = g.id AND m.state = 'active' AND NOT m.shielded AND m.id <> ALL (%(hidden)s)"""
MINE = "(SELECT b.keeper FROM board_groupmember b WHERE b.neighbourhood_id = %(here)s AND b.group_id = g.id AND b.member_id = %(me)s)"
NEWEST = """(SELECT floor(date_part('epoch', p.created) / 60)::bigint FROM board_post p WHERE p.neighbourhood_id = %(here)s
 AND p.group_id = g.id AND p.withdrawn_at IS NULL AND p.held_at IS NULL AND p.author_id <> ALL (%(hidden)s)
 ORDER BY p.created DESC LIMIT 1)"""
WISH = "board_groupwish w WHERE w.neighbourhood_id = %(here)s AND w.group_id = g.id AND w.member_id = %(me)s"

LIST_COLUMNS = ("id", "name", "kind", "about", "members", "newest", "mine", "muted")
LIST = f"""SELECT g.id::text, g.name, g.kind, g.about, (SELECT count(*) FROM {SHOWN}), {NEWEST} AS newest, {MINE} IS NOT NULL AS mine,
 coalesce((SELECT w.muted FROM {WISH}), false)
FROM board_group g WHERE g.neighbourhood_id = %(here)s AND g.ended_at IS NULL AND g.held_at IS NULL {{looking}}
ORDER BY mine DESC, newest DESC NULLS LAST, g.folded LIMIT %(most)s OFFSET %(skip)s"""  # noqa: S608  our own names
LOOKING = "AND position(%(q)s IN g.folded || ' ' || lower(g.about)) > 0"

ONE_COLUMNS = ("id", "name", "kind", "about", "ended", "members", "keeper", "declined", "muted", "told", "kept", "faces", "idea")
ONE = f"""SELECT g.id::text, g.name, g.kind, g.about, g.ended_at IS NOT NULL, (SELECT count(*) FROM {SHOWN}),
 mine.keeper, mine.declined_at IS NOT NULL, coalesce(wish.muted, false), coalesce(wish.told, false),
 EXISTS (SELECT 1 FROM board_groupmember b JOIN membership_member m ON m.neighbourhood_id = %(here)s AND m.id = b.member_id
   WHERE b.neighbourhood_id = %(here)s AND b.group_id = g.id AND b.keeper AND m.state = 'active'),
 (SELECT json_agg(f) FROM (SELECT m.id, m.name, m.photo, m.badge, b.keeper FROM {SHOWN}
   ORDER BY b.keeper DESC, b.joined_at, b.id LIMIT %(faces)s) f),
 (SELECT json_build_object('id', p.id, 'title', p.title) FROM board_outcome o JOIN board_post p ON p.neighbourhood_id = %(here)s
   AND p.id = o.post_id WHERE o.neighbourhood_id = %(here)s AND o.group_id = g.id AND p.withdrawn_at IS NULL AND p.held_at IS NULL
   AND p.author_id <> ALL (%(hidden)s) LIMIT 1)
FROM board_group g
LEFT JOIN board_groupmember mine ON mine.neighbourhood_id = %(here)s AND mine.group_id = g.id AND mine.member_id = %(me)s
LEFT JOIN board_groupwish wish ON wish.neighbourhood_id = %(here)s AND wish.group_id = g.id AND wish.member_id = %(me)s
WHERE g.neighbourhood_id = %(here)s AND g.id = %(group)s AND g.held_at IS NULL"""  # noqa: S608  our own names


@dataclass(frozen=True)
class Found:
    """A page of the list; `many`: so many that looking for one helps."""

    groups: list[dict]
    more: bool


def groups_of(member: MemberStanding, q: str = "", page: int = 0) -> Found:
    """The groups that go on: one's own first, then those that said something last."""
    values = {"here": member.here, "me": member.member, "hidden": list(member.hidden), "most": SIZE + 1, "skip": page * SIZE}
    looked_for = folded(q)
    if looked_for:
        values["q"] = looked_for
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(looking=LOOKING if looked_for else ""), values)
        rows = [dict(zip(LIST_COLUMNS, row, strict=True)) for row in cursor]
    return Found(rows[:SIZE], len(rows) > SIZE)


def group_page(member: MemberStanding, group: UUID) -> dict:
    """All that a group's page says, but for its posts. `keeper`: None where the reader is not in it. Raises DoesNotExist."""
    values = {"here": member.here, "me": member.member, "hidden": list(member.hidden), "group": group, "faces": FACES}
    with connection.cursor() as cursor:
        cursor.execute(ONE, values)
        row = cursor.fetchone()
    if row is None:
        raise Group.DoesNotExist
    return dict(zip(ONE_COLUMNS, row, strict=True))


def group_for(member: MemberStanding, group: UUID) -> Group:
    """A group that is not put aside. Raises DoesNotExist."""
    return Group.objects.standing(member).get(id=group)


def locked_group(member: MemberStanding, group: UUID) -> Group:
    """The group, held until the act is written: acts on one come one after the other. Raises DoesNotExist."""
    return Group.objects.standing(member).select_for_update().get(id=group)


def own_group(member: MemberStanding, group: UUID) -> Group:
    """A group one keeps, while it goes on. Raises DoesNotExist."""
    kept = GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member, keeper=True)
    found = group_for(member, group)
    if found.ended_at or not kept.exists():
        raise Group.DoesNotExist
    return found


class Choice(NamedTuple):
    """A group one can write for."""

    id: UUID
    name: str


# Plain SQL: every form that says something asks it, and the ORM takes longer to write it than the database to answer.
MY_GROUPS = """SELECT id, name FROM board_group WHERE neighbourhood_id = %(here)s AND held_at IS NULL AND (id = %(also)s::uuid
 OR ended_at IS NULL AND id IN (SELECT group_id FROM board_groupmember WHERE neighbourhood_id = %(here)s AND member_id = %(me)s))
 ORDER BY folded"""


def my_groups(member: MemberStanding, also: UUID | None = None) -> list[Choice]:
    """Those one can write for, by name; in one statement. `also`: the one a post is for already, whether one is still in it or not."""
    with connection.cursor() as cursor:
        cursor.execute(MY_GROUPS, {"here": member.here, "me": member.member, "also": also})
        return [Choice(*row) for row in cursor.fetchall()]


def alike_groups(member: MemberStanding, name: str) -> list[Group]:
    """Groups that go on and could be meant by this name; the same name first, at most five."""
    sought = folded(name)
    found = [group for group in Group.objects.standing(member).filter(ended_at=None).order_by("folded") if alike(sought, group.folded)]
    return sorted(found, key=lambda group: group.folded != sought)[:5]


def members_of(member: MemberStanding, group: UUID) -> list[GroupMember]:
    """Who is in it, as neighbours may see them: keepers first, then who came first."""
    found = GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member__neighbourhood=member.here)
    found = found.filter(member__state="active", member__shielded=False).exclude(member_id__in=member.hidden)
    return list(found.select_related("member").order_by("-keeper", "joined_at", "id"))


def left_behind(member: MemberStanding, group: UUID) -> dict:
    """What becomes of a group when this keeper leaves. `kept`: somebody else keeps it too; `others`: how many others are in it, also the
    shielded; `people`: those of them whom the reader sees."""
    found = GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member__neighbourhood=member.here)
    others = found.filter(member__state="active").exclude(member_id=member.member)
    rows = list(others.select_related("member").order_by("joined_at", "id"))
    seen = [row for row in rows if not row.member.shielded and row.member_id not in member.hidden]
    return {"kept": any(row.keeper for row in rows), "others": len(rows), "people": seen}
