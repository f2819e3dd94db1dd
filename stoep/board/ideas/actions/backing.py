"""Joining an idea, liking it, taking on what it needs."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import Clockwork, MemberStanding

from ...actions import locked_post
from ...calendar.actions.attending import answered
from ...calendar.actions.bringing import brought
from ...calendar.finding import voided
from ...models import Backing
from ..finding import locked_idea
from ..rules import may_back, may_take


@transaction.atomic
def back_idea(member: MemberStanding, *, post: UUID, answer: str) -> str:
    """Say that one "joins", or "likes" it and would come; "" takes it back. Twice the same is once. Raises NotAllowed."""
    found, idea = locked_idea(member, post)
    if answered(member, of=Backing, post=post, answer=answer, may=lambda: may_back(member, found, idea)):
        voided(member, found)
        record(member, "back_idea", post, answer=answer)
    return answer


@transaction.atomic
def take_need(member: MemberStanding, *, post: UUID, need: UUID, takes: bool) -> bool:
    """Take on something it needs, or not after all. Returns whether one has it now. Raises NotAllowed, DoesNotExist."""
    found, idea = locked_idea(member, post)
    if brought(member, post=post, need=need, brings=takes, may=lambda wanted, others: may_take(member, idea, wanted, others)):
        voided(member, found)
        record(member, "take_need", post, need=need, takes=takes)
    return takes


@transaction.atomic
def end_backings(keeper: Clockwork, member: UUID) -> int:
    """Somebody moved away: they are counted nowhere here any more. Returns for how many ideas. Run twice, it does it once."""
    theirs = Backing.objects.filter(neighbourhood=keeper.here, member_id=member)
    posts = sorted(theirs.values_list("post_id", flat=True))
    for post in posts:
        voided(keeper, locked_post(keeper, post))
    theirs.delete()
    return len(posts)
