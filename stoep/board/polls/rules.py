"""May I choose? Yes, or no with the reason."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..models import Poll, Post
from ..rules import may_change


def may_vote(member: MemberStanding, poll: Poll, chosen: list[int]) -> Allowed | Denied:
    """While it runs; something that is there to be chosen. Choosing nothing takes one's choice back."""
    if not (writes := may_write(member)):
        return writes
    if poll.ends_at <= now():
        return Denied(_("This poll has ended."))
    if any(number not in range(len(poll.options)) for number in chosen):
        return Denied(_("Choose from the list."))
    return Denied(_("Choose one.")) if len(chosen) > 1 and not poll.several else ALLOWED


def may_end_poll(member: MemberStanding, post: Post, poll: Poll) -> Allowed | Denied:
    """Its author, while it runs."""
    if not (changes := may_change(member, post)):
        return changes
    return ALLOWED if poll.ends_at > now() else Denied(_("This poll has ended."))
