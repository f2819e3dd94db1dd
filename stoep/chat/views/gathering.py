"""The way from a group of the board into its talk."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stoep.board.groups.finding import group_for
from stoep.board.groups.rules import belongs
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..actions import enter_group_talk
from ..finding import talk_of_group
from ..rules import may_enter


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def group_talk(request, group):
    """On to the talk, for who is in it; else what it is, and a button to be let in."""
    standing, found = request.standing, group_for(request.standing, group)
    if talk := talk_of_group(standing, group):
        return redirect("conversation", standing.place_slug, talk.id)
    if request.method == "POST":
        return _entered(request, group)
    may = may_enter(standing, found, belongs(standing, group))
    return render(request, "chat/group_talk.html", {"group": found, "may": may, "opening": "opening" in request.GET, "here": "chat"})


def _entered(request, group):
    try:
        enter_group_talk(request.standing, group=group)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect("group", request.standing.place_slug, group)
    messages.success(request, _("The chat opens for you in a moment."))
    return redirect(f"{request.path}?opening=1")
