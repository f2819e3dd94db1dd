"""Proof shown at a counter: somebody looked at the papers. Nothing is scanned; what was looked at is ticked."""

import logging

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant, MemberStanding, Visitor
from stoep.places.find import same_number
from stoep.places.models import Address
from stoep.places.register import hold_register

from ..models import Member, Residence
from ..proofs import Application
from ..proving import ALARM_AT_COUNTER, AT_COUNTER, may_prove_at_counter
from .vouching import let_in

log = logging.getLogger("stoep.counter")


def prove_at_counter(member: MemberStanding, *, waits: Application, name: str, house_number: str, seen: list[str]) -> Member:
    """A connector saw papers with this name and address. The house number is compared with the one that was applied for, so that
    whoever looks has to read it. The name shows whether a sanction runs, whatever name was given here; it is not kept. Raises
    NotAllowed with a sentence."""
    may_prove_at_counter(member).insist()
    with acting(Visitor()):
        today = spend(AT_COUNTER, member.person)
        many = not spend(ALARM_AT_COUNTER, member.person)
    if many:
        log.warning("mandate holder %s let in more than %s people at a counter within a day", member.person, ALARM_AT_COUNTER.most)
    if not today:
        raise NotAllowed(_("You let in as many people as one person can in a day. Tomorrow you can go on."))
    with transaction.atomic():
        return _let_in_from_counter(member, waits, name, house_number, seen)


def _let_in_from_counter(member, waits, name, house_number, seen) -> Member:
    with acting(Applicant(here=member.here)):
        hold_register(member.here)
        held = Application.objects.select_for_update().get(id=waits.id, neighbourhood_id=member.here)
        home = Address.objects.get(neighbourhood_id=member.here, id=held.address_id)
    if not same_number(home, house_number):
        raise NotAllowed(_("This is not the address they applied for. They can change it on their own page."))
    record(member, "prove_at_counter", about=held.id, newcomer=held.person_id, seen=seen)
    return let_in(held, Residence.Proof.COUNTER, [member.member], shown=name, seen=seen)
