"""A loan is due tomorrow: one line in the journal for each loan; the watchers tell who has it. A day late, they tell its owner too."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork

from ..models import Claim, Post

FROM = 9  # o'clock here: nobody is woken by it


def remind_loans() -> int:
    """For each loan that is out and ends tomorrow or ended yesterday. Returns of how many. As keeper; may run as often as it likes."""
    here = timezone.localtime(now())
    if here.hour < FROM:
        return 0
    today = here.date()
    due = {"remind_loan": today + timedelta(days=1), "late_loan": today - timedelta(days=1)}
    told = 0
    for verb, day in due.items():
        with fan_out("reminders"):
            out = Claim.objects.filter(state=Claim.State.HANDED, ends=day)
            found = list(out.exclude(reminded_on=today).values_list("neighbourhood_id", "id"))
        told += sum(_tell(neighbourhood, claim, verb, today) for neighbourhood, claim in found)
    return told


@transaction.atomic
def _tell(here: int, claim, verb: str, today) -> bool:
    """The line, once a day: whoever comes second waits for the first and finds it told. What came back meanwhile is left alone."""
    loan = Claim.objects.select_for_update().filter(neighbourhood=here, id=claim, state=Claim.State.HANDED).first()
    stands = loan and Post.objects.filter(neighbourhood=here, id=loan.post_id, withdrawn_at=None, held_at=None).exists()
    if not stands or loan.reminded_on == today:
        return False
    loan.reminded_on = today
    loan.save(update_fields=["reminded_on"])
    record(Clockwork.of("remind_loans", here=here), verb, loan.post_id, claim=loan.id)
    return True
