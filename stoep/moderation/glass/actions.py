"""Asking, deciding, reading a page, ending. Each is a line in the journal."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import OperatorStanding

from .models import Look, OpenedPage, Opening
from .rules import may_grant, may_read, may_withdraw, silence_fits


@transaction.atomic
def ask_opening(
    operator: OperatorStanding, *, here: int, kind: str, about: UUID, since: date, ground: str, words: str, hours: int
) -> Opening:
    """Ask to read one thing nobody reported. Nothing is opened by it."""
    asked = Opening(
        neighbourhood_id=here, kind=kind, about_id=about, since=since, ground=ground, words=words, hours=hours,
        asked_by=operator.person, asked_signed=operator.name, asked_at=now(),
    )  # fmt: skip
    asked.save(force_insert=True)
    record(operator, "ask_opening", asked.id, ground=ground, kind=kind)
    return asked


@transaction.atomic
def decide_opening(operator: OperatorStanding, *, opening: UUID, granted: bool, refusal: str = "", silent: int = 0) -> Opening:
    """Another operator grants it from now on for the hours that were asked, or refuses. `silent`: days until the members concerned are
    told, for an order only. Raises NotAllowed."""
    may_grant(operator, Opening.objects.get(id=opening)).insist()
    if not silence_fits(Opening.objects.get(id=opening).ground, silent):
        raise NotAllowed(_("Only an order may keep it silent for a while. Otherwise whom it concerns is told at once."))
    found = Opening.objects.select_for_update().filter(id=opening, decided_at=None).first()
    if found is None:  # a colleague was first
        raise NotAllowed(_("This was decided already."))
    found.decided_by, found.decided_signed, found.decided_at, found.granted = operator.person, operator.name, now(), granted
    if granted:
        found.until, found.tell_at = found.decided_at + timedelta(hours=found.hours), found.decided_at + timedelta(days=silent)
    else:
        found.refusal = refusal
    found.save(update_fields=["decided_by", "decided_signed", "decided_at", "granted", "refusal", "tell_at", "until"])
    record(operator, "decide_opening", found.id, granted=granted, silent=silent)
    if granted:
        defer("copy_opening", neighbourhood=found.neighbourhood_id, opening=str(found.id))
    return found


@transaction.atomic
def withdraw_opening(operator: OperatorStanding, *, opening: UUID) -> None:
    """One asked, and needs it no more. The row stays: it was asked. Raises NotAllowed."""
    found = Opening.objects.get(id=opening)
    may_withdraw(operator, found).insist()
    record(operator, "withdraw_opening", found.id)
    defer("drop_opening", neighbourhood=found.neighbourhood_id, opening=str(found.id))


@transaction.atomic
def look_at_page(operator: OperatorStanding, *, opening: UUID, number: int) -> None:
    """Write down that one opens this page; only then the database shows it, for a quarter of an hour. Raises NotAllowed, DoesNotExist."""
    found = Opening.objects.get(id=opening)
    may_read(operator, found).insist()
    if not 1 <= number <= found.pages:
        raise OpenedPage.DoesNotExist
    Look(opening_id=found.id, number=number, person_id=operator.person).save(force_insert=True)
    record(operator, "look_at_page", found.id, number=number)


@transaction.atomic
def end_opening(operator: OperatorStanding, *, opening: UUID) -> None:
    """It has been read; the rest of the time is not needed. Raises NotAllowed."""
    found = Opening.objects.get(id=opening)
    may_read(operator, found).insist()
    record(operator, "end_opening", found.id)
    defer("close_opening", neighbourhood=found.neighbourhood_id, opening=str(found.id))
