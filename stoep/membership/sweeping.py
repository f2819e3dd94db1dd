"""What is done, every hour, for those who are not in: told once, or forgotten."""

from datetime import timedelta

from stoep.lib.clock import now
from stoep.lib.standings import Clockwork

from .actions.interest import tell_interested
from .models import Interest, Joining

KEPT = timedelta(days=7)


def sweep_joinings() -> int:
    """Delete joinings begun seven days ago, and interest that was never confirmed. Returns how many."""
    before = now() - KEPT
    begun = Joining.objects.filter(begun_at__lt=before).delete()[0]
    return begun + Interest.objects.filter(confirmed_at=None, asked_at__lt=before).delete()[0]


def tell_opened() -> int:
    """Mail those who asked to be told, now that their neighbourhood has opened. Returns how many."""
    return tell_interested(Clockwork.of("tell_opened"))
