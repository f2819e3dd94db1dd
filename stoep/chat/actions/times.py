"""Two times to choose from, answered with one tap."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import announce_to
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..models import Message, Waiting
from ..rules import may_choose
from .sending import send_message

NEITHER = "no"
CHOICES = ("0", "1", NEITHER)  # the first, the second


def propose_times(member: MemberStanding, *, conversation: UUID, times: list[datetime], body: str, act: UUID) -> Message:
    """A message with two moments in it. Raises NotAllowed."""
    if len(set(times)) != 2:
        raise ValueError("two different times, no more and no fewer")
    return send_message(member, conversation=conversation, body=body, act=act, times=sorted(times))


@transaction.atomic
def answer_proposal(member: MemberStanding, *, message: UUID, choice: str) -> Message:
    """Choose; another choice takes its place. The one who proposed is told. Raises NotAllowed."""
    if choice not in CHOICES:
        raise ValueError(f"no such choice: {choice!r}")
    found = Message.objects.select_for_update().get(neighbourhood=member.here, id=message)
    may_choose(member, found).insist()
    if found.answers.get(str(member.member)) == choice:
        return found
    if choice != NEITHER:
        may_write(member).insist()
    found.answers[str(member.member)], found.changed_at = choice, now()
    found.save(update_fields=["answers", "changed_at"])
    waits = Waiting(
        neighbourhood_id=member.here, conversation_id=found.conversation_id, member_id=found.author_id, by_id=member.member,
        since=found.changed_at,
    )  # fmt: skip
    Waiting.objects.bulk_create([waits], ignore_conflicts=True)
    announce_to(member.here, found.members)
    record(member, "answer_proposal", found.id, conversation=found.conversation_id, choice=choice)
    return found
