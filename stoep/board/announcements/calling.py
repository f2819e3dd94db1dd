"""The town's urgent announcements: one official asks, another agrees; then neighbours are called at once. As stoep_desk; the keeper's job
carries it to the neighbourhoods."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MandateStanding

from ..models import Announcement
from ..urgent.reasons import FOR_KIND, LASTS
from .rules import may_announce, may_change

A_WEEK = 5  # urgent announcements of one town: what comes every day wakes nobody
WITHIN = timedelta(hours=24)  # later it was not urgent


def may_ask(official: MandateStanding, reason: str) -> Allowed | Denied:
    """Whether an announcement may ask to be urgent; an ordinary one may."""
    if not reason:
        return ALLOWED
    if reason not in FOR_KIND["announcement"]:
        return Denied(_("This cannot be marked as urgent."))
    lately = Announcement.objects.filter(municipality_id=official.town, urgent_at__gt=now() - timedelta(days=7))
    if lately.count() >= A_WEEK:
        return Denied(_("Your town has called its neighbours five times this week. Send it as an ordinary announcement."))
    return ALLOWED


def may_agree(official: MandateStanding, found: Announcement) -> Allowed | Denied:
    """Another official than who wrote it, who may approve, within a day."""
    if not found.urgent or found.urgent_at or found.state == Announcement.State.ENDED:
        return Denied(_("There is nothing to agree to."))
    if official.duty != "official" or not official.may_approve:
        return Denied(_("A colleague who may approve has to agree before neighbours are called."))
    if found.mandate_id == official.mandate:
        return Denied(_("You wrote this yourself. Another colleague has to agree before neighbours are called."))
    if found.created < now() - WITHIN:
        return Denied(_("It was written more than a day ago, so it is no longer urgent."))
    return may_ask(official, found.urgent)


def may_end_call(official: MandateStanding, found: Announcement) -> Allowed | Denied:
    """Any official of the town who writes, while neighbours are called."""
    if not (allowed := may_announce(official) and may_change(official, found)):
        return allowed
    return ALLOWED if calls(found) else Denied(_("This is no longer urgent."))


def calls(found: Announcement) -> bool:
    """Whether it is urgent now."""
    return bool(found.urgent_at and not found.urgent_over_at and found.urgent_at + LASTS > now())


def agree_call(official: MandateStanding, *, announcement: UUID) -> Announcement:
    """Call the neighbours at once. Twice is refused. Raises NotAllowed, DoesNotExist."""
    found = _locked(official, announcement)
    may_agree(official, found).insist()
    found.urgent_by, found.urgent_at = official.mandate, now()
    found.save(update_fields=["urgent_by", "urgent_at"])
    return _did(official, "agree_call", found)


def end_call(official: MandateStanding, *, announcement: UUID) -> Announcement:
    """It is over: who was called hears it. The announcement stands. Raises NotAllowed, DoesNotExist."""
    found = _locked(official, announcement)
    may_end_call(official, found).insist()
    found.urgent_over_at = now()
    found.save(update_fields=["urgent_over_at"])
    return _did(official, "end_call", found)


def _locked(official, announcement) -> Announcement:
    wanted = Announcement.objects.filter(municipality_id=official.town, id=announcement)
    return wanted.select_for_update().first() or wanted.get()


def _did(official, verb, found) -> Announcement:
    record(official, verb, about=found.id)
    defer("deliver_announcement", town=official.town, announcement=str(found.id))
    return found
