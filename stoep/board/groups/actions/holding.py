"""Putting a group's name and text aside and letting them stand again. For the keeper's hand."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import Standing

from ...models import Group


@transaction.atomic
def hold_group(standing: Standing, *, group: UUID, why: str) -> Group:
    """Nobody sees the group until it is released; what was said for it stands on the board without its name. Held twice is held once."""
    found = Group.objects.select_for_update().get(neighbourhood=standing.here, id=group)
    if found.held_at is None:
        found.held_at = now()
        found.save(update_fields=["held_at"])
        record(standing, "hold_group", found.id, author=found.author_id, why=why)
    return found


@transaction.atomic
def release_group(standing: Standing, *, group: UUID) -> Group:
    """It stands again."""
    found = Group.objects.select_for_update().get(neighbourhood=standing.here, id=group)
    if found.held_at is not None:
        found.held_at = None
        found.save(update_fields=["held_at"])
        record(standing, "release_group", found.id, author=found.author_id)
    return found
