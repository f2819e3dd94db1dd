"""The operator's pages of breaking the glass, and what a member reads of it."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.standings import confirmed_lately

from .. import finding as moderation
from ..rules import others_who_may_look
from . import actions, finding
from .forms import AskForm, GrantForm
from .rules import may_grant, may_read
from .words import GROUNDS, KINDS


@door("operator")
@require_safe
def openings(request):
    """All that was ever asked, with what came of it: the operators see it of each other."""
    found = finding.openings(request.standing)
    names = moderation.place_names(found)
    said = [(one, names.get(one.neighbourhood_id, ""), KINDS[one.kind], GROUNDS[one.ground]) for one in found]
    rows = [dict(zip(("one", "place", "kind", "ground"), row, strict=True)) for row in said]
    context = {"rows": rows, "others": others_who_may_look(request.standing), "me": request.standing.person}
    return render(request, "moderation/glass/openings.html", context)


@door("operator")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_opening(request):
    """Ask; who did so lately shows once more who they are."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and not confirmed_lately(request):
        return _confirm(reverse("ask_opening"))
    if request.method == "POST" and form.is_valid():
        actions.ask_opening(request.standing, **form.asked())
        messages.success(request, _("Asked. Another operator decides; nothing is open until then."))
        return redirect("openings")
    context = {"form": form, "confirmed": confirmed_lately(request), "confirm": _confirm(reverse("ask_opening")).url}
    return render(request, "moderation/glass/ask.html", context, status=422 if form.errors else 200)


def _confirm(next_url: str):
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': next_url})}")


@door("operator")
@require_safe
def opening(request, opening):
    """One of them: to decide, or to read, or what became of it."""
    return _page(request, finding.opening_before(request.standing, opening), GrantForm())


@door("operator")
@require_POST
def decide_opening(request, opening):
    found, form = finding.opening_before(request.standing, opening), GrantForm(request.POST)
    if not confirmed_lately(request):
        return _confirm(reverse("opening", args=[opening]))
    if form.is_valid():
        try:
            actions.decide_opening(request.standing, opening=opening, **form.decided())
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Decided."))
            return redirect("openings")
    return _page(request, found, form)


def _page(request, found, form):
    context = {
        "one": found, "form": form, "place": moderation.place_names([found]).get(found.neighbourhood_id, ""), "kind": KINDS[found.kind],
        "ground": GROUNDS[found.ground], "may_grant": may_grant(request.standing, found), "may_read": may_read(request.standing, found),
        "mine": found.asked_by == request.standing.person, "looks": finding.looks_at(found), "numbers": range(1, found.pages + 1),
        "confirmed": confirmed_lately(request), "confirm": _confirm(reverse("opening", args=[found.id])).url,
    }  # fmt: skip
    return render(request, "moderation/glass/opening.html", context, status=422 if form.errors else 200)


@door("operator")
@require_POST
def look(request, opening, number):
    """Write the look down, then read."""
    actions.look_at_page(request.standing, opening=finding.opening_before(request.standing, opening).id, number=number)
    return redirect("opened_page", opening, number)


@door("operator")
@require_safe
def opened_page(request, opening, number):
    """A page that was just looked at."""
    found, page = finding.opening_before(request.standing, opening), finding.page_of(request.standing, opening, number)
    lines = [line | {"at": datetime.fromisoformat(line["at"])} for line in page.lines]
    return render(request, "moderation/glass/page.html", {"one": found, "number": number, "lines": lines})


@door("operator")
@require_POST
def withdraw_opening(request, opening):
    actions.withdraw_opening(request.standing, opening=finding.opening_before(request.standing, opening).id)
    messages.success(request, _("Taken back. Nobody needs to decide any more."))
    return redirect("openings")


@door("operator")
@require_POST
def end_opening(request, opening):
    actions.end_opening(request.standing, opening=finding.opening_before(request.standing, opening).id)
    messages.success(request, _("It is closing: in a moment nobody reads it any more, and the copies go."))
    return redirect("openings")


@door("person")
@require_safe
def opened(request, here, opened):
    """What one of the members concerned is told."""
    place, hand = moderation.own_place(request.user.id, here), moderation.own_hand(request.user.id, here)
    with acting(hand):
        found = finding.opened_of(hand, opened)
    context = {"opened": found, "place": place, "kind": KINDS[found.kind], "ground": GROUNDS[found.ground], "signed_in": True,
               "home_url": reverse("home")}  # fmt: skip
    return render(request, "moderation/opened.html", context)
