"""What a neighbour who was told may do: offer their hands, or not."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from .finding import ANSWERED, State, locked_told
from .models import QuietTold
from .rules import goes_on, may_offer_quietly


@transaction.atomic
def offer_quietly(member: MemberStanding, *, quiet: UUID, words: str) -> QuietTold:
    """Say that one would help: the asker, and nobody else, sees who and reads `words`. Twice is once, with the newer words. Raises
    NotAllowed."""
    told = locked_told(member, quiet)
    if told.state in ANSWERED:
        if told.words != words and goes_on(told):
            may_write(member).insist()
            told.words = words
            told.save(update_fields=["words"])
        return told
    may_offer_quietly(member, told).insist()
    told.words, told.state, told.offered_at = words, State.OFFERED, now()
    told.save(update_fields=["words", "state", "offered_at"])
    record(member, "offer_quietly", quiet)
    return told


@transaction.atomic
def leave_quietly(member: MemberStanding, *, quiet: UUID) -> None:
    """It is not for me, or I cannot after all. The asker hears it only when they had picked me."""
    told = locked_told(member, quiet)
    if told.state == State.LEFT or told.over_at:
        return
    picked, told.state, told.words = told.state == State.PICKED, State.LEFT, ""
    told.save(update_fields=["state", "words"])
    record(member, "leave_quietly", quiet, picked=picked)
