"""What becomes of reports when somebody erases their account (lib/leaving.py): no copy of their words stays, whoever reported what.

Decisions stay, without the text they were about: they answer for the platform. A report about an account that is erased is not decided any
more; until then, for the days in which they may come back, the operator can.
"""

from datetime import datetime

from django.db.models import Q

from stoep.board.models import Comment, Post
from stoep.chat.models import Message
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.leaving import Account, leave
from stoep.lib.own import Face
from stoep.lib.standings import Standing

from .glass.models import Opened, OpenedPage
from .keeping import drop_picture, drop_pictures
from .models import GONE, RECEIVED, Appeal, Flag, Matter, Statement

NOBODYS = ""  # words that were somebody's


def hide(keeper: Standing, face: Face, at: datetime) -> dict:
    """Whoever reported them, and was told what came of it, reads their words no more. Returns which these were."""
    told = _of_reporters(face).exclude(quote=NOBODYS)
    kept = {str(ident): quote for ident, quote in told.values_list("id", "quote")}
    told.update(quote=NOBODYS)
    return {"quotes": kept}


def show(keeper: Standing, face: Face, at: datetime, kept: dict) -> None:
    """What came of it says again what it was about."""
    for ident, quote in kept.get("quotes", {}).items():
        _of_reporters(face).filter(id=ident, quote=NOBODYS).update(quote=quote)
    _report_again(face)


def _report_again(face: Face) -> None:
    """What somebody reported in the moment in which it was hidden: it stands again, and is looked at after all."""
    here = {"neighbourhood_id": face.here}
    texts = [model.objects.filter(**here, author_id=face.member).values("id") for model in (Post, Comment)]
    gone = Statement.objects.filter(Q(matter_id__in=texts[0]) | Q(matter_id__in=texts[1]), **here, thing=GONE)
    flags = Flag.objects.filter(**here, about_id__in=list(gone.values_list("matter_id", flat=True)))
    for ident in flags.values_list("id", flat=True):
        defer("weigh_flag", neighbourhood=face.here, flag=str(ident))


def _of_reporters(face: Face):
    matters = list(Matter.objects.filter(neighbourhood_id=face.here, author_id=face.member).values_list("id", flat=True))
    return Statement.objects.filter(neighbourhood_id=face.here, matter_id__in=matters, side=Statement.Side.FLAGGER)


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """Copies of what they said, wherever one was made; what they reported and were told."""
    here = {"neighbourhood_id": face.here}
    _about_them(face)
    _beside_others(face)
    opened = Opened.objects.filter(**here, member_id=face.member)
    OpenedPage.objects.filter(opening_id__in=list(opened.values_list("opening_id", flat=True))).delete()
    opened.delete()
    asked = [str(one) for one in Appeal.objects.filter(statement_id__in=_told(face)).values_list("id", flat=True)]
    for matter in Matter.objects.filter(neighbourhood_id=face.here).exclude(asked=[]).select_for_update().order_by("id"):
        matter.asked = [line for line in matter.asked if line.get("appeal") not in asked]
        matter.save(update_fields=["asked"])
    Appeal.objects.filter(statement_id__in=_told(face)).delete()
    Statement.objects.filter(**here, member_id=face.member).delete()
    Flag.objects.filter(**here, member_id=face.member).delete()


def _told(face: Face) -> list:
    return list(Statement.objects.filter(neighbourhood_id=face.here, member_id=face.member).values_list("id", flat=True))


def _about_them(face: Face) -> None:
    """What was reported of them. Decided, it stays as a number; waiting, there is nothing left to decide."""
    matters = Matter.objects.filter(neighbourhood_id=face.here, author_id=face.member)
    for matter in matters.select_for_update().order_by("id"):
        drop_pictures(matter)
        Statement.objects.filter(neighbourhood_id=face.here, matter_id=matter.id).update(quote=NOBODYS)
        Flag.objects.filter(neighbourhood_id=face.here, about_id=matter.about_id).update(copy=[])
        if matter.decisions.exists():
            matter.said, matter.context, matter.words, matter.asked, matter.state = [], {}, [], [], Matter.State.DECIDED
            matter.save(update_fields=["said", "context", "words", "asked", "state"])
        else:
            told = Statement.objects.filter(neighbourhood_id=matter.neighbourhood_id, matter_id=matter.id, thing=RECEIVED)
            told.update(over_at=now())  # it lies before nobody any more
            matter.delete()


def _beside_others(face: Face) -> None:
    """What stands of them in what was reported of others: the post above, remarks before it, messages around it, their own reports."""
    here = {"neighbourhood_id": face.here}
    words = [flag.words for flag in Flag.objects.filter(**here, member_id=face.member) if flag.words]
    for matter in Matter.objects.filter(neighbourhood_id=face.here).exclude(said=[]).select_for_update().order_by("id"):
        matter.words = [said for said in matter.words if said not in words]
        if matter.comment_id and Post.objects.filter(**here, id=matter.post_id, author_id=face.member).exists():
            matter.context["post"] = None
        if matter.comment_id and Comment.objects.filter(**here, post_id=matter.post_id, author_id=face.member).exists():
            matter.context["before"] = []  # by nobody's name: which of them were theirs is not known any more
        for talk in matter.context.get("talks", []):
            for ident in _blank(face, talk):
                drop_picture(matter, ident)
        matter.save(update_fields=["words", "context"])
    for flag in Flag.objects.filter(**here).exclude(copy=[]).select_for_update().order_by("id"):
        _blank(face, flag.copy)
        flag.save(update_fields=["copy"])


def _blank(face: Face, talk: list[dict]) -> list[str]:
    """Their lines of a copied talk say nothing any more. Returns their pictures."""
    mine = Message.objects.filter(neighbourhood_id=face.here, author_id=face.member, id__in=[line["id"] for line in talk])
    theirs, sent = {str(ident) for ident in mine.values_list("id", flat=True)}, []
    for line in talk:
        if line["id"] in theirs:
            sent += line.get("pictures", [])
            line.update(body=NOBODYS, times=[], pictures=[], gone=True, mark=NOBODYS)
    return sent


def erase_account(account: Account) -> None:
    """Where they asked for another look."""
    Appeal.objects.filter(person_id=account.person).delete()


leave("moderation", 5, hide=hide, show=show, erase=erase, erase_account=erase_account)
