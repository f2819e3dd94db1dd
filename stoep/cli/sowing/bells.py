"""Sowing the bell: what the last answers would have told the cast."""

from datetime import timedelta

from stoep.board.models import LastSeen
from stoep.notify.audiences import ANSWERED_POST, ANSWERED_REMARK
from stoep.notify.models import Notification

from .moments import seeded_uuid


def ring(talk, hoods: list) -> None:
    """Rows for answers of the last month to the cast; those older than two days have been read. And how far the cast has read."""
    mine = {(hood.place.id, member.id) for hood in hoods for member in hood.people.values()}
    by_id = {(p.neighbourhood_id, p.id): p for p in [*talk.posts, *talk.comments]}
    rows = []
    for comment in talk.comments:
        here = comment.neighbourhood_id
        above, verb = (by_id.get((here, comment.parent_id)), ANSWERED_REMARK) if comment.parent_id else (None, "")
        if above is None or above.author_id == comment.author_id:
            above, verb = by_id[here, comment.post_id], ANSWERED_POST
        if (
            (here, above.author_id) in mine
            and above.author_id != comment.author_id
            and comment.created > talk.now - timedelta(days=30)
        ):
            read = comment.created + timedelta(hours=5) if comment.created < talk.now - timedelta(days=2) else None
            rows.append(
                Notification(
                    neighbourhood_id=here, id=seeded_uuid(comment.created, "bell", above.author_id, comment.id), member_id=above.author_id,
                    verb=verb, post_id=comment.post_id, comment_id=comment.id, actor_id=comment.author_id, created=comment.created,
                    read_at=read, mailed_at=comment.created,
                )
            )  # fmt: skip
    Notification.objects.bulk_create(rows)
    seen = talk.now - timedelta(hours=30)
    LastSeen.objects.bulk_create(
        LastSeen(neighbourhood_id=place, id=seeded_uuid(seen, "seen", member), member_id=member, seen_at=seen)
        for place, member in sorted(mine, key=str)
    )
