"""Coming, perhaps, or not."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ...models import Attendance
from ..finding import locked_event, voided
from ..rules import may_attend


@transaction.atomic
def attend_event(member: MemberStanding, *, post: UUID, answer: str) -> str:
    """Say whether one comes: "going", "interested", or "" for neither. Twice the same is once. Raises NotAllowed."""
    if answer and answer not in Attendance.Answer.values:
        raise ValueError(f"no such answer: {answer!r}")
    found, event = locked_event(member, post)
    mine = Attendance.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    before = mine.values_list("answer", flat=True).first() or ""
    if before == answer:
        return answer
    if not answer:
        mine.delete()
    else:
        may_attend(event).insist()
        if not mine.update(answer=answer, at=now()):
            Attendance(neighbourhood_id=member.here, post_id=post, member_id=member.member, answer=answer).save(force_insert=True)
    voided(member, found)
    record(member, "attend_event", post, answer=answer)
    return answer
