"""What the board clears away by itself."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .actions.pictures import folder_of
from .feed import parse_id
from .models import Draft, Picture, Post

LOOSE = timedelta(days=settings.RETENTION["loose picture"])
TAKEN_BACK = timedelta(days=settings.RETENTION["picture taken back"])


def sweep_pictures() -> int:
    """Pictures that never came into a post and wait in no draft, and those of posts taken back a month ago: rows and files.

    Returns how many. As keeper.
    """
    with fan_out("sweeping pictures"):
        begun = Draft.objects.filter(neighbourhood=OuterRef("neighbourhood"), pictures__contains=[OuterRef("id")])
        old = list(Picture.objects.filter(~Exists(begun), post_id=None, created__lt=now() - LOOSE)[:1000])
        gone = Post.objects.filter(withdrawn_at__lt=now() - TAKEN_BACK).values_list("neighbourhood_id", "id")[:1000]
        for here, post in gone:
            old += Picture.objects.filter(neighbourhood=here, post_id=post)
        for picture in old:
            folder, stem = folder_of(picture.neighbourhood_id), str(picture.id)  # delete() empties both
            picture.delete()  # first the row: a file without one is found by nobody
            pictures.remove(folder, stem)
    return len(old) + sum(_sweep_folder(folder) for folder in _folders())


def _folders():
    """Where pictures of neighbourhoods lie."""
    root = settings.MEDIA_DIR
    return [folder for folder in root.iterdir() if folder.name.isdigit()] if root.is_dir() else []


def _sweep_folder(folder) -> int:
    """What a killed process left behind: files half written, and files whose row was never committed. Returns how many pictures."""
    before = (now() - LOOSE).timestamp()
    old = [file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < before]
    for file in old:
        if file.name.startswith("."):
            file.unlink(missing_ok=True)
    stems = {stem for file in old if (stem := parse_id(file.name.rpartition("-")[0])) and file.suffix == ".webp"}
    known = set(Picture.objects.filter(neighbourhood=int(folder.name), id__in=stems).values_list("id", flat=True))
    for stem in stems - known:
        pictures.remove(folder, str(stem))
    return len(stems - known)
