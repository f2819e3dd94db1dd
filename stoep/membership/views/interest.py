"""Telling somebody when their neighbourhood opens."""

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.places.forms import TellMeForm
from stoep.places.help_points import help_points

from ..actions import interest as actions
from ..finding import place_called

GET_OR_POST = ["GET", "HEAD", "POST"]


@door("nobody")
@require_http_methods(GET_OR_POST)
def interest(request, slug):
    place = place_called(slug)
    if place is None:
        return not_found()
    form = TellMeForm(request.POST or None)
    words = {"form": form, "place": place, "help_points": help_points(place.municipality, place)}
    if request.method == "POST" and form.is_valid():
        answer = actions.ask_interest(request.standing, here=place.id, email=form.cleaned_data["email"])
        if answer:
            return render(request, "membership/interest/asked.html", words)
        form.add_error("email", answer.reason)
    return render(request, "membership/interest/ask.html", words)


@door("nobody")
@require_http_methods(GET_OR_POST)
def interest_confirm(request, token):
    """The link of the mail only shows a button: mail scanners follow links, people press buttons."""
    if request.method != "POST":
        return render(request, "membership/interest/confirm.html")
    done = actions.confirm_interest(request.standing, token=token)
    return render(request, "membership/interest/confirmed.html", {"done": done})


@csrf_exempt  # mail programs post here on their own; the signed token is the right to do so
@door("nobody")
@require_http_methods(GET_OR_POST)
def interest_stop(request, token):
    if request.method != "POST":
        return render(request, "membership/interest/stop.html")
    return render(request, "membership/interest/stopped.html", {"done": actions.stop_interest(request.standing, token=token)})
