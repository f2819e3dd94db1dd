"""Asking for all that is kept of oneself, and taking it; erasing one's account, and coming back in time."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.limits import spend
from stoep.lib.live import end_streams
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Clockwork, Visitor
from stoep.people.limits import MAIL_PER_MAILBOX
from stoep.people.models import Person, Session, this_month

from .files import file_of
from .finding import export_of, open_to, waiting_erasures
from .mailing import mail_hidden, read_stay
from .models import Erasure, Export
from .rules import ASKED, DAYS_TO_COME_BACK, may_come_back, may_erase


def here_now() -> dict:
    """A visit, as the account keeps it: the month, and no end in sight."""
    return {"seen_in": this_month(), "unused_until": None, "told_unused": 0}


def ask_export(visitor: Visitor, *, person: Person) -> Export | Denied:
    """Have it made by a job. Asked again while one is being made is that one; when one lies ready, it is replaced by a newer."""
    before = export_of(person)
    if before and before.state == Export.State.MAKING:
        return before
    if not spend(ASKED, person.pk):
        return Denied(_("You asked for this three times today. Come back tomorrow."))
    try:
        with transaction.atomic():
            Export.objects.filter(person_id=person.pk).exclude(state=Export.State.OVER).update(state=Export.State.OVER)
            export = Export.objects.create(person_id=person.pk)
            defer("make_export", export=str(export.id))
    except IntegrityError:  # the other click was quicker
        return export_of(person)
    return export


def fetch_export(visitor: Visitor, *, person: Person, export):
    """The open file, once: who comes second gets None. It is gone from the disk when this returns; what is open is read to its end."""
    mine = Export.objects.filter(id=export, person_id=person.pk, state=Export.State.READY)
    waiting = export_of(person)
    if waiting is None or waiting.id != export:
        return None
    if not mine.update(state=Export.State.OVER, fetched_at=now()):
        return None
    path = file_of(export)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    path.unlink()
    return file


@transaction.atomic
def erase_account(visitor: Visitor | Clockwork, *, person: Person, unused: bool = False) -> Allowed | Denied:
    """Hide it, and erase it for good when the days to come back are over. From the next request on nobody is signed in; a job hides the
    rest within seconds, in the order of asking before anything else. Twice is once. `unused`: nobody asked, nobody came for two years."""
    if not (may := may_erase(person.pk)):
        return may
    moment = now()
    asked = Erasure(person_id=person.pk, asked_at=moment, due=moment + DAYS_TO_COME_BACK, unused=unused)
    Erasure.objects.bulk_create([asked], ignore_conflicts=True)
    if Erasure.objects.filter(person_id=person.pk, state=Erasure.State.BACK).exists():  # what was hidden is being shown this very moment
        return Denied(_("You have only just come back. Try again in a minute."))
    Person.objects.filter(id=person.pk).update(is_active=False)
    Session.objects.filter(person_id=person.pk).delete()
    end_streams(person.pk)
    ident = Erasure.objects.filter(person_id=person.pk).values_list("id", flat=True).get()
    defer("hide_account", erasure=str(ident))
    return ALLOWED


@transaction.atomic
def come_back(visitor: Visitor, *, token: str, shown: int | None = None) -> bool:
    """The link of the mail, within its days: the account is there again, and a job shows the rest. It signs nobody in. Whether it did.
    `shown`: whose account this browser has shown to be its own (people/closed.py)."""
    erasing = open_to(token)
    found = erasing.values_list("id", "person_id").first()
    if found is None or not may_come_back(Person.objects.get(id=found[1]), shown) or not erasing.update(state=Erasure.State.BACK):
        return False
    Person.objects.filter(id=found[1]).update(is_active=True, **here_now())
    defer("show_account", erasure=str(found[0]))
    return True


def mail_way_back(visitor: Visitor, *, shown: int | None) -> bool:
    """The mail with the link once more, to whoever has shown that a closed account is theirs. Whether it goes; nobody is told."""
    erasing = waiting_erasures(person_id=shown).only("id", "due", "unused").first() if shown else None
    person = erasing and Person.objects.get(id=shown)
    if person is None or not spend(MAIL_PER_MAILBOX, person.email):
        return False
    mail_hidden(person, erasing)
    return True


def still_here(visitor: Visitor, *, token: str) -> bool:
    """The link of the mail that says nobody came for two years: it counts as a visit, and signs nobody in. Whether it did; pressed twice
    it did twice."""
    mine = Person.objects.filter(id=read_stay(token) or 0, is_active=True)
    return bool(mine.filter(Q(told_unused__gt=0) | Q(seen_in=this_month())).update(**here_now()))
