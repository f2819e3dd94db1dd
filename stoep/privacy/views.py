"""/account/data/: one's own data, for oneself alone."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.rules import Denied
from stoep.membership.dodging import sanction_of
from stoep.membership.standings import confirmed_lately
from stoep.people.closed import shown_closed

from . import actions
from .finding import ever_acted, export_of, failed_export, losses_of, stay_of, who_may_come_back
from .forms import EraseForm
from .rules import DAYS_TO_COME_BACK, may_come_back, may_erase, takes_long

GET_OR_POST = ["GET", "HEAD", "POST"]


def again(request, name="my_data"):
    """To where one shows once more that it is oneself; who has neither password nor passkey signs in anew, with digits by mail."""
    if get_adapter(request).get_reauthentication_methods(request.user):
        return redirect(f"{reverse('account_reauthenticate')}?next={reverse(name)}")
    messages.info(request, _("First sign out, and in again with digits by mail: that shows that it is you. Then you are back here."))
    back = f"{reverse('account_login')}?{urlencode({'next': reverse(name)})}"
    return redirect(f"{reverse('account_logout')}?{urlencode({'next': back})}")


@door("person")
@require_safe
def my_data(request):
    """What one can take along, and where everything else about one's account is."""
    export = export_of(request.user)
    failed = not export and failed_export(request.user)
    return render(request, "privacy/my_data.html", {"export": export, "failed": failed, "long": bool(export) and takes_long(export)})


@door("person")
@require_POST
def ask_export(request):
    if not confirmed_lately(request):
        return again(request)
    answer = actions.ask_export(request.standing, person=request.user)
    if isinstance(answer, Denied):
        messages.error(request, answer.reason)
    return redirect("my_data")


@door("person")
@require_POST
def fetch_export(request, export):
    """The file itself, once."""
    if not confirmed_lately(request):
        return again(request)
    file = actions.fetch_export(request.standing, person=request.user, export=export)
    if file is None:
        messages.error(request, _("This file was fetched already, or it is too old. Ask for a new one."))
        return redirect("my_data")
    return FileResponse(file, as_attachment=True, filename=f"stoep-{now():%Y-%m-%d}.zip")


@door("person")
@require_http_methods(GET_OR_POST)
def erase_account(request):
    """What goes, what stays, and the button. Without having shown lately that it is oneself, the button asks for that first."""
    shown, losses = confirmed_lately(request), losses_of(request.user.pk)
    if request.method == "POST" and not shown:
        return again(request, "erase_account")
    form = EraseForm(request.POST if request.method == "POST" else None, unsettled=any(loss.open for loss in losses))
    if request.method == "POST" and form.is_valid():
        actions.erase_account(request.standing, person=request.user).insist()
        return _signed_out(request)
    words = {"form": form, "losses": losses, "shown": shown, "refused": getattr(may_erase(request.user.pk), "reason", "")}
    words |= {"until": now() + DAYS_TO_COME_BACK, "worked": ever_acted(request.user.pk), "sanction": sanction_of(request.user.pk)}
    return render(request, "privacy/erase.html", words, status=422 if form.errors else 200)


def _signed_out(request):
    request.session.flush()
    answer = redirect("account_erased")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # as after signing out: lib/headers.py
    return answer


@door("nobody")
@require_safe
def account_erased(request):
    return render(request, "privacy/erased.html")


@door("nobody")
@require_http_methods(GET_OR_POST)
def come_back(request, token):
    """The link of the mail only shows a button: mail scanners follow links, people press buttons. Used or too late, it asks for nothing."""
    shown, whose = shown_closed(request), who_may_come_back(token)
    if whose and not may_come_back(whose, shown):
        return render(request, "privacy/back.html", {"whose": whose.name})
    done = actions.come_back(request.standing, token=token, shown=shown) if request.method == "POST" else None
    if done is None and whose is None:
        done = False
    return render(request, "privacy/back.html", {"done": done})


@door("nobody")
@require_http_methods(GET_OR_POST)
def still_here(request, token):
    """As above: the link only shows a button, and none where there is nothing to keep."""
    done = request.method == "POST" and actions.still_here(request.standing, token=token)
    return render(request, "privacy/here.html", {"done": done, "stay": stay_of(token)})


@door("nobody")
@require_POST
def mail_way_back(request):
    """The same words, whoever asks."""
    actions.mail_way_back(request.standing, shown=shown_closed(request))
    messages.success(request, _("If you can still come back, the mail is on its way to your mailbox."))
    return redirect("account_inactive")
