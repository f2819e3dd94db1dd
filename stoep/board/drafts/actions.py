"""Keeping what is typed, throwing it away, and that it has been said."""

import json
from uuid import UUID

from django.db import connection, transaction

from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.standings import MemberStanding

from ..models import Draft
from .rules import drafts_of, may_keep

# One statement each, so that of a form that is kept and sent at the same moment the row knows in the end that it was said.
KEEP = """INSERT INTO board_draft AS d (neighbourhood_id, id, member_id, act, kind, typed, pictures, changed, said)
 VALUES (%(here)s, %(id)s, %(me)s, %(act)s, %(kind)s, %(typed)s, %(pictures)s::uuid[], %(now)s, false)
 ON CONFLICT (neighbourhood_id, member_id, act) DO UPDATE
 SET kind = excluded.kind, typed = excluded.typed, pictures = excluded.pictures, changed = excluded.changed
 WHERE NOT d.said RETURNING d.id"""
SAID = """INSERT INTO board_draft (neighbourhood_id, id, member_id, act, kind, typed, pictures, changed, said)
 VALUES (%(here)s, %(id)s, %(me)s, %(act)s, '', '{}', '{}', %(now)s, true)
 ON CONFLICT (neighbourhood_id, member_id, act) DO UPDATE
 SET kind = '', typed = '{}', pictures = '{}', changed = excluded.changed, said = true"""


@transaction.atomic
def keep_draft(member: MemberStanding, *, act: UUID, kind: str, typed: dict[str, list[str]], pictures: list[UUID]) -> UUID | None:
    """Keep what stands in a form now, instead of what was kept of it before. Returns the draft's id; None when the form was sent
    meanwhile and nothing is kept. Raises NotAllowed. No line in the journal: nobody else ever hears of it."""
    may_keep(member, act, typed).insist()
    with connection.cursor() as cursor:
        cursor.execute(KEEP, _values(member, act) | {"kind": kind, "typed": json.dumps(typed), "pictures": pictures})
        row = cursor.fetchone()
    return row and row[0]


def draft_said(member: MemberStanding, act: UUID) -> None:
    """What stood in this form is a post now. Part of publishing it."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, _values(member, act))


@transaction.atomic
def drop_draft(member: MemberStanding, *, draft: UUID) -> None:
    """Throw it away. A form that is still open somewhere keeps it no more. Raises DoesNotExist."""
    found: Draft = drafts_of(member).select_for_update().get(id=draft)
    draft_said(member, found.act)


def forget_draft(member: MemberStanding, *, act: UUID) -> None:
    """There is nothing in this form any more; it may be filled again."""
    drafts_of(member).filter(act=act).delete()


def _values(member, act):
    return {"here": member.here, "id": uuid7(), "me": member.member, "act": act, "now": now()}
