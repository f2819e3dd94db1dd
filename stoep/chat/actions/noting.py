"""A note between the messages of a group: somebody was asked in, left, or gave it another name. So everybody sees who reads along.

It is no message: nothing waits because of it, nobody is mailed or called, and the list of conversations goes by what was said. The new name
is not in it: words that stay and that nobody can report or take back have no place there.
"""

from uuid import UUID

from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.standings import MemberStanding

from ..models import Conversation, Message


def note(member: MemberStanding, group: Conversation, kind: Message.Kind, readers: list[UUID], whom: UUID | None = None) -> None:
    """Put it in, for these readers; the group is locked. One new name right after another is one note. Into the talk of a group of the
    board nothing: who is in that group, and its name, stand on its own page."""
    if group.group_id or (kind == Message.Kind.NAMED and _named_last(member, group)):
        return
    moment = now()
    Message(
        neighbourhood_id=member.here, id=uuid7(), conversation_id=group.id, members=readers, author_id=member.member, kind=kind,
        whom_id=whom, created=moment, changed_at=moment,
    ).save(force_insert=True)  # fmt: skip


def _named_last(member: MemberStanding, group: Conversation) -> bool:
    """Whether the newest row is this member's note of a new name."""
    newest = Message.objects.filter(neighbourhood=member.here, conversation_id=group.id).order_by("-id").first()
    return newest is not None and newest.kind == Message.Kind.NAMED and newest.author_id == member.member
