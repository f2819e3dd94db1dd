"""What anybody may choose, signed in or not: a language, which of two accounts of one mailbox is meant; and where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.doors import door

from . import actions
from .choosing import waits_for_a_choice
from .sign_ins import sign_ins_of

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
            actions.choose_language(request.standing, person=request.user, language=language)
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


@door("person", at_desk=True)
@require_safe
def sign_ins(request):
    """Where one is signed in now, to end what is not one's own."""
    shown = sign_ins_of(request.user, request.session.session_key, request.user.language)
    return render(request, "people/sign_ins.html", {"sign_ins": shown, "others": any(not one.here for one in shown)})


@door("person", at_desk=True)
@require_POST
def end_sign_in(request):
    if "others" in request.POST:
        ended = actions.end_other_sign_ins(request.standing, person=request.user, key=request.session.session_key)
    else:
        ended = actions.end_sign_in(request.standing, person=request.user, sign_in=request.POST.get("sign_in", "")[:40])
    said = ngettext("One browser is signed out.", "%(n)d browsers are signed out.", ended) % {"n": ended}
    messages.success(request, said if ended else _("It was signed out already."))
    return redirect("sign_ins")
