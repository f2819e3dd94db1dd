"""Writing to neighbourhoods: write, look at it as neighbours will, send; later correct (with the same look first) or end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.board.announcements import actions, calling
from stoep.board.announcements.calling import calls, may_agree
from stoep.board.announcements.finding import announcement_of, announcements_of
from stoep.board.announcements.rules import may_announce, may_change
from stoep.board.urgent.reasons import reason_words, sentence
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed
from stoep.places.reach import households, places_of_town

from ..forms.announcements import Announcing, Texts, texts_of
from ..pages import asked_before, page
from ..seen import as_neighbours_see, changes


def _form(request, **more) -> Announcing:
    official = request.standing
    return Announcing(places=places_of_town(official.town), languages=official.languages, **more)


@door("official")
@require_safe
def announcements(request):
    found = announcements_of(request.standing, asked_before(request))
    return render(request, "desk/announcements.html", {"page": page(found), "may_announce": may_announce(request.standing)})


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request):
    """The page to write on; a POST comes back from the preview with what was typed."""
    may_announce(request.standing).insist()
    return render(request, "desk/announce.html", {"form": _form(request, data=request.POST or None)})


@door("official")
@require_POST
def announce_preview(request):
    may_announce(request.standing).insist()
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return render(request, "desk/announce.html", {"form": form})
    places = form.chosen()
    context = {
        "form": form,
        "places": places,
        "households": households(places),
        "seen": as_neighbours_see(request.standing, **form.wording()),
        "introduces": len(actions.newly_met(request.standing, places)),
    }
    return render(request, "desk/announce_preview.html", context)


@door("official")
@require_POST
def send_announcement(request):
    form = _form(request, data=request.POST)
    sent = form.is_valid() and form.ask(actions.send_announcement, request.standing, **form.sending())
    if not sent:
        return render(request, "desk/announce.html", {"form": form})
    messages.success(request, _("Sent. In a moment it is on the board of each neighbourhood."))
    return redirect("announcement", request.standing.town_slug, sent.id)


@door("official")
@require_safe
def announcement(request, announcement):
    found = announcement_of(request.standing, announcement)
    context = {
        "announcement": found,
        "places": places_of_town(request.standing.town, among=found.neighbourhoods),
        "seen": as_neighbours_see(request.standing, found.texts, found.fallback, found),
        "may_change": may_change(request.standing, found),
        "reason": sentence(reason_words(found.urgent)), "calls": calls(found), "may_agree": may_agree(request.standing, found),
    }  # fmt: skip
    return render(request, "desk/announcement.html", context)


@door("official")
@require_POST
def agree_call(request, announcement):
    """The second official agrees: neighbours are called."""
    return _about_call(request, announcement, calling.agree_call, _("Neighbours are called now."))


@door("official")
@require_POST
def end_call(request, announcement):
    """It is over."""
    return _about_call(request, announcement, calling.end_call, _("Neighbours who were called hear that it is over."))


def _about_call(request, announcement, act, words):
    found = announcement_of(request.standing, announcement)
    try:
        act(request.standing, announcement=found.id)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, words)
    return redirect("announcement", request.standing.town_slug, found.id)


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_announcement(request, announcement):
    found = announcement_of(request.standing, announcement)
    may_change(request.standing, found).insist()
    form = Texts(request.POST or None, languages=request.standing.languages, initial=texts_of(found))
    if form.is_valid() and form.ask(
        actions.correct_announcement, request.standing, announcement=found.id, **form.wording()
    ):
        messages.success(request, _("Corrected. Neighbours see the new text, and that it was edited."))
        return redirect("announcement", request.standing.town_slug, found.id)
    return render(request, "desk/correct_announcement.html", {"form": form, "announcement": found})


@door("official")
@require_POST
def correct_announcement_preview(request, announcement):
    """The last look at a correction. `change` comes back from it to go on writing."""
    found = announcement_of(request.standing, announcement)
    may_change(request.standing, found).insist()
    form = Texts(request.POST, languages=request.standing.languages, initial=texts_of(found))
    context = {"form": form, "announcement": found}
    if "change" in request.POST or not form.is_valid() or not form.differs_from(found):
        return render(request, "desk/correct_announcement.html", context)
    context["places"] = places_of_town(request.standing.town, among=found.neighbourhoods)
    context["seen"] = as_neighbours_see(request.standing, **form.wording(), record=found)
    context["changes"] = changes(found, **form.wording())
    return render(request, "desk/correct_announcement_preview.html", context)


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def end_announcement(request, announcement):
    found = announcement_of(request.standing, announcement)
    if request.method != "POST":
        may_change(request.standing, found).insist()
        return render(request, "desk/end_announcement.html", {"announcement": found})
    actions.end_announcement(request.standing, announcement=found.id)
    messages.success(request, _("Ended. It leaves the boards in a moment; you keep it here."))
    return redirect("announcement", request.standing.town_slug, found.id)
