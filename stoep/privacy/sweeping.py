"""What is forgotten of exports when its time is over."""

from datetime import timedelta

from django.conf import settings

from stoep.lib.clock import now

from .files import file_of, folder
from .models import Export
from .rules import is_over

TRACE = timedelta(days=settings.RETENTION["export asked"])  # how long it is known that one was made


def sweep_exports() -> int:
    """Delete the files of those that are over, and of nobody's; their rows a month on. Returns how many files went."""
    running = Export.objects.exclude(state=Export.State.OVER)
    Export.objects.filter(id__in=[export.id for export in running if is_over(export)]).update(state=Export.State.OVER)
    kept = {file_of(ident) for ident in Export.objects.exclude(state=Export.State.OVER).values_list("id", flat=True)}
    Export.objects.filter(state=Export.State.OVER, asked_at__lt=now() - TRACE).delete()
    gone = [path for path in folder().iterdir() if path.with_suffix(".zip") not in kept and old(path)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def drop_exports(person: int, rows: bool = False) -> None:
    """Whoever erases their account fetches none any more: the files now, with `rows` also that there was one."""
    theirs = Export.objects.filter(person_id=person)
    for ident in theirs.values_list("id", flat=True):
        file_of(ident).unlink(missing_ok=True)
    theirs.exclude(state=Export.State.OVER).update(state=Export.State.OVER)
    if rows:
        theirs.delete()


def old(path) -> bool:
    """Not one that is being written this very moment."""
    return path.stat().st_mtime < (now() - timedelta(hours=1)).timestamp()
