"""What the keeper does: put a request aside, end those of who is gone, forget what is over."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork, Standing

from .models import QuietRequest, QuietTold

KEPT = timedelta(days=settings.RETENTION["quiet help"])  # after its time


def end_quiet_of(keeper: Clockwork, member: UUID) -> int:
    """Somebody moved away: nobody is asked in their name any more. Returns how many requests."""
    open_ones = QuietRequest.objects.filter(neighbourhood_id=keeper.here, author_id=member, solved_at=None, ended_at=None)
    ended = list(open_ones.values_list("id", flat=True))
    QuietTold.objects.filter(neighbourhood_id=keeper.here, quiet_id__in=ended).update(over_at=now(), body="", moment="")
    return open_ones.update(ended_at=now(), body="", moment="")


@transaction.atomic
def hold_quiet(standing: Standing, *, quiet: UUID, why: str) -> None:
    """Nobody who was told reads it until it is released. Held twice is held once."""
    _set_aside(standing, quiet, now(), "hold_quiet", why=why)


@transaction.atomic
def release_quiet(standing: Standing, *, quiet: UUID) -> None:
    """It stands again, for as long as it had."""
    _set_aside(standing, quiet, None, "release_quiet")


def _set_aside(standing: Standing, quiet: UUID, moment, verb: str, **why) -> None:
    found = QuietRequest.objects.select_for_update().get(neighbourhood=standing.here, id=quiet)
    if (found.held_at is None) != (moment is None):
        found.held_at = moment
        found.save(update_fields=["held_at"])
        QuietTold.objects.filter(neighbourhood=standing.here, quiet_id=quiet).update(held_at=moment)
        record(standing, verb, quiet, author=found.author_id, **why)


def sweep_quiet() -> int:
    """A month after its time: what a neighbour solved stays as a number without words, the rest goes. Returns how many."""
    with fan_out("requests that are over, in all neighbourhoods"):
        old = QuietRequest.objects.filter(until__lt=now() - KEPT).exclude(body="", moment="", by_neighbour=True)
        return sum(_forget(here, ident, solved) for here, ident, solved in old.values_list("neighbourhood_id", "id", "by_neighbour")[:1000])


def _forget(here: int, ident: UUID, solved: bool) -> int:
    row = QuietRequest.objects.filter(neighbourhood=here, id=ident)
    if not solved:
        row.delete()  # with what was told of it
        return 1
    QuietTold.objects.filter(neighbourhood=here, quiet_id=ident).delete()
    return row.update(body="", moment="")
