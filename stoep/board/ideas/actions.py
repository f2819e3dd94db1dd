"""Proposing, standing behind it, saying that it happens."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..actions import edit_post, publish_post
from ..models import Backing, Idea, Post
from ..rules import may_change
from .finding import locked_idea, voided


@transaction.atomic
def propose_idea(member: MemberStanding, *, act: UUID, said: dict, needs: str) -> Post:
    """Tell the neighbours what one would like to do with them. `said`: as publish_post takes it. Raises NotAllowed."""
    post = publish_post(member, kind=Post.Kind.IDEA, act=act, **said)
    Idea.objects.bulk_create([Idea(neighbourhood_id=member.here, post_id=post.id, needs=needs)], ignore_conflicts=True)
    return post


@transaction.atomic
def edit_idea(member: MemberStanding, *, post: UUID, said: dict, needs: str) -> Post:
    """Change one's own text about it. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    Idea.objects.filter(neighbourhood=member.here, post_id=post).update(needs=needs)
    return found


@transaction.atomic
def back_idea(member: MemberStanding, *, post: UUID, answer: str) -> str:
    """"join", "like", or "" for neither. Twice the same is once. Raises NotAllowed, DoesNotExist."""
    if answer and answer not in Backing.Answer.values:
        raise ValueError(f"no such answer: {answer!r}")
    found, _idea = locked_idea(member, post)
    mine = Backing.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    if (mine.values_list("answer", flat=True).first() or "") == answer:
        return answer
    if not answer:
        mine.delete()
    else:
        may_write(member).insist()
        if not mine.update(answer=answer, at=now()):
            Backing(neighbourhood_id=member.here, post_id=post, member_id=member.member, answer=answer).save(force_insert=True)
    voided(member, found)
    record(member, "back_idea", post, answer=answer)
    return answer


@transaction.atomic
def carry_idea(member: MemberStanding, *, post: UUID, happens: bool) -> Idea:
    """It happens; or, said too soon, it does not yet. Its author's to say. Raises NotAllowed, DoesNotExist."""
    found, idea = locked_idea(member, post)
    may_change(member, found).insist()
    if bool(idea.happens_at) != happens:
        idea.happens_at = now() if happens else None
        idea.save(update_fields=["happens_at"])
        voided(member, found)
        record(member, "carry_idea", post, happens=happens)
    return idea
