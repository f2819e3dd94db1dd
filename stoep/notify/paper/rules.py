"""May I print? Yes, within a measure."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, Standing

PRINTS = Limit("paper", 30, 3600)  # of one member in an hour; a page costs a third of a second


def may_print(member: MemberStanding) -> Allowed | Denied:
    """Counts the try: asked once for each page that is made. The budgets are the sign-in side's, so no neighbour's row is in reach."""
    with acting(Standing(role="stoep_account", person=member.person)):
        within = spend(PRINTS, member.person)
    return ALLOWED if within else Denied(_("You have made many pages this hour. Come back in an hour."))
