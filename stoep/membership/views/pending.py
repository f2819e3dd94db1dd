"""/pending/: the only page of somebody whose address is not proven yet. What they can do, and how each way is going."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.rules import Denied, NotAllowed
from stoep.places.find import the_home
from stoep.places.help_points import help_points
from stoep.places.lending import lives_with
from stoep.places.views import label

from ..actions import applying as actions
from ..applying import number_of, spoken
from ..finding import home_of, place_of, waiting_of
from ..forms.joining import CodeForm
from ..identity import providers
from ..proving import forgotten_on
from .joining import visitor

FRESH = timedelta(days=2)  # of who was let in: the mail that says so leads here


def waiting(view):
    """For whoever waits: puts what they wait for on the request. Anybody else is sent to where they belong."""

    @wraps(view)
    def wrapped(request, **named):
        request.waits = waiting_of(request.user.id)
        return view(request, **named) if request.waits else _where_they_belong(request.user.id)

    return wrapped


def _where_they_belong(person: int):
    """Who was just let in begins where everybody begins who comes in with a letter."""
    home = home_of(person)
    if home and home.state == "active" and home.since > now() - FRESH:
        return redirect("first_steps", home.neighbourhood.slug, 1)
    return redirect("home")


def page(request, form):
    """How it stands. A code that was refused is shown again with the reason."""
    waits, place = request.waits, place_of(request.waits)
    home = the_home(waits.neighbourhood_id, waits.address_id)
    words = {
        "form": form, "waits": waits, "place": place, "address_label": label(home) if home else "", "number": spoken(number_of(waits.id)),
        "forgotten_on": forgotten_on(waits), "help_points": help_points(place.municipality, place), "signed_in": True,
        "home_url": reverse("pending"), "providers": list(providers().values()), **(lives_with(home, place) if home else {}),
    }  # fmt: skip
    return render(request, "membership/pending/page.html", words)


@door("person")
@require_safe
@waiting
def pending(request):
    return page(request, CodeForm())


@door("person")
@sensitive_post_parameters("code")
@require_POST
@waiting
def prove_by_letter(request):
    form = CodeForm(request.POST)
    if not form.is_valid():
        return page(request, form)
    try:
        answer = actions.prove_by_letter(visitor(request), waits=request.waits, code=form.cleaned_data["code"])
    except NotAllowed as refusal:
        answer = Denied(refusal.reason)
    if isinstance(answer, Denied):
        form.add_error("code", answer.reason)
        return page(request, form)
    return redirect("first_steps", place_of(request.waits).slug, 1)


@door("person")
@require_POST
@waiting
def ask_letter(request):
    answer = actions.ask_letter(visitor(request), waits=request.waits)
    if isinstance(answer, Denied):
        messages.warning(request, answer.reason)
    else:
        messages.success(request, _("Asked. The letter comes with the next ones that your town prints."))
    return redirect("pending")


@door("person")
@require_http_methods(["GET", "HEAD", "POST"])
@waiting
def withdraw_application(request):
    if request.method == "POST":
        actions.withdraw_application(visitor(request), waits=request.waits)
        messages.success(request, _("Withdrawn. Nothing is left of it but your account."))
        return redirect("join")
    return render(request, "membership/pending/withdraw.html", {"place": place_of(request.waits), "signed_in": True})
