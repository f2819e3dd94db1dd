"""Taking back an admission that should not have been: a word given wrongly, papers that were false."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.live import end_streams
from stoep.lib.standings import Standing

from ..models import Member, Seat
from ..proofs import Homecoming, Vouch


@transaction.atomic
def turn_out(keeper: Standing, *, neighbourhood: int, member: UUID) -> list[UUID]:
    """This member lives here no longer, from the next request on, and does not walk back in. Returns who gave their word for them,
    so that somebody can ask. Twice is once; absent is Member.DoesNotExist. As keeper."""
    found = Member.objects.select_for_update().get(neighbourhood_id=neighbourhood, id=member)
    words = Vouch.objects.filter(neighbourhood_id=neighbourhood, newcomer_person_id=found.person_id).order_by("at")
    by = list(words.values_list("member_id", flat=True))
    if found.state != Member.State.GONE:
        found.state, found.ambassador = Member.State.GONE, False
        found.save(update_fields=["state", "ambassador"])
        Seat.objects.filter(person_id=found.person_id, neighbourhood_id=neighbourhood).update(state=Member.State.GONE)
        Homecoming.objects.filter(person_id=found.person_id, host_id=neighbourhood).delete()
        end_streams(found.person_id)
        record(replace(keeper, here=neighbourhood), "turn_out", about=found.id, vouched_by=[str(one) for one in by])
    return by
