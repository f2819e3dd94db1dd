"""Answering, changing an answer, taking it back."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..counting import recount
from ..mentions import named_in
from ..models import Comment, Post
from ..nearby.marks import guest_marks
from ..rules import may_change, may_comment, may_edit
from ..search import vector_of
from .once import written_before


@transaction.atomic
def comment_post(
    member: MemberStanding, *, post: UUID, body: str, act: UUID, parent: UUID | None = None, mention: Collection[UUID] = ()
) -> Comment:
    """Answer a post, or (one level deep) a remark under it. The same `act` twice is one remark. Raises NotAllowed.

    `mention`: neighbours chosen from the list while typing; they decide who is meant where two have one name.
    """
    found = Post.objects.visible_to(member).select_for_update(no_key=True).get(id=post)
    above = Comment.objects.visible_to(member).get(post_id=post, id=parent) if parent else None
    comment = Comment(
        neighbourhood_id=member.here, post_id=post, author_id=member.member, body=body, language=member.language, created=now(), act=act,
        parent_id=above and (above.parent_id or above.id), vector=vector_of(member.language, "", body),
        mentions=named_in(member, body, mention), **guest_marks(member, found),
    )  # fmt: skip
    if earlier := written_before(comment, may_comment(member, found)):
        return earlier
    recount(member.here, post)
    record(member, "comment_post", comment.id, post=post, answers=above.id if above else None)
    return comment


def _own(member, comment: UUID, may=may_change) -> Comment:
    found = Comment.objects.select_for_update(no_key=True).get(neighbourhood=member.here, id=comment)
    may(member, found).insist()
    return found


@transaction.atomic
def edit_comment(member: MemberStanding, *, comment: UUID, body: str, mention: Collection[UUID] = ()) -> Comment:
    """Change one's own remark; it then says *edited*. Raises NotAllowed."""
    found = _own(member, comment, may_edit)
    found.body, found.edited_at, found.vector = body, now(), vector_of(found.language, "", body)
    found.mentions = named_in(member, body, [*found.mentions.values(), *mention])
    found.save(update_fields=["body", "edited_at", "vector", "mentions"])
    record(member, "edit_comment", found.id)
    return found


@transaction.atomic
def withdraw_comment(member: MemberStanding, *, comment: UUID) -> Comment:
    """Take one's own remark back. Answers to it stay. Raises NotAllowed."""
    found = _own(member, comment)
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])
    Post.objects.near(member).select_for_update(no_key=True).get(id=found.post_id)
    recount(member.here, found.post_id)
    record(member, "withdraw_comment", found.id)
    return found
