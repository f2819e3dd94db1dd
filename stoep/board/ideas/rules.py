"""May I join, take that on, say where it stands? Yes, or no with the reason."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..models import Idea, Need, Post

MOST = 500  # neighbours it takes


def may_own(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Only who shared it says where it stands and what comes of it."""
    if post.author_id != member.member:
        return Denied(_("Only the one who shared this idea can do that."))
    return may_write(member)


def may_back(member: MemberStanding, post: Post, idea: Idea) -> Allowed | Denied:
    """Every other neighbour, while it goes on."""
    if post.author_id == member.member:
        return Denied(_("This is your own idea: you are in already."))
    return may_write(member) and _goes_on(idea)


def may_take(member: MemberStanding, idea: Idea, need: Need, others: int) -> Allowed | Denied:
    """As long as it is still needed. The caller holds the post."""
    if others >= need.wanted:
        return Denied(_("Somebody else takes this on already. Thank you for offering."))
    return may_write(member) and _goes_on(idea)


def may_grow(member: MemberStanding, post: Post, idea: Idea) -> Allowed | Denied:
    """Its author makes a day or a group of it, while it goes on."""
    return may_own(member, post) and _goes_on(idea)


def _goes_on(idea: Idea) -> Allowed | Denied:
    if idea.stage == Idea.Stage.DONE:
        return Denied(_("This is done."))
    return ALLOWED if idea.open else Denied(_("This is not going on."))
