"""The print operator: the only one who can fetch letters, once."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.membership.letters import actions, rules
from stoep.membership.letters.finding import TO_PRINT, batch_of, batches_of
from stoep.membership.standings import confirmed_lately

from ..pages import asked_before, page


@door("official", duties=("print_operator",))
@require_safe
def print_letters(request):
    found = batches_of(request.standing, asked_before(request), states=TO_PRINT)
    return render(request, "desk/print_letters.html", {"page": page(found)})


@door("official", duties=("print_operator",))
@require_safe
def print_batch(request, batch):
    found = batch_of(request.standing, batch, TO_PRINT)
    context = {
        "batch": found,
        "may_fetch": rules.may_fetch(request.standing, found),
        "may_confirm": rules.may_confirm(request.standing, found),
        "confirmed_lately": confirmed_lately(request),
    }
    return render(request, "desk/print_batch.html", context)


@door("official", duties=("print_operator",))
@require_POST
def fetch_letters(request, batch):
    """The archive, from the disk in small pieces: nothing is read from the database after the transaction."""
    found = batch_of(request.standing, batch, TO_PRINT)
    if not confirmed_lately(request):
        back = reverse("print_batch", args=[request.standing.town_slug, batch])
        return redirect(f"{reverse('account_reauthenticate')}?next={back}")
    try:
        archive = actions.fetch_letters(request.standing, batch=found.id)
    except FileNotFoundError:
        messages.error(request, _("The letters are not on this machine, so nothing was fetched. Tell whoever runs this site."))
        return redirect("print_batch", request.standing.town_slug, found.id)
    name = f"letters-{request.standing.town_slug}-{found.ordered_at:%Y-%m-%d}.zip"
    return FileResponse(archive.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@door("official", duties=("print_operator",))
@require_POST
def confirm_receipt(request, batch):
    found = actions.confirm_receipt(request.standing, batch=batch_of(request.standing, batch, TO_PRINT).id)
    messages.success(request, _("Confirmed. The files here are destroyed."))
    return redirect("print_batch", request.standing.town_slug, found.id)
