"""Letters: ordered by one official, decided on by another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.doors import door
from stoep.membership.in_names.finding import words_of, words_waiting
from stoep.membership.letters import actions, rules
from stoep.membership.letters.finding import batch_of, batches_of, names_of_mandates, wishes_of
from stoep.membership.letters.preview import preview_letter
from stoep.places.reach import places_of_town

from ..forms.letters import Ordering, Refusing
from ..forms.reach import SOME
from ..pages import asked_before, page


@door("official")
@require_safe
def letters(request):
    found, asked = batches_of(request.standing, asked_before(request)), wishes_of(request.standing)
    places = places_of_town(request.standing.town, among=asked) if asked else []
    named = sum(words.homes for words in words_waiting(request.standing))
    wishes = [(place.name, asked[place.id]) for place in places]
    return render(request, "desk/letters.html", {"page": page(found), "wishes": wishes, "named": named})


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def order_letters(request):
    official = request.standing
    initial = {"reach": SOME, "places": list(wishes_of(official)), "only_asked": True} if "asked" in request.GET else {}
    about = {"places": places_of_town(official.town), "languages": official.languages, "both": rules.writes_in_two(official.town)}
    form = Ordering(request.POST or None, initial=initial, **about)
    batch = form.is_valid() and form.ask(actions.order_letters, official, **form.order())
    if batch:
        messages.success(request, _("Ordered. Somebody else now has to approve it."))
        return redirect("letter_batch", official.town_slug, batch.id)
    return render(request, "desk/order_letters.html", {"form": form})


@door("official")
@require_safe
def letter_batch(request, batch):
    return _batch_page(request, batch_of(request.standing, batch), Refusing())


def _batch_page(request, found, form):
    official = request.standing
    context = {
        "batch": found,
        "form": form,
        "places": places_of_town(official.town, among=found.neighbourhoods),
        "people": _people(official, found),
        "words": words_of(official, found) if found.in_names else [],
        "said": [(code, found.message[code]) for code in found.languages if code in found.message],
        "may_approve": rules.may_approve(official, found),
        "may_refuse": rules.may_refuse(official, found),
        "may_hand_out_again": rules.may_hand_out_again(official, found),
    }
    return render(request, "desk/letter_batch.html", context)


def _people(official, found) -> dict:
    names = names_of_mandates(official, [found.ordered_by, found.approved_by, found.fetched_by])
    return {
        "ordered": names.get(found.ordered_by, ""),
        "approved": names.get(found.approved_by, _("the operator")),
        "fetched": names.get(found.fetched_by, ""),
    }


@door("official")
@require_safe
def preview_letters(request, batch):
    """A page with a made-up address and a code that opens nothing."""
    found = batch_of(request.standing, batch)
    pdf = preview_letter(found.neighbourhoods[0], found.languages[:2], found.message)
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="letter.pdf"'})


@door("official")
@require_POST
def approve_letters(request, batch):
    found = actions.approve_letters(request.standing, batch=batch_of(request.standing, batch).id)
    messages.success(request, _("Approved. The letters are being typeset now."))
    return redirect("letter_batch", request.standing.town_slug, found.id)


@door("official")
@require_POST
def refuse_letters(request, batch):
    found, form = batch_of(request.standing, batch), Refusing(request.POST)
    if not form.is_valid() or not form.ask(
        actions.refuse_letters, request.standing, batch=found.id, reason=form.cleaned_data["reason"]
    ):
        return _batch_page(request, found, form)
    messages.success(request, _("Refused. No letter goes out."))
    return redirect("letter_batch", request.standing.town_slug, found.id)


@door("official")
@require_POST
def hand_out_again(request, batch):
    found = actions.hand_out_again(request.standing, batch=batch_of(request.standing, batch).id)
    messages.success(request, _("The print operator can fetch these letters once more."))
    return redirect("letter_batch", request.standing.town_slug, found.id)
