"""Letting a post reach next door, taking the copies back, and answering there as a guest."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..actions.once import written_before
from ..models import Comment, Post
from ..search import vector_of
from .carrying import carry_along
from .finding import copy_for, next_door
from .rules import may_answer, may_reach


@transaction.atomic
def reach_nearby(member: MemberStanding, *, post: UUID) -> Post:
    """Neighbours next door read it too, each neighbourhood in a copy with its own talk. Twice is once. Raises NotAllowed."""
    found = Post.objects.select_for_update().get(neighbourhood=member.here, id=post)
    places = next_door(member.here)
    may_reach(member, found, places).insist()
    found.reach, found.reach_at = [place.id for place in places], now()
    found.save(update_fields=["reach", "reach_at"])
    record(member, "reach_nearby", found.id, places=len(places))
    carry_along(found)
    return found


@transaction.atomic
def end_nearby(member: MemberStanding, *, post: UUID) -> Post:
    """The copies are taken back; here it stands. Twice is once."""
    found = Post.objects.select_for_update().get(neighbourhood=member.here, id=post, author_id=member.member)
    if found.reach_at:
        found.reach_at = None
        found.save(update_fields=["reach_at"])
        record(member, "end_nearby", found.id)
        carry_along(found)
    return found


@transaction.atomic
def answer_nearby(guest: MemberStanding, *, post: UUID, body: str, act: UUID, parent: UUID | None = None) -> Comment:
    """Answer in the talk under the copy of one's own post. The same `act` twice is one remark. Raises NotAllowed, DoesNotExist."""
    copy = _held(guest, post)
    above = Comment.objects.visible_to(guest).get(post_id=copy.id, id=parent) if parent else None
    remark = Comment(
        neighbourhood_id=guest.here, post_id=copy.id, author_id=guest.member, guest_id=guest.member, body=body, language=guest.language,
        created=now(), act=act, parent_id=above and (above.parent_id or above.id), vector=vector_of(guest.language, "", body),
    )  # fmt: skip
    if earlier := written_before(remark, may_answer(guest, copy)):
        return earlier
    _recount(copy)
    record(guest, "comment_post", remark.id, post=copy.id, answers=above.id if above else None)
    return remark


@transaction.atomic
def withdraw_nearby_answer(guest: MemberStanding, *, post: UUID, comment: UUID) -> None:
    """Take one's own remark there back. Raises DoesNotExist."""
    copy = _held(guest, post)
    mine = Comment.objects.visible_to(guest).filter(post_id=copy.id, author_id=guest.member)
    found = mine.select_for_update(no_key=True).get(id=comment)
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])
    _recount(copy)
    record(guest, "withdraw_comment", found.id)


def _held(guest, post: UUID) -> Post:
    found = copy_for(guest, post)
    return Post.objects.select_for_update(no_key=True).get(neighbourhood=guest.here, id=found.id)


def _recount(copy: Post) -> None:
    """Only the talk: of the faces under it a guest's role sees none (counting.py counts both)."""
    stands = Q(withdrawn_at=None, held_at=None)
    said = Comment.objects.filter(neighbourhood=copy.neighbourhood_id, post_id=copy.id).aggregate(n=Count("id", filter=stands))
    copy.talk_count = said["n"]
    copy.save(update_fields=["talk_count"])
