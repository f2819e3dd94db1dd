"""/join/: address, code, you, six digits, in. A page that comes too early sends back to the step that is missing."""

from dataclasses import replace
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.lib.rules import Denied, NotAllowed
from stoep.people.sign_ins import note_browser
from stoep.places.find import the_home
from stoep.places.help_points import help_points
from stoep.places.lending import lives_with
from stoep.places.views import asked, home_called, label

from ..actions import joining as actions
from ..actions.applying import apply_for_home, go_without
from ..dodging import AnotherWay
from ..finding import home_of, joining_of, place_of, working_seats_of
from ..forms.joining import CodeForm, DigitsForm, NameForm, YouForm

BACKEND = "stoep.people.backend.PasswordBackend"
GET_OR_POST = ["GET", "HEAD", "POST"]


def person_here(request):
    """Who is signed in, if anybody."""
    return request.user if request.user.is_authenticated else None


def visitor(request):
    """The visitor's standing; a signed-in one has a budget of their own too."""
    return replace(request.standing, person=request.user.id) if person_here(request) else request.standing


def step(view):
    """A step of a joining that was begun: puts it, its neighbourhood and its address on the request."""

    @wraps(view)
    def wrapped(request):
        request.joining = joining = joining_of(request.session)
        if joining is None:
            return redirect("join")
        request.place, request.home = place_of(joining), the_home(joining.neighbourhood_id, joining.address_id)
        return view(request) if request.home else redirect("join")

    return wrapped


def page(request, name: str, form, **more):
    """A page of joining, with what its frame needs. A form that was refused answers 200: the person goes on here."""
    words = {
        "form": form,
        "steps": steps(name),
        "address_label": label(request.home),
        "place_name": request.place.name,
        **lives_with(request.home, request.place),
        "email": request.joining.email,
        "without_letter": request.joining.proven_at is None,
        "help_points": help_points(request.place.municipality, request.place),
        "signed_in": bool(person_here(request)),
        "home_url": reverse("home"),
    }
    return render(request, f"membership/join/{name}.html", {**words, **more})


def steps(now: str) -> list[dict]:
    """How far one is, for parts/_steps.html."""
    names = {"address": _("Address"), "code": _("Code"), "you": _("You"), "mail": _("Mail")}
    at = list(names).index(now)
    return [{"label": name, "state": "done" if i < at else "now" if i == at else ""} for i, name in enumerate(names.values())]


@door("nobody")
@sensitive_post_parameters("code")
@require_http_methods(GET_OR_POST)
def join(request):
    if person_here(request) and (home := home_of(request.user.id)):
        return render(
            request,
            "membership/join/at_home.html",
            {"place": home.neighbourhood, "signed_in": True, "home_url": reverse("home")},
        )
    if request.method == "POST":
        return _picked(request)
    return _address_page(request)


def _address_page(request, **more):
    before = joining_of(request.session)
    known = label(the_home(before.neighbourhood_id, before.address_id)) if before else ""
    words = {"steps": steps("address"), "before": known, "onward": reverse(_next_step(before)) if before else ""}
    person = person_here(request)
    words |= {"signed_in": bool(person), "nowhere": bool(person) and not before and not working_seats_of(person.id)}
    return render(request, "membership/join/address.html", {**asked(request, "join"), **words, **more})


def may_go_on(joining) -> bool:
    """Past the code: it was right, or there is none and the account will wait."""
    return joining.proven_at is not None or joining.without_letter


def _next_step(joining) -> str:
    """Where a joining that was broken off goes on."""
    if not may_go_on(joining):
        return "join_code"
    return "join_mail" if joining.email else "join_you"


def _picked(request):
    """An address was chosen from the list, or a QR code was read: then its letter's code comes along; or said to have no letter."""
    home = home_called(request.POST.get("address", ""))
    if home is None:
        return _address_page(request, unknown=True)
    joining = actions.begin_joining(visitor(request), here=home.neighbourhood_id, address_id=home.id, before=joining_of(request.session))
    if isinstance(joining, Denied):
        return _address_page(request, refused=joining.reason)
    request.session["joining"] = str(joining.id)
    if request.POST.get("code"):
        request.joining, request.place, request.home = joining, place_of(joining), home
        return _tried(request)
    if "without" in request.POST:
        go_without(visitor(request), joining=joining)
    return redirect(_next_step(joining))


def _tried(request):
    form = CodeForm(request.POST)
    if form.is_valid():
        answer = actions.try_code(visitor(request), joining=request.joining, code=form.cleaned_data["code"])
        if answer:
            return redirect("join_you")
        form.add_error("code", answer.reason)
    return page(request, "code", form)


@door("nobody")
@sensitive_post_parameters("code")
@require_http_methods(GET_OR_POST)
@step
def join_code(request):
    if "without" in request.POST:
        go_without(visitor(request), joining=request.joining)
        return redirect("join_you")
    return _tried(request) if request.method == "POST" else page(request, "code", CodeForm())


@door("nobody")
@sensitive_post_parameters("password")
@require_http_methods(GET_OR_POST)
@step
def join_you(request):
    if not may_go_on(request.joining):
        return redirect("join_code")
    person, joining = person_here(request), request.joining
    shape = NameForm if person else YouForm
    before = {"name": person.name if person else joining.name, "email": joining.email, "minor": joining.minor}
    form = shape(request.POST or None, initial=before, place=request.place)
    if request.method == "POST" and form.is_valid():
        return _introduced(request, form, person)
    return page(request, "you", form, person=person)


def _introduced(request, form, person):
    given = {name: value for name, value in form.cleaned_data.items() if name in ("name", "email", "password", "minor")}
    if person:
        actions.agree(visitor(request), joining=request.joining, minor=given["minor"])
        return _come_in(request, person, given["name"], form, "you")
    answer = actions.introduce(visitor(request), joining=request.joining, **given)
    if answer:
        return redirect("join_mail")
    form.add_error(None, answer.reason)
    return page(request, "you", form, person=person)


@door("nobody")
@sensitive_post_parameters("digits")
@require_http_methods(GET_OR_POST)
@step
def join_mail(request):
    joining = request.joining
    if not may_go_on(joining) or not joining.email or person_here(request):
        return redirect("join_you")
    if "again" in request.POST:
        answer = actions.mail_digits(visitor(request), joining=joining)
        return page(request, "mail", DigitsForm(), again=bool(answer), refused="" if answer else answer.reason)
    form = DigitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = actions.confirm_mailbox(visitor(request), joining=joining, digits=form.cleaned_data["digits"])
        if not isinstance(answer, Denied):
            return _come_in(request, answer, joining.name, form, "mail")
        form.add_error("digits", answer.reason)
    return page(request, "mail", form)


def _come_in(request, person, name, form, where):
    """Through the door, and signed in. Without a letter: to the page where one waits."""
    if request.joining.proven_at is None:
        return _wait(request, person, name, form, where)
    try:
        actions.come_in(visitor(request), joining=request.joining, person=person, name=name)
    except AnotherWay as refusal:
        messages.info(request, refusal.reason)
        return _wait(request, person, name, form, where)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return page(request, where, form, person=person_here(request))
    _sign_in(request, person)
    onward = reverse("first_steps", args=[request.place.slug, 1])
    return redirect(onward if person.has_usable_password() else f"{onward}?key=none")


def _wait(request, person, name, form, where):
    answer = apply_for_home(visitor(request), joining=request.joining, person=person, name=name)
    if isinstance(answer, Denied):
        form.add_error(None, answer.reason)
        return page(request, where, form, person=person_here(request))
    _sign_in(request, person)
    return redirect("pending")


def _sign_in(request, person) -> None:
    request.session.pop("joining", None)
    if not person_here(request):
        login(request, person, backend=BACKEND)
        note_browser(request)
        record_authentication(request, person, method="code", email=person.email)
