"""What the board clears away by itself."""

from datetime import timedelta

from stoep.lib import pictures
from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from .actions.pictures import folder_of
from .models import Picture, Post

LOOSE = timedelta(days=1)
TAKEN_BACK = timedelta(days=30)


def sweep_pictures() -> int:
    """Pictures that never came into a post, and those of posts taken back a month ago: rows and files. Returns how many. As keeper."""
    with fan_out("sweeping pictures"):
        old = list(Picture.objects.filter(post_id=None, created__lt=now() - LOOSE)[:1000])
        gone = Post.objects.filter(withdrawn_at__lt=now() - TAKEN_BACK).values_list("neighbourhood_id", "id")[:1000]
        for here, post in gone:
            old += Picture.objects.filter(neighbourhood=here, post_id=post)
        for picture in old:
            folder, stem = folder_of(picture.neighbourhood_id), str(picture.id)  # delete() empties both
            picture.delete()  # first the row: a file without one is found by nobody
            pictures.remove(folder, stem)
    return len(old)
