"""What the chat clears away by itself."""

from datetime import timedelta

from django.conf import settings

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .actions.pictures import folder_of
from .forms import ids_in
from .models import Message, SentPicture

LOOSE = timedelta(days=settings.RETENTION["loose picture"])


def sweep_sent_pictures() -> int:
    """Pictures that were never sent, and those of messages taken back: rows and files. Returns how many. As keeper."""
    with fan_out("sweeping pictures of conversations"):
        old = list(SentPicture.objects.filter(message_id=None, created__lt=now() - LOOSE)[:1000])
        taken_back = Message.objects.filter(withdrawn_at__gt=now() - LOOSE).exclude(author__name="")  # hidden may come back (leaving.py)
        gone = taken_back.values_list("neighbourhood_id", "id")[:1000]
        for here, message in gone:
            old += SentPicture.objects.filter(neighbourhood=here, message_id=message)
        for picture in old:
            folder, stem = folder_of(picture.neighbourhood_id), str(picture.id)  # delete() empties both
            picture.delete()  # first the row: a file without one is found by nobody
            pictures.remove(folder, stem)
    return len(old) + sum(_sweep_folder(folder) for folder in _folders())


def _folders():
    """Where pictures of conversations lie."""
    root = settings.MEDIA_DIR
    return [folder / "chat" for folder in root.iterdir() if folder.name.isdigit() and (folder / "chat").is_dir()] if root.is_dir() else []


def _sweep_folder(folder) -> int:
    """What a killed process left behind: files half written, and files whose row was never committed. Returns how many pictures."""
    before = (now() - LOOSE).timestamp()
    old = [file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < before]
    for file in old:
        if file.name.startswith("."):
            file.unlink(missing_ok=True)
    stems = set(ids_in([file.name.rpartition("-")[0] for file in old if file.suffix == ".webp"], len(old)))
    known = set(SentPicture.objects.filter(neighbourhood=int(folder.parent.name), id__in=stems).values_list("id", flat=True))
    for stem in stems - known:
        pictures.remove(folder, str(stem))
    return len(stems - known)
