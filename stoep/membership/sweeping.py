"""What is forgotten of those who never came in."""

from datetime import timedelta

from stoep.lib.clock import now

from .models import Interest, Joining

KEPT = timedelta(days=7)


def sweep_joinings() -> int:
    """Delete joinings begun seven days ago, and interest that was never confirmed. Returns how many."""
    before = now() - KEPT
    begun = Joining.objects.filter(begun_at__lt=before).delete()[0]
    return begun + Interest.objects.filter(confirmed_at=None, asked_at__lt=before).delete()[0]
