"""Pictures on their way into a message."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ..models import Message, SentPicture
from ..rules import PICTURES

A_DAY = 60
WIDTHS = (480, 1920)


def folder_of(neighbourhood: int) -> Path:
    """Where the pictures of a neighbourhood's conversations lie; apart from the board's, which is swept by its own rules."""
    return settings.MEDIA_DIR / str(int(neighbourhood)) / "chat"


@transaction.atomic
def upload_sent_picture(member: MemberStanding, *, file) -> SentPicture:
    """Keep a picture for the message being written. Raises pictures.Refused with the reason, or NotAllowed beyond a day's measure."""
    today = SentPicture.objects.filter(neighbourhood=member.here, member_id=member.member, created__gt=now() - timedelta(days=1))
    if today.count() >= A_DAY:
        raise NotAllowed(_("You have sent many pictures today. Come back tomorrow for more."))
    ident = uuid7()
    width, height = pictures.store(file, folder_of(member.here), str(ident), WIDTHS)
    kept = SentPicture(
        neighbourhood_id=member.here, id=ident, members=[member.member], member_id=member.member, width=width, height=height
    )
    kept.save(force_insert=True)
    return kept


def attach(member: MemberStanding, message: Message, idents: list[UUID]) -> None:
    """Give a message its pictures, and them its readers."""
    loose = SentPicture.objects.filter(neighbourhood=member.here, member_id=member.member, message_id=None, id__in=list(idents)[:PICTURES])
    for picture in loose:
        picture.message_id, picture.members, picture.position = message.id, message.members, list(idents).index(picture.id)
        picture.save(update_fields=["message_id", "members", "position"])
