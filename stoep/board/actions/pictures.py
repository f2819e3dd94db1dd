"""Pictures on their way into a post."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ..models import Picture

A_DAY = 60


def folder_of(neighbourhood: int):
    """Where the pictures of a neighbourhood lie."""
    return settings.MEDIA_DIR / str(neighbourhood)


@transaction.atomic
def upload_picture(member: MemberStanding, *, file) -> Picture:
    """Keep a picture for the post being written. Raises pictures.Refused with the reason, or NotAllowed beyond a day's measure."""
    today = Picture.objects.filter(neighbourhood=member.here, member_id=member.member, created__gt=now() - timedelta(days=1))
    if today.count() >= A_DAY:
        raise NotAllowed(_("You have sent many pictures today. Come back tomorrow for more."))
    ident = uuid7()
    width, height = pictures.store(file, folder_of(member.here), str(ident))
    picture = Picture(neighbourhood_id=member.here, id=ident, member_id=member.member, width=width, height=height)
    picture.save(force_insert=True)
    return picture
