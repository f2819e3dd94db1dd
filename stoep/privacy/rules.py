"""Questions about one's own data."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.limits import Limit
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.membership.models import Mandate
from stoep.people.models import Person

from .models import Export

KEPT = timedelta(days=settings.RETENTION["export"])  # a file that is ready
PATIENCE = timedelta(minutes=20)  # then all tries of making one are over (jobs.py: five, a minute apart), and another may be asked for
USUAL = timedelta(minutes=8)  # a queue that is not full has made it by then
# Hidden, and not erased yet; with what comes after it stays well within the thirty of SECURITY G6.
DAYS_TO_COME_BACK = timedelta(days=settings.RETENTION["erasure"])
ASKED = Limit("exports asked", 3, 24 * 3600)  # of one person


def takes_long(export: Export) -> bool:
    """Whether it is being made for longer than one expects."""
    return export.state == Export.State.MAKING and export.asked_at < now() - USUAL


def is_over(export: Export) -> bool:
    """Whether nothing more comes of it."""
    if export.state == Export.State.MAKING:
        return export.asked_at < now() - PATIENCE
    return export.state == Export.State.OVER or export.ready_at < now() - KEPT


def may_come_back(person: Person, shown: int | None) -> bool:
    """Whether the link of the mail is enough. Where two read the mailbox it is not: whose account it is shows it with their own password
    or passkey too, if they have one. `shown`: whose account this browser has shown to be its own."""
    if shown == person.pk or not person.shares_with():
        return True
    return not (person.has_usable_password() or Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists())


def may_erase(person_id: int) -> Allowed | Denied:
    """Who acts for a town or runs the platform goes when that has ended: others count on them, and somebody must take over."""
    running = Mandate.objects.filter(person_id=person_id, ends_at__gt=now()).select_related("municipality").order_by("-ends_at")
    if (last := running.first()) is None:
        return ALLOWED
    until = date_format(last.ends_at, "DATE_FORMAT")
    if last.municipality is None:
        return Denied(_("You run this platform until %(day)s. Ask another operator to end that first, then come back.") % {"day": until})
    words = {"town": last.municipality.name, "day": until}
    ask = _("You act for %(town)s until %(day)s. Ask the town to end that first, so that somebody takes over. Then come back.")
    return Denied(ask % words)
