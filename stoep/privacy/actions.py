"""Asking for all that is kept of oneself, and taking it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.limits import spend
from stoep.lib.rules import Denied
from stoep.lib.standings import Visitor
from stoep.people.models import Person

from .files import file_of
from .finding import export_of
from .models import Export
from .rules import ASKED


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
