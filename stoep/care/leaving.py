"""What becomes of help that was asked and offered when somebody erases their account (lib/leaving.py)."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoep.board.models import Card, Post
from stoep.lib.clock import now
from stoep.lib.leaving import Account, Loss, leave
from stoep.lib.own import Face
from stoep.lib.standings import MemberStanding, Standing

from .models import HelpAsked, HelpOffer, HelpRequest, QuietRequest, QuietTold, SkillOffer, Volunteer
from .quiet.keeping import end_quiet_of

MOST = 20


def hide(keeper: Standing, face: Face, at: datetime) -> None:
    """Nobody counts on them any more, and nobody is asked in their name. A request on the board goes with its post."""
    here = {"neighbourhood_id": face.here}
    offers = HelpOffer.objects.filter(**here, member_id=face.member)
    posts = list(offers.values_list("post_id", flat=True))
    offers.delete()
    HelpAsked.objects.filter(**here, member_id=face.member).delete()
    Post.objects.filter(**here, id__in=posts).update(version=F("version") + 1)
    Card.objects.filter(**here, post_id__in=posts).delete()
    end_quiet_of(keeper, face.member)
    asked = QuietTold.objects.filter(**here, asker_id=face.member)
    asked.update(asker_id=None, body="", moment="", over_at=Coalesce("over_at", now()))
    QuietTold.objects.filter(**here, member_id=face.member).update(state=QuietTold.State.LEFT, words="")


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """What they asked, with what was answered to them alone; what they would help with. Where neighbours offered help the
    post stays, empty, and of its request only whether it was solved: that is counted, and of nobody."""
    own = {"neighbourhood_id": face.here, "member_id": face.member}
    for model in (HelpOffer, HelpAsked, SkillOffer, QuietTold):
        model.objects.filter(**own).delete()
    QuietRequest.objects.filter(neighbourhood_id=face.here, author_id=face.member).delete()
    theirs = Post.objects.filter(neighbourhood_id=face.here, author_id=face.member, kind=Post.Kind.HELP)
    HelpRequest.objects.filter(neighbourhood_id=face.here, post_id__in=theirs.values("id")).update(moment="", skill="", helpers=1)


def off_the_list(account: Account) -> None:
    """The town sees them on its list of volunteers no more."""
    Volunteer.objects.filter(person_id=account.person).delete()


def losses(member: MemberStanding) -> list[Loss]:
    """Requests that are open, and offers that somebody counts on. In the member's own hand."""
    here = {"neighbourhood": member.here}
    mine = Post.objects.filter(**here, author_id=member.member, kind=Post.Kind.HELP, withdrawn_at=None, help_requests__solved_at=None)
    picked = HelpOffer.objects.filter(**here, member_id=member.member, state=HelpOffer.State.PICKED, thanked_at=None).values("post_id")
    counted = Post.objects.filter(**here, id__in=picked, withdrawn_at=None, help_requests__solved_at=None)
    asks, helps = _("You asked for help: “%(title)s”. It is not solved yet."), _("A neighbour counts on your help: “%(title)s”.")
    found = [(post, words) for posts, words in ((mine, asks), (counted, helps)) for post in posts.only("id", "title")[:MOST]]
    page = {post.id: reverse("post", args=[member.place_slug, post.id]) for post, _words in found}
    return [Loss(words % {"title": post.title}, page[post.id], open=words is helps) for post, words in found]


leave("care", 4, hide=hide, erase=erase, hide_account=off_the_list, erase_account=off_the_list, losses=losses)
