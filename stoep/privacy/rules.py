"""Questions about one's own data."""

from datetime import timedelta

from stoep.lib.clock import now
from stoep.lib.limits import Limit

from .models import Export

KEPT = timedelta(hours=48)  # a file that is ready
PATIENCE = timedelta(hours=2)  # then the making of one has gone wrong, and another may be asked for
ASKED = Limit("exports asked", 3, 24 * 3600)  # of one person


def is_over(export: Export) -> bool:
    """Whether nothing more comes of it."""
    if export.state == Export.State.MAKING:
        return export.asked_at < now() - PATIENCE
    return export.state == Export.State.OVER or export.ready_at < now() - KEPT
