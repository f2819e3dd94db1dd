"""Who welcomes newcomers here, what that is, taking it up and laying it down; for who does it, who came this month."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from .. import ambassadors as finding
from .. import pages
from ..actions import ambassadors as actions
from ..finding import me
from ..proving import proof_of


@door("member")
@require_safe
def ambassadors(request):
    standing, myself = request.standing, me(request.standing)
    came = finding.newcomers_of(standing) if myself.ambassador else []
    may = finding.may_become_ambassador(standing, myself, proof_of(standing)) if not myself.ambassador else None
    return pages.ambassadors(request, finding.ambassadors_of(standing), came, myself.ambassador, may)


@door("member")
@require_POST
def become_ambassador(request):
    try:
        actions.become_ambassador(request.standing)
        messages.success(request, _("Thank you. Your neighbours see from now on that they may ask you. Below stands who came lately."))
    except NotAllowed as refusal:
        messages.warning(request, refusal.reason)
    return redirect("ambassadors", request.standing.place_slug)


@door("member")
@require_POST
def stop_ambassador(request):
    actions.stop_ambassador(request.standing)
    messages.success(request, _("Laid down. Thank you for all the doors you opened."))
    return redirect("ambassadors", request.standing.place_slug)
