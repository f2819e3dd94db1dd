"""Cards and links to hand over, and the page they lead to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.lib.rules import NotAllowed
from stoep.places.views import at_home

from ..actions import inviting as actions
from ..finding import invited_to, me, my_invitation, my_invitations
from ..in_names.rules import may_sign
from ..inviting import link_of
from ..letters.qr import qr_svg
from ..rules import may_write


@door("member")
@require_safe
def invitations(request):
    standing = request.standing
    made = [{"id": one.id, "link": link_of(one), "until": one.until} for one in my_invitations(standing)]
    letters = standing.kind == "home" and may_sign(me(standing))
    words = {"made": made, "letters": letters, "may": may_write(standing), "here": "more"}
    return render(request, "membership/invite/mine.html", words)


@door("member")
@require_POST
def make_invitation(request):
    try:
        actions.make_invitation(request.standing)
    except NotAllowed as refusal:
        messages.warning(request, refusal.reason)
    return redirect("invitations", request.standing.place_slug)


@door("member")
@require_POST
def revoke_invitation(request, invitation):
    actions.revoke_invitation(request.standing, invitation=invitation)
    messages.success(request, _("Taken back. Its link leads nowhere from now on."))
    return redirect("invitations", request.standing.place_slug)


@door("member")
@require_safe
def invitation_card(request, invitation):
    """To print and hand over."""
    found = my_invitation(request.standing, invitation)
    if found is None:
        return not_found()
    return render(request, "membership/invite/card.html", {"card": found, "link": link_of(found)})


@door("member")
@require_safe
def invitation_code(request, invitation):
    """The link as a QR code."""
    found = my_invitation(request.standing, invitation)
    if found is None:
        return not_found()
    return HttpResponse(qr_svg(link_of(found)), content_type="image/svg+xml")


@door("nobody")
@require_safe
def invited(request, word):
    """Where a card leads: the neighbourhood's name and how to join. One page for every card of it, and nothing about anybody."""
    place = invited_to(word)
    return render(request, "membership/invite/invited.html", {"place": place, **at_home(request)}) if place else not_found()
