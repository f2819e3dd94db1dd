"""/account/data/: one's own data, for oneself alone."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.rules import Denied
from stoep.membership.standings import confirmed_lately

from . import actions
from .finding import export_of, failed_export
from .rules import takes_long


def again(request):
    """To where one shows once more that it is oneself; who has neither password nor passkey signs in anew, with digits by mail."""
    if get_adapter(request).get_reauthentication_methods(request.user):
        return redirect(f"{reverse('account_reauthenticate')}?next={reverse('my_data')}")
    messages.info(request, _("First sign out, and in again with digits by mail. Then come back here: it shows us that it is you."))
    return redirect("account_logout")


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
