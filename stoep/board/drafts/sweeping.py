"""What is not said within a month is forgotten."""

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from ..models import Draft
from .rules import KEPT_FOR


def sweep_drafts() -> int:
    """Rows of drafts that nobody touched for thirty days. Their pictures go with the next sweep of pictures. As keeper."""
    with fan_out("sweeping drafts"):
        old = Draft.objects.filter(changed__lt=now() - KEPT_FOR)
        return old.delete()[0]
