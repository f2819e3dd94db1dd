"""An operator opens a matter, decides it, and may take the decision back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.standings import OperatorStanding
from stoep.membership.house_rules import VERSION

from ..models import Decision, Matter
from ..rules import may_decide, may_look, may_undo


@transaction.atomic
def take_matter(operator: OperatorStanding, *, matter: UUID) -> Matter:
    """Open a matter to read it. Each time it is opened is a line in the journal. Raises NotAllowed."""
    found = _locked(matter)
    may_look(operator, found).insist()
    found.taken_by, found.taken_at = operator.person, now()
    found.save(update_fields=["taken_by", "taken_at"])
    record(operator, "take_matter", found.id)
    return found


@transaction.atomic
def decide(
    operator: OperatorStanding, *, matter: UUID, thing: str, measure: str, ground: str, words: str, until: datetime | None = None
) -> Decision:
    """Decide, with the ground and in words for who wrote it. A job does what was decided and tells both sides. Raises NotAllowed.

    What stays put aside stays in the queue: it is no end.
    """
    found = _locked(matter)
    may_decide(operator, found).insist()
    decision = Decision(
        matter=found, on_appeal=found.appealed, thing=thing, measure=measure, ground=ground, rules_version=VERSION, words=words,
        until=until, person_id=operator.person, signed=operator.name, at=now(),
    )  # fmt: skip
    decision.save(force_insert=True)
    if thing != "aside":
        found.state, found.decided_at = Matter.State.DECIDED, decision.at
    found.taken_by = None
    found.save(update_fields=["state", "decided_at", "taken_by"])
    record(operator, "decide", decision.id, thing=thing, measure=measure, ground=ground)
    defer("carry_out", neighbourhood=found.neighbourhood_id, decision=str(decision.id))
    return decision


@transaction.atomic
def undo_decision(operator: OperatorStanding, *, decision: UUID) -> Decision:
    """Take one's own decision back: all is as it was before it, and the matter waits again. Raises NotAllowed."""
    found = Decision.objects.select_related("matter").get(id=decision)
    _locked(found.matter_id)
    may_undo(operator, found).insist()
    found.undone_at = now()
    found.save(update_fields=["undone_at"])
    Matter.objects.filter(id=found.matter_id).update(state=Matter.State.WAITING, decided_at=None)
    record(operator, "undo_decision", found.id)
    defer("carry_out", neighbourhood=found.matter.neighbourhood_id, decision=str(found.id))
    return found


def _locked(matter: UUID) -> Matter:
    return Matter.objects.select_for_update().get(id=matter)
