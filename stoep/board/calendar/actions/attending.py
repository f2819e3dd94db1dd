"""Coming, perhaps, or not."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ...models import Attendance, Backing
from ..finding import locked_event, voided
from ..rules import may_attend


@transaction.atomic
def attend_event(member: MemberStanding, *, post: UUID, answer: str) -> str:
    """Say whether one comes: "going", "interested", or "" for neither. Twice the same is once. Raises NotAllowed."""
    found, event = locked_event(member, post)
    if answered(member, of=Attendance, post=post, answer=answer, may=lambda: may_attend(member, event)):
        voided(member, found)
        record(member, "attend_event", post, answer=answer)
    return answer


def answered(member: MemberStanding, *, of: type[Attendance | Backing], post: UUID, answer: str, may: Callable) -> bool:
    """Write one's one answer to a post, "" for none; whether that is new. `may()` is the rule, and asked only of whoever does not take
    an answer back. In an act on the post, which the caller holds. Raises NotAllowed, and ValueError for an answer there is not."""
    if answer and answer not in of.Answer.values:
        raise ValueError(f"no such answer: {answer!r}")
    mine = of.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    before = mine.values_list("answer", flat=True).first() or ""
    if before == answer:
        return False
    if not answer:
        mine.delete()
    else:
        may().insist()
        if not mine.update(answer=answer, at=now()):
            of(neighbourhood_id=member.here, post_id=post, member_id=member.member, answer=answer).save(force_insert=True)
    return True
