"""What anybody may choose, signed in or not: a language, and which of two accounts of one mailbox is meant."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door

from .actions import choose_language
from .choosing import waits_for_a_choice

YEAR = 365 * 24 * 3600


@door("nobody", at_desk=True)
@require_POST
def set_language(request):
    """In a cookie, and in the account of who is signed in: mails and pages of the neighbourhood follow the account."""
    onward = request.POST.get("next", "")[:2000]
    if not onward.startswith("/") or not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = "/"
    response, language = redirect(onward), request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            choose_language(request.standing, person=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            path="/",
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
        )
    return response


@door("nobody", at_desk=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_account(request):
    """Two have this mailbox: the names are shown to whoever has proven it, and never before."""
    waits = waits_for_a_choice(request)
    if waits is None:
        return redirect("account_login")
    choices = waits.choices()
    chosen = {str(place): person for place, person in enumerate(choices)}.get(request.POST.get("who"))
    return waits.choose(chosen) if chosen else render(request, "account/choose.html", {"choices": choices})
