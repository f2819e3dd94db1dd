"""What is forgotten of letters: codes that have run out, and files nobody confirmed."""

from datetime import timedelta

from django.db.models import Q

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from ..models import LetterBatch, LetterCode
from . import files
from .planning import REST


def sweep_letters() -> int:
    """Delete codes after their ninety days, and files whose codes have all run out; how many codes. As keeper."""
    with fan_out("codes that have run out, everywhere"):
        gone, _ = LetterCode.objects.filter(expires_at__lt=now()).delete()
    stale = Q(state=LetterBatch.State.READY) | Q(state=LetterBatch.State.FETCHED)
    for batch in LetterBatch.objects.filter(stale, ready_at__lt=now() - REST - timedelta(days=1)).values_list("id", flat=True):
        files.destroy(batch)
    return gone
