"""What is done, every hour, for those who are not in: told once, or forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from stoep.lib.clock import now
from stoep.lib.standings import Clockwork
from stoep.people.models import Person, Session

from .actions import coming_home
from .actions.interest import tell_interested
from .actions.sanctions import end_what_is_over
from .mails import mail_forgotten_soon
from .models import Interest, Joining, KeptBlock, Mandate, Seat
from .proofs import Application, Move, PaperCheck
from .proving import KEPT as WAITS
from .proving import WARNED, forgotten_on
from .working_seats import lay_down_run_out

KEPT, WANTED, PAPERS = (timedelta(days=settings.RETENTION[what]) for what in ("joining", "interest", "paper check"))


def sweep_joinings() -> int:
    """Delete joinings begun seven days ago, and interest never confirmed or two years old. Returns how many."""
    before = now() - KEPT
    begun = Joining.objects.filter(begun_at__lt=before).delete()[0]
    return begun + Interest.objects.filter(Q(confirmed_at=None, asked_at__lt=before) | Q(asked_at__lt=now() - WANTED)).delete()[0]


def tell_opened() -> int:
    """Mail those who asked to be told, now that their neighbourhood has opened. Returns how many."""
    return tell_interested(Clockwork.of("tell_opened"))


def lay_down_seats() -> int:
    """Connectors whose mandate has run out have no face here any more. Returns how many."""
    return lay_down_run_out(Clockwork.of("lay_down_seats"))


def bring_home() -> int:
    """Who may come over to a neighbourhood that is back, and did not in sixty days. Returns how many."""
    return coming_home.bring_home(Clockwork.of("bring_home"))


def sweep_applications() -> int:
    """Tell who has waited for long that it ends; forget who has waited too long, and the account with it if it never was anything
    else. Returns how many are forgotten."""
    for waits in Application.objects.filter(since__lt=now() - WAITS + WARNED, warned_at=None).select_for_update():
        mail_forgotten_soon(waits, forgotten_on(waits))
        waits.warned_at = now()
        waits.save(update_fields=["warned_at"])
    over = Application.objects.filter(since__lt=now() - WAITS, warned_at__lt=now() - WARNED + timedelta(hours=2))
    people = list(over.values_list("person_id", flat=True))
    over.delete()
    for person in people:
        _forget_account(person)
    return len(people)


def sweep_kept_sanctions() -> int:
    """What was kept of sanctions that are over. Returns how many."""
    return end_what_is_over()


def sweep_kept_blocks() -> int:
    """What was kept of blocks of erased accounts, after a year. Returns how many."""
    return KeptBlock.objects.filter(until__lte=now()).delete()[0]


def sweep_papers() -> int:
    """What was looked at at counters, after a month. Returns how many."""
    return PaperCheck.objects.filter(at__lt=now() - PAPERS).delete()[0]


def _forget_account(person: int) -> None:
    """Who ever lived here, moved, or acts for a town keeps the account."""
    if not any(model.objects.filter(person_id=person).exists() for model in (Seat, Mandate, Move)):
        Session.objects.filter(person_id=person).delete()
        Person.objects.filter(id=person).delete()
