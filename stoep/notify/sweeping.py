"""What is forgotten here when its time is over."""

from datetime import timedelta

from django.conf import settings

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .models import Notification

KEPT = timedelta(days=settings.RETENTION["bell"])


def sweep_bell() -> int:
    """Delete bell rows after 90 days, read or not. Returns how many."""
    with fan_out("old bell rows of all neighbourhoods, once an hour"):
        return Notification.objects.filter(created__lt=now() - KEPT).delete()[0]
