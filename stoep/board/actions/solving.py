"""A question that has its answer: who looks for the same later finds it first (search.py)."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..models import Post
from ..rules import may_solve
from ..urgent.actions import call_off
from .versions import locked_post, void_card


@transaction.atomic
def solve_question(member: MemberStanding, *, post: UUID, solved: bool) -> Post:
    """One's question is answered; or, said too soon, it is not. Said twice is said once. Raises NotAllowed."""
    found = locked_post(member, post)
    may_solve(member, found).insist()
    if bool(found.solved_at) != solved:
        save_solved(member, found, solved)
        record(member, "solve_question", post, solved=solved)
    return found


def save_solved(member: MemberStanding, post: Post, solved: bool) -> None:
    """Whatever the kind: whoever asked has what they asked for, or not after all. The caller holds the post and asked its own rule."""
    post.solved_at = now() if solved else None
    void_card(member, post)
    post.save(update_fields=["solved_at", "version"])
    if solved:
        call_off(member, post)
