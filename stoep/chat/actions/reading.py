"""Up to where one has read, and whether one wants to hear."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.lib.clock import now
from stoep.lib.standings import Clockwork, MemberStanding, Standing
from stoep.membership.carrying import bring
from stoep.membership.models import Member

from ..models import Conversation, MailWish, Marker
from .sending import read


@transaction.atomic
def mark_read(member: MemberStanding, *, conversation: UUID, up_to: UUID) -> None:
    """Remember what was on the page. Something newer still waits. Not an act others hear of: no line, and nobody is told.

    The conversation is locked first, as by who writes in it: else each would wait for what the other holds.
    """
    talk = Conversation.objects.of(member).select_for_update(no_key=True).get(id=conversation)
    if talk.last_id is None or up_to >= talk.last_id:
        read(member, talk.id, talk.last_id or up_to)


@transaction.atomic
def mute_conversation(member: MemberStanding, *, conversation: UUID, muted: bool) -> None:
    """No bell and no mail about it, or again. The conversation itself stays as it is; nobody else knows."""
    talk = Conversation.objects.of(member).get(id=conversation)
    here = {"neighbourhood_id": member.here, "member_id": member.member, "conversation_id": talk.id}
    Marker.objects.update_or_create(**here, defaults={"muted_at": now() if muted else None})


def wish_mail(standing: Standing, *, member: UUID, mail: bool, after: int | None = None) -> None:
    """A mail to this member when somebody writes, or none. `after`: so many minutes unread; empty: as it was."""
    wish = {"mail": mail} | ({"after": after} if after else {})
    MailWish.objects.update_or_create(neighbourhood_id=standing.here, member_id=member, defaults=wish)


def bring_wish(keeper: Clockwork, *, before: Member, after: Member, at: datetime) -> None:
    """They live elsewhere since then, and wish the same mails."""
    bring(MailWish, before, after, at)
