"""Throwing away what one began."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door

from .actions import drop_draft
from .finding import draft_of


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, draft):
    """Ask once more, then throw it away."""
    found = draft_of(request.standing, draft)
    if request.method != "POST":
        return render(request, "board/drafts/drop.html", {"draft": found, "here": "compose"})
    drop_draft(request.standing, draft=draft)
    messages.success(request, _("It is thrown away."), extra_tags=str(found.act))
    return redirect("compose", request.standing.place_slug)
