"""Questions about one's own data."""

from datetime import timedelta

from stoep.lib.clock import now
from stoep.lib.limits import Limit

from .models import Export

KEPT = timedelta(hours=48)  # a file that is ready
PATIENCE = timedelta(minutes=20)  # then all tries of making one are over (jobs.py: five, a minute apart), and another may be asked for
USUAL = timedelta(minutes=8)  # a queue that is not full has made it by then
ASKED = Limit("exports asked", 3, 24 * 3600)  # of one person


def takes_long(export: Export) -> bool:
    """Whether it is being made for longer than one expects."""
    return export.state == Export.State.MAKING and export.asked_at < now() - USUAL


def is_over(export: Export) -> bool:
    """Whether nothing more comes of it."""
    if export.state == Export.State.MAKING:
        return export.asked_at < now() - PATIENCE
    return export.state == Export.State.OVER or export.ready_at < now() - KEPT
