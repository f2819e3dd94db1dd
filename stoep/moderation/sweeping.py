"""What ends by itself: sanctions at their end, copies of texts when nobody may ask about them any more."""

from datetime import timedelta

from django.conf import settings

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .carrying import end_sanction
from .keeping import drop_pictures
from .models import Matter, Sanction, Statement
from .rules import APPEAL_WITHIN

TOLD = timedelta(days=settings.RETENTION["decision told"])


def end_sanctions() -> int:
    """Who was shut out until now comes in again. Returns how many."""
    over = list(Sanction.objects.select_for_update(skip_locked=True).filter(ended_at=None, until__lte=now()))
    for sanction in over:
        end_sanction(sanction)
    return len(over)


def sweep_matters() -> int:
    """Half a year after a decision the copy of the text, its context and all that was added go; the decision itself is counted on."""
    old = Matter.objects.filter(state=Matter.State.DECIDED, decided_at__lt=now() - APPEAL_WITHIN).exclude(said=[])
    with fan_out("statements nobody may answer any more"):
        Statement.objects.filter(at__lt=now() - TOLD).delete()
    for matter in old.exclude(message_id=None).only("id", "neighbourhood_id"):
        drop_pictures(matter)
    return old.update(said=[], context={}, words=[], asked=[])
