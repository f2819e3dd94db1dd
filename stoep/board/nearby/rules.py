"""May this post reach next door?"""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member
from stoep.membership.rules import may_write

from ..models import Comment, Post
from ..rules import may_change
from .kinds import KINDS

A_WEEK = 3  # posts of one member
ANSWERS_A_DAY = 50  # of a guest, in one neighbourhood
WEEK = timedelta(days=7)


def may_reach(member: MemberStanding, post: Post, places: list) -> Allowed | Denied:
    """One's own post, of who lives here and hides nothing; a few in a week, so that next door stays quiet."""
    if not (mine := may_write(member) and may_change(member, post)):
        return mine
    if member.kind != "home":
        return Denied(_("You can say it there yourself: go to that neighbourhood."))
    if post.kind not in KINDS or post.nearby_from is not None:
        return Denied(_("This is for your own neighbourhood only."))
    if post.away:
        return Denied(_("This tells when a home is empty. So it stays in your own neighbourhood."))
    if Member.objects.filter(neighbourhood=member.here, id=member.member, shielded=True).exists():
        return Denied(_("Your street is hidden. So that nobody finds you through another neighbourhood, what you say stays in this one."))
    if not places:
        return Denied(_("No neighbourhood next to ours has opened yet."))
    if post.reach:
        return Denied(_("It went to the neighbourhoods next to ours already."))
    week = now() - WEEK  # taken back meanwhile, it was sent all the same
    sent = Q(reach_at__gt=week) | Q(reach_at=None, created__gt=week)
    lately = Post.objects.filter(sent, neighbourhood=member.here, author_id=member.member).exclude(reach=[])
    if lately.count() >= A_WEEK:
        return Denied(_("Three texts of yours went nearby this week. Next week there is room again."))
    return ALLOWED


def may_answer(guest: MemberStanding, copy: Post) -> Allowed | Denied:
    """A guest's answer in the one talk they take part in."""
    if not (writes := may_write(guest)):
        return writes
    if not copy.comments_on:
        return Denied(_("The author closed the talk under this post."))
    said = Comment.objects.filter(neighbourhood=guest.here, author_id=guest.member, created__gt=now() - timedelta(days=1))
    if said.count() >= ANSWERS_A_DAY:
        return Denied(_("You have answered a lot today. Your text is still here: come back tomorrow."))
    return ALLOWED
