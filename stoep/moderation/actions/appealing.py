"""Asking that another person looks again: the author, or whoever told us."""

from uuid import UUID

from django.db import IntegrityError, transaction

from stoep.journal.record import record
from stoep.lib.jobs import defer
from stoep.lib.standings import Applicant

from ..finding import appeal_of, own_statement
from ..models import Appeal
from ..rules import may_appeal


@transaction.atomic
def appeal(person: Applicant, *, statement: UUID, words: str) -> Appeal:
    """Ask once more, once, within six months. In a person's own hand, which works without access too. Raises NotAllowed."""
    found = own_statement(person, statement)
    may_appeal(found, appeal_of(person, statement)).insist()
    asked = Appeal(neighbourhood_id=person.here, statement_id=found.id, person_id=person.person, words=words)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:  # the second click
        return appeal_of(person, statement)
    record(person, "appeal", found.id)
    defer("hear_appeal", neighbourhood=person.here, appeal=str(asked.id))
    return asked
