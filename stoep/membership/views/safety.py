"""Blocking a neighbour, and taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.refusals import not_found

from ..actions import blocking
from ..finding import neighbour_of


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def block(request, member):
    """Say what it does, then do it."""
    found = neighbour_of(request.standing, member)
    if found is None or not blocking.may_block(request.standing, found):
        return not_found()
    if request.method != "POST":
        return render(request, "membership/safety/block.html", {"member": found})
    blocking.block_member(request.standing, member=member)
    messages.success(request, _("You and this neighbour no longer see each other. They are not told."))
    return redirect("my_safety", request.standing.place_slug)


@door("member")
@require_POST
def unblock(request, member):
    blocking.unblock_member(request.standing, member=member)
    messages.success(request, _("You see each other again."))
    return redirect("my_safety", request.standing.place_slug)
