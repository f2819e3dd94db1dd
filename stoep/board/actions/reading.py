"""Small acts: a face under a post, and up to where one has read."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..counting import recount
from ..models import LastSeen, Post, Reaction
from ..rules import may_react
from ..words import FACES


@transaction.atomic
def react_post(member: MemberStanding, *, post: UUID, face: str) -> str:
    """Put one's face under a post, change it, or (the same again) take it back. Returns the face that stands now, or ''. Raises
    NotAllowed."""
    if face not in FACES:
        raise ValueError(f"no such face: {face!r}")
    Post.objects.visible_to(member).select_for_update(no_key=True).get(id=post)
    mine = Reaction.objects.select_for_update().filter(neighbourhood=member.here, post_id=post, member_id=member.member).first()
    if mine and mine.face == face:
        mine.delete()
        recount(member.here, post)
        record(member, "react_post", post, face="")
        return ""
    may_react(member).insist()
    Reaction.objects.bulk_create(
        [Reaction(neighbourhood_id=member.here, post_id=post, member_id=member.member, face=face)],
        update_conflicts=True, unique_fields=["neighbourhood", "post_id", "member_id"], update_fields=["face"],
    )  # fmt: skip
    recount(member.here, post)
    record(member, "react_post", post, face=face)
    return face


def mark_seen(member: MemberStanding, *, up_to: datetime) -> None:
    """Remember up to where this member has read; never backwards, never into the future. Not an act others hear of: no line."""
    up_to = min(up_to, now())
    row = LastSeen.objects.filter(neighbourhood=member.here, member_id=member.member)
    if not row.filter(seen_at__gte=up_to).exists() and not row.update(seen_at=up_to):
        LastSeen.objects.bulk_create(
            [LastSeen(neighbourhood_id=member.here, member_id=member.member, seen_at=up_to)], ignore_conflicts=True
        )
