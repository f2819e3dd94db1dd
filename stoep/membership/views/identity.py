"""To a provider of electronic identity and back."""

import logging
import time

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stoep.lib import oidc
from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.lib.rules import Denied, NotAllowed

from ..actions.identity import may_ask_identity, prove_by_identity
from ..finding import place_of
from ..identity import identity_of, providers
from .joining import visitor
from .pending import waiting

log = logging.getLogger("stoep.identity")
IN_SESSION, MINUTES = "identity", 15  # how long somebody may be away


@door("person")
@require_safe
@waiting
def ask_identity(request, provider):
    """Sends whoever waits to the provider. By GET: a form that leads to another host would be stopped by the page's own policy."""
    found = providers().get(provider)
    if found is None:
        return not_found()
    if not may_ask_identity(visitor(request)):
        return _again(request, _("You have tried that often today. Tomorrow you can again; or choose another way."))
    try:
        address, kept = oidc.begin(found, _back(provider))
    except oidc.Refused as refused:
        log.warning("%s cannot be asked: %s", provider, refused)
        return _again(request, _("We cannot reach that service now. Try again in a while, or choose another way."))
    request.session[IN_SESSION] = {**kept, "at": int(time.time())}
    return redirect(address)


@door("person")
@require_safe
@waiting
def identity_back(request, provider):
    """Back from the provider, with a code or without."""
    found, kept = providers().get(provider), request.session.pop(IN_SESSION, None)
    if found is None:
        return not_found()
    if not kept or kept["at"] < time.time() - MINUTES * 60:
        return _again(request, _("That took too long, or began elsewhere. Begin again here."))
    try:
        claims = oidc.finish(found, _back(provider), kept, request.GET.dict())
    except oidc.Stopped:
        return _again(request, _("You stopped at that service; it told us nothing. You can begin again, or choose another way."))
    except oidc.Refused as refused:
        log.warning("an answer of %s was refused: %s", provider, refused)
        return _again(
            request, _("We heard nothing from that service that we can use. Try again, or choose another way.")
        )
    return _proven(request, found, claims)


def _proven(request, provider, claims):
    place = place_of(request.waits)
    try:
        answer = prove_by_identity(visitor(request), waits=request.waits, identity=identity_of(provider, claims))
    except NotAllowed as refusal:
        answer = Denied(refusal.reason)
    return _again(request, answer.reason) if isinstance(answer, Denied) else redirect("first_steps", place.slug, 1)


def _again(request, words):
    messages.warning(request, words)
    return redirect("pending")


def _back(provider: str) -> str:
    return f"{settings.BASE_URL}{reverse('identity_back', args=[provider])}"
