"""Saying something, and taking it back."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.live import announce_to
from stoep.lib.standings import MemberStanding

from ..finding import people_of
from ..models import Conversation, Marker, Message, Waiting
from ..rules import may_answer_there, may_change, may_send
from .pictures import attach


@transaction.atomic
def send_message(
    member: MemberStanding, *, conversation: UUID, body: str, act: UUID, pictures: list[UUID] = (), times: list[datetime] = ()
) -> Message:
    """Say something to everybody who takes part. The same `act` twice is one message. Raises NotAllowed.

    The conversation is locked meanwhile: messages follow each other, and an open page that asks for what is new misses none.
    """
    talk = Conversation.objects.of(member).select_for_update().get(id=conversation)
    act = uuid5(member.member, str(act))
    if earlier := Message.objects.filter(neighbourhood=member.here, act=act).first():
        return earlier
    may_answer_there(talk, people_of(member, talk)).insist()
    may_send(member).insist()
    moment = now()
    message = Message(
        neighbourhood_id=member.here, id=uuid7(), conversation_id=talk.id, members=talk.present, author_id=member.member, body=body,
        times=list(times), created=moment, changed_at=moment, act=act,
    )  # fmt: skip
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # the same form in another conversation, in the same moment
        return Message.objects.get(neighbourhood=member.here, act=act)
    attach(member, message, pictures)
    Conversation.objects.filter(neighbourhood=member.here, id=talk.id).update(last_at=moment, last_id=message.id)
    _tell(member, talk, message)
    record(member, "send_message", message.id, conversation=talk.id)
    return message


def _tell(member, talk, message) -> None:
    """A row for each who has it unread, a word to every page they have open; for oneself it is read."""
    here = {"neighbourhood_id": member.here, "conversation_id": talk.id}
    hearing = [ident for ident in talk.present if ident != member.member and ident not in member.hidden]
    rows = [Waiting(**here, member_id=ident, by_id=member.member, since=message.created) for ident in hearing]
    Waiting.objects.bulk_create(rows, ignore_conflicts=True)
    read(member, talk.id, message.id)
    announce_to(member.here, [member.member, *hearing])


def read(member: MemberStanding, conversation: UUID, up_to: UUID) -> None:
    """Nothing waits here any more for this member."""
    here = {"neighbourhood_id": member.here, "member_id": member.member, "conversation_id": conversation}
    Waiting.objects.filter(**here).delete()
    if not Marker.objects.filter(**here).update(read_id=up_to):
        Marker.objects.bulk_create([Marker(**here, read_id=up_to)], ignore_conflicts=True)


@transaction.atomic
def withdraw_message(member: MemberStanding, *, message: UUID) -> Message:
    """Take one's own words back: they and their pictures are gone for everybody; that something was said stays. Raises NotAllowed."""
    found = Message.objects.select_for_update().get(neighbourhood=member.here, id=message)
    may_change(member, found).insist()
    found.body, found.times, found.answers, found.withdrawn_at = "", [], {}, now()
    found.changed_at = found.withdrawn_at
    found.save(update_fields=["body", "times", "answers", "withdrawn_at", "changed_at"])
    announce_to(member.here, found.members)
    record(member, "withdraw_message", found.id, conversation=found.conversation_id)
    return found
