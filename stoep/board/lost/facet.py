"""What the board shows of something lost or found."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..facets import Facet
from .models import Lost


class LostFacet(Facet):
    """Lost or found, where, and whether it is home again."""

    kind = "lost"
    compose, edit = "report_lost", "edit_lost"
    fragment = "board/lost/_fragment.html"
    plate = (_("Lost or found something"), _("A cat, a glove, a bunch of keys"), "search", "yellow")

    def of(self, here, posts):
        return {found.post_id: {"lost": found} for found in Lost.objects.filter(neighbourhood=here, post_id__in=posts)}

    def facts(self, here, post):
        lost = Lost.objects.get(neighbourhood=here, post_id=post.id)
        what = _("Found") if lost.what == Lost.What.FOUND else _("Lost")
        return [what, *([lost.where] if lost.where else []), *([_("Home again")] if lost.home_at else [])]

    def written(self, here, post):
        return Lost.objects.filter(neighbourhood=here, post_id=post.id).values_list("where", flat=True)

    def panel(self, request, row, form=None):
        if row["author_id"] != str(request.standing.member):
            return ""
        lost = Lost.objects.get(neighbourhood=request.standing.here, post_id=row["id"])
        return render_to_string("board/lost/_panel.html", {"lost": lost, "standing": request.standing}, request)


LOST = LostFacet()
