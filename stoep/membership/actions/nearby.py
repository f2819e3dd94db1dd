"""Whether one reads what reaches here from next door."""

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ..models import Member


@transaction.atomic
def read_nearby(standing: MemberStanding, *, reads: bool) -> bool:
    """Read it, or nothing of it: on the board, in the search, in mails. Returns whether that is new."""
    me = Member.objects.filter(neighbourhood_id=standing.here, id=standing.member)
    changed = me.exclude(reads_nearby=reads).update(reads_nearby=reads)
    if changed:
        record(standing, "read_nearby", about=standing.member, reads=reads)
    return bool(changed)
