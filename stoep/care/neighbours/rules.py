"""May I look at the list of neighbours, once more today?

It is there to find somebody, not to be copied: nothing hands it out as a file, a page holds few names, and pages and searches are counted
per person. The first page is always open, so that nobody who runs out stands before a closed door.
"""

from datetime import timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.limits import Limit, Spent, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, Visitor
from stoep.membership.proving import LIST_PAGES as PAGES
from stoep.membership.proving import may_open_list, proof_of

SEARCHES = Limit("neighbours-searches", 30, 3600)


def may_look(member: MemberStanding, *, typed: str, street: str, after) -> Allowed | Denied:
    """The list opens at once for who was proven, later for the vouched. Whatever is more than its first page is spent."""
    if not (opens := may_open_list(proof_of(member))):
        return opens
    found, leafed = _spend(member, bool(typed), bool(street or after or typed))
    if not found:
        return Denied(_("You have searched very often. You can search again from %(clock)s on.") % {"clock": _clock(found)})
    if not leafed:
        words = _("You have looked through many neighbours today. So that nobody copies the list, it goes on from %(clock)s.")
        return Denied(words % {"clock": _clock(leafed)})
    return ALLOWED


def _clock(spent: Spent) -> str:
    """When it is full again, with the day where that is not today."""
    again, today = localtime(now() + timedelta(seconds=spent.wait)), localtime(now()).date()
    return date_format(again, "TIME_FORMAT" if again.date() == today else "DATETIME_FORMAT")


def _spend(member: MemberStanding, search: bool, page: bool) -> tuple[Spent, Spent]:
    """One search and one page less; nothing for the first page."""
    free = Spent(True, 0)
    if not page:
        return free, free
    with acting(Visitor()):
        return spend(SEARCHES, member.person) if search else free, spend(PAGES, member.person)
