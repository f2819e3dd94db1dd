"""May this one call the neighbours? A call is worth as much as it is rare."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, MemberStanding
from stoep.membership.models import Residence
from stoep.membership.proving import on_neighbours_word, proof_of
from stoep.membership.rules import may_write

from ..models import Post
from ..rules import may_change
from .reasons import FOR_KIND

WEEK, DAY = timedelta(days=7), timedelta(days=1)
A_WEEK, A_WEEK_AT_WORK = 1, 3  # calls of one neighbour, and of one who works here under a mandate
A_DAY_HERE = 3  # calls of neighbours in one neighbourhood; the next one stands on the board as an ordinary post
NOT_AGAIN = timedelta(days=30)  # after a call that neighbours found not urgent
AT_ONCE = timedelta(minutes=30)  # an older post was not urgent when it was said


def may_call(member: MemberStanding) -> Allowed | Denied:
    """Whether this one has a call to give: who is proven, within their own measure. Taken back or over, a call was a call."""
    if not (writes := may_write(member)):
        return writes
    if on_neighbours_word(proof_of(member)):
        return Denied(_("You came in on the word of two neighbours. After a week you can mark something as urgent."))
    mine = Post.objects.near(member).filter(author_id=member.member).exclude(urgent="")
    if mine.filter(urgent_lowered=True, created__gt=now() - NOT_AGAIN).exists():
        return Denied(_("Neighbours found an earlier message of yours not urgent. For a month nothing of yours is marked as urgent."))
    most = A_WEEK_AT_WORK if member.kind == "connector" else A_WEEK
    if mine.filter(created__gt=now() - WEEK).count() >= most:
        return Denied(_("You have marked something as urgent this week already. Everybody can do so once a week."))
    if _home_called(member):
        return Denied(_("Somebody you live with called the neighbours today already. In danger, call 112."))
    return ALLOWED


def _today(member: MemberStanding):
    """The calls of neighbours of the last day, here."""
    return Post.objects.near(member).filter(created__gt=now() - DAY).exclude(urgent="").exclude(kind=Post.Kind.ANNOUNCEMENT)


def _home_called(member: MemberStanding) -> bool:
    """Whether somebody else of this home called today: one a day of each home, or a family of three would use up everybody's."""
    callers = set(_today(member).exclude(author_id=member.member).values_list("author_id", flat=True))
    with acting(Applicant(here=member.here)):
        homes = Residence.objects.filter(neighbourhood_id=member.here)
        mine = homes.filter(member_id=member.member).values("address_id")
        return bool(callers) and homes.filter(address_id__in=mine, member_id__in=callers).exists()


def may_call_urgent(member: MemberStanding, post: Post, reason: str) -> Allowed | Denied:
    """One's own post of just now, for one of the reasons of its kind. The caller holds the calls of this neighbourhood."""
    if not (allowed := may_change(member, post) and may_call(member)):
        return allowed
    if reason not in FOR_KIND.get(post.kind, ()) or post.held_at or post.created < now() - AT_ONCE:
        return Denied(_("This cannot be marked as urgent."))
    if post.away:
        return Denied(_("This tells when a home is empty. Write it so that it does not, and mark that as urgent."))
    if post.group_id:
        return Denied(_("What is urgent is for the whole neighbourhood, not for one group."))
    if _today(member).exclude(urgent_lowered=True).count() >= A_DAY_HERE:  # what neighbours found not urgent uses up nothing
        return Denied(_("Neighbours were called three times today already. More would make nobody listen. In danger, call 112."))
    return ALLOWED


def may_end(member: MemberStanding, post: Post) -> Allowed | Denied:
    """One's own, while it is urgent."""
    if post.author_id != member.member:
        return Denied(_("Only the one who wrote this can change it."))
    return ALLOWED if post.calls else Denied(_("This is no longer urgent."))
