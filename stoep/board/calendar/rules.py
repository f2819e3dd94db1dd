"""May I plan this, come, bring that? Yes, or no with the reason."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..models import Event, Need, Post
from .times import AHEAD

NEEDS = 30  # lines of what is to be brought
WANTED = 20  # neighbours for one line
LONGEST = timedelta(days=7)


def may_plan(start: datetime, end: datetime | None) -> Allowed | Denied:
    """Times that make sense."""
    if start > now() + AHEAD:
        return Denied(_("Choose a day within two years."))
    if end and (end <= start or end - start > LONGEST):
        return Denied(_("The end comes after the beginning, within a week."))
    return ALLOWED


def may_begin(start: datetime) -> Allowed | Denied:
    """What is new is still to come; what began earlier today may still be told."""
    if start < now() - timedelta(hours=12):
        return Denied(_("This day is past already."))
    return ALLOWED


def may_own(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Only who planned it changes it or calls it off."""
    if post.author_id != member.member:
        return Denied(_("Only the one who planned this can do that."))
    return ALLOWED


def may_attend(member: MemberStanding, event: Event) -> Allowed | Denied:
    """As long as it is to come. Who may only read for a while takes a yes back, and says none."""
    return may_write(member) and is_to_come(event)


def is_to_come(event: Event) -> Allowed | Denied:
    """Whether there is anything to come to."""
    if event.cancelled_at:
        return Denied(_("This was called off."))
    if event.last_at < now():
        return Denied(_("This is over."))
    return ALLOWED


def may_bring(member: MemberStanding, event: Event, need: Need, others: int) -> Allowed | Denied:
    """As long as something is still to be brought. The caller holds the post."""
    if others >= need.wanted:
        return Denied(_("Somebody else brings this already. Thank you for offering."))
    return may_attend(member, event)
