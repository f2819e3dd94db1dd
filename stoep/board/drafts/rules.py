"""How much is kept of what is not said yet."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from ..models import Draft

MOST = 10  # of one member
LARGEST = 20_000  # signs in one; a text has 5,000 at most
KEPT_FOR = timedelta(days=settings.RETENTION["draft"])


def drafts_of(member: MemberStanding):
    """What this member has not said yet."""
    return Draft.objects.filter(neighbourhood=member.here, member_id=member.member, said=False)


def may_keep(member: MemberStanding, act, typed: dict) -> Allowed | Denied:
    """A handful of texts of an ordinary length."""
    if sum(len(value) for values in typed.values() for value in values) > LARGEST:
        return Denied(_("This is too long to be kept."))
    if drafts_of(member).exclude(act=act).count() >= MOST:
        return Denied(_("You have ten texts lying here already. Throw one away, then this one is kept."))
    return ALLOWED
