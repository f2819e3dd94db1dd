"""On the page of one's own post: whom it reaches next door, and the ways to the talk there."""

from django.template.loader import render_to_string

from stoep.places.models import Neighbourhood

from ..models import Post
from .kinds import KINDS


def panel(request, row: dict) -> str:
    """For its author only; one query where it has copies, else none. `row` as in feed.COLUMNS."""
    standing = request.standing
    if row["author_id"] != str(standing.member) or row["kind"] not in KINDS or row["nearby"] is not None or standing.kind != "home":
        return ""
    places = []
    if row["reaches"]:
        reach = Post.objects.filter(neighbourhood=standing.here, id=row["id"]).values_list("reach", flat=True)
        places = list(Neighbourhood.objects.filter(id__in=reach.get()).only("slug", "name").order_by("name"))
    return render_to_string("board/nearby/_panel.html", {"post_id": row["id"], "places": places, "standing": standing}, request)
