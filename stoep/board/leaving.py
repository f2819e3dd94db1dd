"""What becomes of what somebody said on the board when they erase their account (lib/leaving.py).

Hidden is as taken back: off the board, and a trace of it for who answered. Erased, a post that neighbours answered, or to which they said
that they come, help or borrow, stays as an empty row, because their words hang on it; every other one goes.
"""

from datetime import datetime

from django.db.models import Exists, F, OuterRef

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.leaving import leave
from stoep.lib.own import Face
from stoep.lib.standings import Standing

from . import naming
from .actions.pictures import folder_of
from .counting import recount_each
from .facets import hanging
from .groups.leaving import erase_groups
from .losses import losses
from .models import (
    Attendance,
    Backing,
    Bring,
    CalendarAddress,
    Card,
    Claim,
    Comment,
    Draft,
    Event,
    Idea,
    LastSeen,
    Lost,
    Need,
    Picture,
    Poll,
    Post,
    Reaction,
    Thing,
)
from .polls.tallying import drop_votes_of

EMPTY = {
    "title": "", "body": "", "mentions": {}, "topics": [], "vector": None, "act": None, "solved_at": None, "reach": [], "reach_at": None,
    "group_id": None, "pinned_until": None, "urgent": "", "urgent_until": None, "away": False, "expires_at": None,
}  # fmt: skip


def hide(keeper: Standing, face: Face, at: datetime) -> dict:
    """Nothing they said stands any more; they come nowhere and ask for nothing. Where a neighbour named them, no name stands."""
    here, mine = {"neighbourhood_id": face.here}, {"neighbourhood_id": face.here, "author_id": face.member}
    touched = _talk_of(face)
    Post.objects.filter(**mine, withdrawn_at=None).update(withdrawn_at=at, version=F("version") + 1)
    Card.objects.filter(**here, post_id__in=Post.objects.filter(**mine).values("id")).delete()
    Comment.objects.filter(**mine, withdrawn_at=None).update(withdrawn_at=at)
    drop_votes_of(face.here, face.member)
    for model in (Reaction, Attendance, Bring, Backing):
        model.objects.filter(**here, member_id=face.member).delete()
    Claim.objects.filter(**here, member_id=face.member, state__in=Claim.OPEN).update(state=Claim.State.WITHDRAWN)
    _again(face, touched)
    return {"named": naming.hide_names(face)}


def show(keeper: Standing, face: Face, at: datetime, kept: dict) -> None:
    """What was hidden then stands again; what a neighbour or the operator did meanwhile stays done."""
    mine = {"neighbourhood_id": face.here, "author_id": face.member, "withdrawn_at": at}
    Post.objects.filter(**mine).update(withdrawn_at=None, version=F("version") + 1)
    Comment.objects.filter(**mine).update(withdrawn_at=None)
    _again(face, _talk_of(face))
    naming.show_names(face, kept.get("named", []))


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """Pictures, words, answers, groups. One's own row stays where others' hang on it, and says nothing."""
    own = {"neighbourhood_id": face.here, "member_id": face.member}
    for ident in Picture.objects.filter(**own).values_list("id", flat=True):
        pictures.remove(folder_of(face.here), str(ident))
    touched = _talk_of(face)
    drop_votes_of(face.here, face.member)
    for model in (Picture, Reaction, Attendance, Bring, Backing, Claim, Draft, LastSeen, CalendarAddress):
        model.objects.filter(**own).delete()
    _erase_comments(face)
    _erase_posts(face)
    _again(face, touched)
    erase_groups(face)


def _talk_of(face: Face) -> list:
    """The posts of which they made the talk or the answers longer, held: the last who counts counts right."""
    said = Comment.objects.filter(neighbourhood_id=face.here, author_id=face.member).values("post_id")
    faces = Reaction.objects.filter(neighbourhood_id=face.here, member_id=face.member).values("post_id")
    wished = Claim.objects.filter(neighbourhood_id=face.here, member_id=face.member).values("post_id")
    comes = Attendance.objects.filter(neighbourhood_id=face.here, member_id=face.member).values("post_id")
    behind = Backing.objects.filter(neighbourhood_id=face.here, member_id=face.member).values("post_id")
    found = Post.objects.filter(neighbourhood_id=face.here, id__in=said.union(faces, wished, comes, behind))
    return list(found.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))


def _again(face: Face, posts: list) -> None:
    """Numbers and cards of others' posts, without them."""
    recount_each(face.here, posts)
    Post.objects.filter(neighbourhood_id=face.here, id__in=posts).update(version=F("version") + 1)
    Card.objects.filter(neighbourhood_id=face.here, post_id__in=posts).delete()


def _erase_comments(face: Face) -> None:
    mine = Comment.objects.filter(neighbourhood_id=face.here, author_id=face.member)
    answers = Comment.objects.filter(neighbourhood_id=face.here, parent_id=OuterRef("id")).exclude(author_id=face.member)
    mine.filter(Exists(answers)).exclude(body="", act=None).update(
        body="", mentions={}, vector=None, act=None, signed="", withdrawn_at=now()
    )
    mine.filter(~Exists(answers)).delete()


def _erase_posts(face: Face) -> None:
    here = {"neighbourhood_id": face.here}
    mine = Post.objects.filter(**here, author_id=face.member)
    bare = mine
    for model in (Comment, Claim, Attendance, Backing, *hanging()):
        bare = bare.filter(~Exists(model.objects.filter(**here, post_id=OuterRef("id"))))
    bare.delete()
    left = mine.values("id")
    Event.objects.filter(**here, post_id__in=left).update(place="", price="")
    Thing.objects.filter(**here, post_id__in=left).update(moment="", thanks="")
    Lost.objects.filter(**here, post_id__in=left).update(where="")
    Poll.objects.filter(**here, post_id__in=left).update(options=[], tally=[])
    Idea.objects.filter(**here, post_id__in=left).update(word="")
    for need in Need.objects.filter(**here, post_id__in=left).only("id"):
        Need.objects.filter(**here, id=need.id).update(what=str(need.id))  # of one post no two are alike
    Card.objects.filter(**here, post_id__in=left).delete()
    mine.update(**EMPTY, withdrawn_at=now(), version=F("version") + 1)


leave("board", 3, hide=hide, show=show, erase=erase, losses=losses)
