"""allauth's pages of a second step, with two things more: whoever has just set it up has shown it; nobody is asked for one that is gone.

Without the first the next page asks for another code of an app that shows a new one only after half a minute, and the desk stays shut
until one has signed out and in again. It gives nobody more: who can set up a second step could sign in with it a moment later.
"""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled

from . import app_codes

KINDS = {"mfa_activate_totp": Authenticator.Type.TOTP, "mfa_add_webauthn": Authenticator.Type.WEBAUTHN}


def shown_once_made(patterns: list) -> list:
    """allauth's patterns, with those pages as described above."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            shown_once_made(pattern.url_patterns)
        elif pattern.name == AuthenticateStage.urlname:
            pattern.callback = while_there_is_one(pattern.callback)
        elif pattern.name in KINDS:
            pattern.callback = counts_as_shown(pattern.callback, KINDS[pattern.name])
    return patterns


def counts_as_shown(view, kind: str):
    """The same view; one that has made a second step of this kind notes it in the session as just shown."""

    @wraps(view)
    def noted(request, *args, **kwargs):
        before = _held(request, kind)
        response = view(request, *args, **kwargs)
        if _held(request, kind) > before:
            if kind == Authenticator.Type.TOTP:
                app_codes.use(request.user, request.POST.get("code", ""))  # the code that set it up opens nothing else
            record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)
        return response

    return noted


def while_there_is_one(view):
    """The page that asks for it. Whoever waits there while it is taken away, or the account closed, signs in anew: allauth would send them
    to the page for signing in, which sends them back here, and would sign in to a closed account."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        stage = None if request.user.is_authenticated else LoginStageController.enter(request, AuthenticateStage.key)
        who = stage and stage.login.user
        if stage and not (who and who.is_active and is_mfa_enabled(who, list(KINDS.values()))):
            return stage.abort()
        return view(request, *args, **kwargs)

    return asked


def _held(request, kind: str) -> int:
    """How many of this kind; asked only where one may be made."""
    asked = request.method == "POST" and request.user.is_authenticated
    return Authenticator.objects.filter(user=request.user, type=kind).count() if asked else 0
