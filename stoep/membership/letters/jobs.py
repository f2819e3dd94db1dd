"""Planning, typesetting and destroying, as the keeper. Each may run twice; what is done is not done again."""

from uuid import UUID

from django.db import transaction

from stoep.lib.jobs import DESK, KEEPER, defer, defer_each, task
from stoep.lib.standings import Clockwork

from ..models import LetterBatch
from . import actions, files
from .planning import plan_batch
from .typesetting import finish_batch, tell_how_far, typeset_chunk


@task(queues=DESK | KEEPER)
def plan_letters(town: int, batch: str):
    """Cut into chunks; one job for each that is still to be set."""
    plan_batch(UUID(batch))
    _queue_rest(town, batch)


@task(queues=KEEPER, retry=5)
def typeset_letters(town: int, batch: str, number: int):
    """One chunk. The last one has the archive made."""
    typeset_chunk(UUID(batch), number)
    if not tell_how_far(UUID(batch)):
        defer("finish_letters", town=town, batch=batch)


@task(queues=KEEPER)
def finish_letters(town: int, batch: str):
    """The archive; or, when a file has gone missing, its chunk once more."""
    if finish_batch(UUID(batch)):
        transaction.on_commit(lambda: files.clear(UUID(batch)))
    else:
        _queue_rest(town, batch)


@task(queues=DESK | KEEPER)
def destroy_letters(town: int, batch: str):
    """Remove the files of a batch whose receipt was confirmed."""
    if LetterBatch.objects.filter(id=batch, state=LetterBatch.State.RECEIVED).exists():
        files.destroy(UUID(batch))


@task(queues=DESK | KEEPER)
def open_lettered(town: int, batch: str):
    """The letters of a batch are with the printer: its neighbourhoods are open."""
    actions.open_lettered(Clockwork.of("open_lettered", town=town), batch=UUID(batch))


def queue_unfinished() -> None:
    """Queue again what is approved and not ready: a job that failed for good does not leave a batch lying. Recurring; as
    keeper."""
    for batch in LetterBatch.objects.filter(state=LetterBatch.State.APPROVED):
        defer("plan_letters", town=batch.municipality_id, batch=str(batch.id))


def _queue_rest(town: int, batch: str) -> None:
    found = LetterBatch.objects.get(id=batch)
    numbers = list(found.chunks.filter(done_at=None).order_by("number").values_list("number", flat=True))
    defer_each("typeset_letters", [{"town": town, "batch": batch, "number": number} for number in numbers])
    if not numbers and found.state == LetterBatch.State.APPROVED:
        defer("finish_letters", town=town, batch=batch)
