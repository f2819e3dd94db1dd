"""May I ask, vote, change the question, end it? Yes, or no with the reason."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import this_day
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from ..calendar.times import moment
from ..models import Poll, Post
from ..rules import may_change

SHORTEST, LONGEST, USUAL = 1, 30, 7  # days
CLOSES = time(20)  # on the wall here: an hour at which a result can be read


def end_of(day: date) -> datetime:
    """The moment at which a poll ends whose last day this is."""
    return moment(day, CLOSES)


def may_run(ends_at: datetime) -> Allowed | Denied:
    """From tomorrow on, a month at most."""
    days = (timezone.localtime(ends_at).date() - this_day()).days
    if SHORTEST <= days <= LONGEST:
        return ALLOWED
    return Denied(_("Choose a last day between tomorrow and thirty days from now."))


def may_reshape(poll: Poll) -> Allowed | Denied:
    """Whoever voted knows on what. The caller holds the post."""
    if poll.voted or poll.over:
        return Denied(_("Somebody voted already. What can be chosen and the last day stay as they are; your text you may change."))
    return ALLOWED


def may_vote(member: MemberStanding, poll: Poll) -> Allowed | Denied:
    """Who lives here, while it is open. Also who may not write for a while: a vote is not words."""
    if member.kind != "home":
        return Denied(_("Only neighbours who live here vote."))
    return Denied(_("This poll has ended.")) if poll.over else ALLOWED


def may_end(member: MemberStanding, post: Post, poll: Poll) -> Allowed | Denied:
    """Who asked, while it is open."""
    if not (mine := may_change(member, post)):
        return mine
    return Denied(_("This poll has ended.")) if poll.over else ALLOWED
