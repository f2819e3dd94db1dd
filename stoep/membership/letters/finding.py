"""Finding batches of letters through a standing of the town."""

from uuid import UUID

from django.http import Http404

from stoep.lib.standings import MandateStanding

from ..models import LetterBatch, Mandate
from ..proofs import WishCount

TO_PRINT = (LetterBatch.State.READY, LetterBatch.State.FETCHED, LetterBatch.State.RECEIVED)


def batches_of(standing: MandateStanding, before: UUID | None = None, size: int = 20, states=None) -> list[LetterBatch]:
    """The town's batches, newest first; one more than `size` when there is an older page."""
    found = LetterBatch.objects.filter(municipality_id=standing.town)
    if before:
        found = found.filter(id__lt=before)
    if states:
        found = found.filter(state__in=states)
    return list(found.order_by("-id")[: size + 1])


def batch_of(standing: MandateStanding, batch: UUID, states=None) -> LetterBatch:
    """One of this town's, in one of these states; 404 for any other."""
    found = LetterBatch.objects.filter(municipality_id=standing.town, id=batch).first()
    if found is None or (states and found.state not in states):
        raise Http404
    return found


def wishes_of(standing: MandateStanding) -> dict[int, int]:
    """{neighbourhood: homes that asked for a letter and may have one now}, where there are any."""
    found = WishCount.objects.filter(municipality_id=standing.town, homes__gt=0)
    return dict(found.values_list("neighbourhood_id", "homes"))


def names_of_mandates(standing: MandateStanding, mandates) -> dict[UUID, str]:
    """{mandate: the name of whoever holds it}, of this town."""
    return dict(Mandate.objects.filter(municipality_id=standing.town, id__in=set(mandates) - {None}).values_list("id", "name"))
