"""May I? Yes, or no with the reason. The database asks the same again."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import OperatorStanding

from .models import Opening


def may_grant(operator: OperatorStanding, opening: Opening) -> Allowed | Denied:
    """Not what one asked oneself, and once."""
    if opening.asked_by == operator.person:
        return Denied(_("You asked for this. Somebody else has to decide."))
    if opening.decided_at:
        return Denied(_("This was decided already."))
    return ALLOWED


def may_withdraw(operator: OperatorStanding, opening: Opening) -> Allowed | Denied:
    """Who asked, as long as nobody has decided."""
    if opening.asked_by != operator.person:
        return Denied(_("Somebody else asked for this."))
    if opening.decided_at:
        return Denied(_("This was decided already."))
    return ALLOWED


def may_read(operator: OperatorStanding, opening: Opening) -> Allowed | Denied:
    """Who asked, while it lasts."""
    if opening.asked_by != operator.person or not opening.granted:
        return Denied(_("This is not open to you."))
    if opening.until <= now() or opening.closed_at:
        return Denied(_("The time is over. Nobody can read it any more."))
    if opening.copied_at is None:
        return Denied(_("It is being fetched. Look again in a moment."))
    return ALLOWED


def silence_fits(ground: str, days: int) -> bool:
    """Only an authority's order may keep the members concerned untold for a while."""
    return days == 0 or ground == "order"
