"""Putting a message aside and letting it stand again, after somebody reported it. For the keeper's hand."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.live import announce_to
from stoep.lib.standings import Standing

from ..models import Message


@transaction.atomic
def hold_message(standing: Standing, *, message: UUID, why: str) -> Message:
    """Nobody in the conversation reads it until it is released. `why`: "flags" or "decision". Held twice is held once."""
    return _set(standing, "hold_message", message, held=True, why=why)


@transaction.atomic
def release_message(standing: Standing, *, message: UUID) -> Message:
    """It stands again."""
    return _set(standing, "release_message", message, held=False)


def _set(standing: Standing, verb: str, ident: UUID, *, held: bool, **why) -> Message:
    said = Message.objects.said().select_for_update().get(neighbourhood=standing.here, id=ident)
    if bool(said.held_at) == held:
        return said
    said.changed_at = now()  # open pages ask for what changed
    said.held_at = said.changed_at if held else None
    said.save(update_fields=["held_at", "changed_at"])
    announce_to(standing.here, said.members)
    record(standing, verb, said.id, author=said.author_id, **why)
    return said
