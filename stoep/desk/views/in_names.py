"""Letters in neighbours' names: their words, before anybody orders them. No home and no member stands here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed
from stoep.membership.in_names.actions import refuse_words as refuse
from stoep.membership.in_names.finding import words_called, words_waiting
from stoep.membership.in_names.printing import asker
from stoep.membership.letters.actions import order_in_names as order
from stoep.membership.letters.preview import preview_letter
from stoep.places.reach import places_of_town

from ..forms.letters import LeavingOut


@door("official")
@require_safe
def letters_in_names(request):
    return _page(request, LeavingOut())


def _page(request, form, about=None, status=200):
    waiting = words_waiting(request.standing)
    places = {place.id: place.name for place in places_of_town(request.standing.town, among={one.neighbourhood_id for one in waiting})}
    words = [(one, places[one.neighbourhood_id], form if one.id == about else LeavingOut(auto_id=f"id_{one.id}_%s")) for one in waiting]
    return render(request, "desk/letters_in_names.html", {"words": words, "homes": sum(one.homes for one in waiting)}, status=status)


@door("official")
@require_POST
def order_in_names(request):
    try:
        batch = order(request.standing)
    except NotAllowed as refusal:
        messages.warning(request, refusal.reason)
        return redirect("letters_in_names", request.standing.town_slug)
    messages.success(request, _("Ordered. Somebody else now has to approve it."))
    return redirect("letter_batch", request.standing.town_slug, batch.id)


@door("official")
@require_POST
def refuse_words(request, words):
    found, form = words_called(request.standing, words), LeavingOut(request.POST, auto_id=f"id_{words}_%s")
    if not form.is_valid():
        return _page(request, form, found.id, 422)
    refuse(request.standing, words=found.id, reason=form.cleaned_data["reason"])
    messages.success(request, _("Left out. Their author reads why."))
    return redirect("letters_in_names", request.standing.town_slug)


@door("official")
@require_safe
def preview_words(request, words):
    """The page with these words, a made-up address, and a code that opens nothing."""
    found = words_called(request.standing, words)
    pdf = preview_letter(found.neighbourhood_id, found.language.split(), {}, asker(found))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="letter.pdf"'})
