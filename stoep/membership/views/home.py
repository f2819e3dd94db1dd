"""Where somebody who signs in belongs; and, in the demo only, signing in as one of the cast."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.people.sign_ins import note_browser
from stoep.places.help_points import help_points
from stoep.places.views import at_home

from ..demo import cast_of_the_demo, demo_person, letter_of_the_demo
from ..dodging import shut_by
from ..finding import home_of, is_operator, mandate_of, waiting_of, working_seats_of
from ..house_rules import HOUSE_RULES, VERSION
from .joining import BACKEND


@door("nobody", at_desk=True)
@require_safe
def start(request):
    signed_in = request.user.is_authenticated
    if settings.DOORS == "desk":
        return redirect("home" if signed_in else "account_login")
    cast = cast_of_the_demo()
    words = {"signed_in": signed_in, "home_url": reverse("home"), "cast": cast, "letter": bool(letter_of_the_demo()[0])}
    return render(request, "public/start.html", words)


@door("person", at_desk=True)
@require_safe
def home(request):
    """To the own neighbourhood, the neighbourhoods one works in, the desk, or back to joining.
    The desk's process knows no seats."""
    person = request.user.id
    seat = None if settings.DOORS == "desk" else home_of(person) or next(iter(working_seats_of(person)), None)
    if seat and seat.state == "active":
        return redirect("board", seat.neighbourhood.slug)
    if mandate := mandate_of(person):
        return redirect("desk", mandate.municipality.slug)
    if is_operator(person):
        return redirect("matters")
    if seat:
        return _shut(request, seat)
    if settings.DOORS != "desk" and waiting_of(person):
        return redirect("pending")
    return redirect("join_you" if request.session.get("joining") else "join")


def _shut(request, seat):
    (until, another), place = shut_by(seat), seat.neighbourhood
    words = {"place": place, "until": until, "another": another, "help_points": help_points(place.municipality, place)}
    return render(request, "membership/join/suspended.html", words)


@door("person")
@require_safe
def my_places(request):
    """For whoever is in several neighbourhoods: which one now. With one, straight there."""
    home, working = home_of(request.user.id), working_seats_of(request.user.id)
    seats = ([home] if home and home.state == "active" else []) + working
    if len(seats) < 2:
        return redirect("home")
    return render(request, "membership/places.html", {"seats": seats, "signed_in": True, "home_url": reverse("home")})


@door("nobody")
@require_safe
def house_rules(request):
    words = {"rules": HOUSE_RULES, "version": VERSION}
    return render(request, "membership/join/house_rules.html", at_home(request) | words)


@door("demo")
@require_POST
def demo_sign_in(request, who):
    """One click, no password, second step included. The door is closed outside the demo, and only a demo town's people
    answer."""
    person = demo_person(who)
    if person is None:
        return not_found()
    login(request, person, backend=BACKEND)
    note_browser(request)
    record_authentication(request, person, method="mfa", type="totp", reauthenticated=True)
    return redirect("home")
