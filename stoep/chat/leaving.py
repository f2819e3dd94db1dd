"""What becomes of conversations when somebody erases their account (lib/leaving.py).

The other one keeps what they said themselves. Where the one who left said something, it stands as taken back: empty, with its moment.
"""

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.leaving import leave
from stoep.lib.live import announce_to
from stoep.lib.own import Face
from stoep.lib.standings import Standing
from stoep.membership.models import Member

from .actions.pictures import folder_of
from .models import Conversation, MailWish, Marker, Message, SentPicture, Waiting


def hide(keeper: Standing, face: Face, at: datetime) -> None:
    """Nobody reads what they said; no conversation waits because of it. Notes about them name nobody, as the list of who reads along."""
    mine = Message.objects.filter(neighbourhood_id=face.here, author_id=face.member, withdrawn_at=None)
    mine.update(withdrawn_at=at, changed_at=at)
    _of_them(face).update(changed_at=at)
    Waiting.objects.filter(neighbourhood_id=face.here, by_id=face.member).delete()
    _tell_pages(face)


def show(keeper: Standing, face: Face, at: datetime, kept: dict) -> None:
    """What was hidden then stands again."""
    Message.objects.filter(neighbourhood_id=face.here, author_id=face.member, withdrawn_at=at).update(withdrawn_at=None, changed_at=now())
    _of_them(face).update(changed_at=now())
    _tell_pages(face)


def _tell_pages(face: Face) -> None:
    readers = {ident for members in _talks(face).values_list("members", flat=True) for ident in members}
    announce_to(face.here, [ident for ident in readers if ident != face.member])


def _of_them(face: Face):
    """That somebody asked them in: open pages say it again, with or without their name."""
    groups = _talks(face).filter(pair=None).values("id")
    return Message.objects.filter(neighbourhood_id=face.here, conversation_id__in=groups, whom_id=face.member)


def _talks(face: Face):
    return Conversation.objects.filter(neighbourhood_id=face.here, members__contains=[face.member])


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """Words, moments proposed, pictures. A conversation in which nobody is left goes whole."""
    here = {"neighbourhood_id": face.here}
    sent = SentPicture.objects.filter(**here, member_id=face.member)
    for ident in sent.values_list("id", flat=True):
        pictures.remove(folder_of(face.here), str(ident))
    sent.delete()
    Message.objects.filter(**here, author_id=face.member).update(
        body="", times=[], answers={}, act=None, withdrawn_at=Coalesce("withdrawn_at", now())
    )
    Waiting.objects.filter(Q(member_id=face.member) | Q(by_id=face.member), **here).delete()
    for model in (Marker, MailWish):
        model.objects.filter(**here, member_id=face.member).delete()
    for talk in _talks(face).select_for_update().order_by("id"):
        _leave(talk, face)


def _leave(talk: Conversation, face: Face) -> None:
    others = [ident for ident in talk.members if ident != face.member]
    if not Member.objects.filter(neighbourhood_id=face.here, id__in=others, person_id__isnull=False).exists():
        talk.delete()
    elif not talk.pair and face.member not in talk.gone:
        talk.gone.append(face.member)
        talk.save(update_fields=["gone"])


leave("chat", 4, hide=hide, show=show, erase=erase)
