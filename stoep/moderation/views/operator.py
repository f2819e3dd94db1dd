"""The operator's queue: what was reported, one thing at a time, and what is decided about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door

from .. import finding, talks
from ..actions import decide, take_matter, undo_decision
from ..forms import DecideForm
from ..glass.finding import waiting_openings
from ..keeping import kept_file, pictures_of
from ..rules import may_decide, others_who_may_look
from ..words import NOT_URGENT, REASONS, URGENT_REASONS


@door("operator")
@require_safe
def matters(request):
    """The queue, oldest first, without a text; and what may still be undone."""
    waiting, mine = finding.waiting_matters(request.standing), finding.own_latest(request.standing)
    names = finding.place_names([*waiting, *(decision.matter for decision in mine)])
    mine_first = finding.decided_first(request.standing, waiting)
    rows = [
        {"matter": one, "place": names[one.neighbourhood_id], "reasons": _reasons(one), "for_another": one.id in mine_first}
        for one in waiting
    ]
    decided = [{"decision": one, "place": names[one.matter.neighbourhood_id]} for one in mine]
    context = {"rows": rows, "decided": decided, "others": others_who_may_look(request.standing),
               "openings": waiting_openings(request.standing)}  # fmt: skip
    return render(request, "moderation/operator/queue.html", context)


def _reasons(matter) -> list[tuple]:
    """(why, how often), the most frequent first."""
    known = REASONS | URGENT_REASONS
    return [(known[key], n) for key, n in sorted(matter.reasons.items(), key=lambda pair: -pair[1]) if key in known]


@door("operator")
@require_POST
def take(request, matter):
    """Open it: the journal knows who read what was reported, and when."""
    take_matter(request.standing, matter=finding.matter_before(request.standing, matter).id)
    return redirect("matter", matter)


@door("operator")
@require_safe
def matter(request, matter):
    """One reported text with its context, for who has opened it; for others only that it is there."""
    found = finding.matter_before(request.standing, matter)
    return _page(request, found, DecideForm(urgent=NOT_URGENT in found.reasons))


@door("operator")
@require_POST
def decide_matter(request, matter):
    found = finding.matter_before(request.standing, matter)
    form = DecideForm(request.POST, urgent=NOT_URGENT in found.reasons)
    may_decide(request.standing, found).insist()
    if not form.is_valid():
        return _page(request, found, form)
    decide(request.standing, matter=matter, **form.decision())
    messages.success(request, _("Decided. Both sides are told, with the reason."))
    return redirect("matters")


@door("operator")
@require_POST
def undo(request, decision):
    undo_decision(request.standing, decision=decision)
    messages.success(request, _("Taken back. It waits in the queue again."))
    return redirect("matters")


@door("operator")
@require_safe
def picture(request, matter, number, width):
    """The copy of a picture somebody sent along, for who has the matter open."""
    found = finding.matter_before(request.standing, matter)
    idents = pictures_of(found) if finding.is_open(request.standing, found) else []
    file = kept_file(found, idents[number], width) if number < len(idents) else None
    if file is None or not file.is_file():
        raise finding.Matter.DoesNotExist
    headers = {"Cache-Control": "no-store, private", "Content-Security-Policy": "sandbox; default-src 'none'"}
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=headers)


def _talks(found) -> list:
    """What each reporter of a message sent along."""
    number = {ident: place for place, ident in enumerate(pictures_of(found))}
    def address(ident, width):
        return reverse("matter_picture", args=[found.id, number[ident], width])
    return [talks.shown(copy, address) for copy in found.context.get("talks", [])]


def _page(request, found, form):
    context = {
        "matter": found, "form": form, "open": finding.is_open(request.standing, found), "may": may_decide(request.standing, found),
        "place": finding.place_names([found])[found.neighbourhood_id], "decisions": finding.decisions_of(found), "reasons": _reasons(found),
        "others": others_who_may_look(request.standing), "talks": _talks(found), "earlier": finding.earlier_sanction(found),
    }  # fmt: skip
    return render(request, "moderation/operator/matter.html", context, status=422 if form.errors else 200)
