"""Proof shown at the town's own counter. The desk learns nothing of who lives where: a clerk writes down what stands on the paper,
and a job compares it with the application of that number."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import ALLOWED, Allowed, Denied, NotAllowed
from stoep.lib.standings import Clockwork, MandateStanding
from stoep.places.models import Address, Neighbourhood
from stoep.places.register import hold_register

from ..applying import key_of
from ..identity import same_home, same_person
from ..models import Mandate, Residence
from ..proofs import Application, PaperCheck
from ..proving import ALARM_AT_TOWN_COUNTER, AT_TOWN_COUNTER, DAY
from .settling import one_at_a_time
from .vouching import let_in

log = logging.getLogger("stoep.counter")


def may_check_papers(official: MandateStanding) -> Allowed | Denied:
    """Officials who write for the town, so many a day. The caller holds the mandate."""
    if official.duty != "official" or not official.may_write:
        return Denied(_("Only an official who writes for the town can look at papers."))
    today = PaperCheck.objects.filter(municipality_id=official.town, mandate_id=official.mandate, at__gt=now() - DAY).count()
    if today == ALARM_AT_TOWN_COUNTER:
        log.warning("mandate %s looked at %s people's papers within a day", official.mandate, ALARM_AT_TOWN_COUNTER + 1)
    if today >= AT_TOWN_COUNTER:
        return Denied(_("You have looked at as many papers as one person can in a day. Tomorrow you can go on."))
    return ALLOWED


@transaction.atomic
def check_papers(official: MandateStanding, *, number: str, name: str, street: str, house_number: str, seen: list[str]) -> PaperCheck:
    """Write down what stands on the paper; a job compares it. Raises NotAllowed."""
    one_at_a_time("papers", official.mandate)
    may_check_papers(official).insist()
    check = PaperCheck(municipality_id=official.town, mandate_id=official.mandate, number=number, name=name, street=street,
                       house_number=house_number, seen=seen)  # fmt: skip
    check.save(force_insert=True)
    record(official, "check_papers", about=check.id, seen=seen)
    defer("look_at_papers", town=official.town, check=str(check.id))
    return check


def compare_papers(town: int, check_id: UUID) -> bool:
    """Whether the papers fitted; then the person is in. The words are wiped either way. As keeper; a second time changes nothing."""
    check = PaperCheck.objects.select_for_update().get(id=check_id, municipality_id=town)
    if check.state != PaperCheck.State.ASKED:
        return check.state == PaperCheck.State.FITS
    held = _who_waits(town, check.number)
    fits = held is not None and _same(held, check) and not _own(held, check) and _is_in(held, check)
    check.state = PaperCheck.State.FITS if fits else PaperCheck.State.DIFFERS
    check.number = check.name = check.street = check.house_number = ""
    check.save(update_fields=["state", "number", "name", "street", "house_number"])
    return fits


def _who_waits(town: int, number: str) -> Application | None:
    places = Neighbourhood.objects.filter(municipality_id=town).values_list("id", flat=True)
    keys = [key_of(here, number) for here in places]
    waits = Application.objects.filter(number_key__in=keys)
    for here in waits.values_list("neighbourhood_id", flat=True):
        hold_register(here)
    return waits.select_for_update().first()


def _own(held: Application, check: PaperCheck) -> bool:
    """Whether somebody looked at their own papers."""
    return Mandate.objects.filter(id=check.mandate_id, person_id=held.person_id).exists()


def _is_in(held: Application, check: PaperCheck) -> bool:
    """Let them in. False where a rule forbids it, such as a home that is full: the desk hears no more than that it did not fit."""
    keeper = Clockwork.of("look_at_papers", here=held.neighbourhood_id, person=held.person_id)
    try:
        with transaction.atomic():
            let_in(held, Residence.Proof.COUNTER, [check.mandate_id], hand=keeper, shown=check.name, seen=check.seen)
    except NotAllowed:
        return False
    return True


def _same(held: Application, check: PaperCheck) -> bool:
    """Street and number are those of the register, however they are written, and a name of the paper is in the name given here."""
    home = Address.objects.get(neighbourhood_id=held.neighbourhood_id, id=held.address_id)
    return same_person(held.name, check.name) and same_home(home, check.street, check.house_number)
