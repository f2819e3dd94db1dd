"""The bell, what one wants to hear, and the way out of mails."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.board.pieces import Reader
from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.jobs import defer
from stoep.lib.limits import Limit, spend
from stoep.lib.live import member_token
from stoep.lib.tickets import issue_ticket
from stoep.membership.welcome import welcome_steps

from . import actions, bell, pages
from .finding import my_preferences, readable_post, why_words
from .forms import FirstStepsForm, PreferencesForm, ReadForm
from .unsubscribing import read_token

UNSUBSCRIBES = Limit("unsubscribe", 5, 3600)


@door("member")
@require_safe
def bell_page(request):
    found = bell.page(request.standing, request.GET.get("before", "")[:40])
    return pages.bell(request, Reader(request.standing, form_token(request), now()), found)


@door("member")
@require_POST
def read_bell(request):
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.read_bell(request.standing, **form.cleaned_data)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("bell", request.standing.place_slug)


@door("member")
@require_POST
def mute_talk(request, post):
    actions.mute_talk(request.standing, post=readable_post(request.standing, post))
    messages.success(request, _("You will hear no more about this talk."))
    return redirect("bell", request.standing.place_slug)


@door("member")
@require_POST
def unmute_talk(request, post):
    actions.unmute_talk(request.standing, post=readable_post(request.standing, post))
    messages.success(request, _("You will hear about this talk again."))
    return redirect("bell", request.standing.place_slug)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request):
    form = PreferencesForm(request.POST or None, initial=my_preferences(request.standing))
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(request.standing, **form.wishes())
        messages.success(request, _("Kept."))
        return redirect("notification_settings", request.standing.place_slug)
    return render(request, "notify/settings.html", {"form": form})


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps_hear(request):
    """The third of the first steps (membership/welcome.py): two questions, once, on the way in."""
    slug = request.standing.place_slug
    form = FirstStepsForm(request.POST or None, initial=my_preferences(request.standing))
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(request.standing, **form.wishes())
        return redirect("first_steps_done", slug)
    words = {"form": form, "step": 3, "steps": welcome_steps(3), "next_url": reverse("first_steps_done", args=[slug])}
    return render(request, "membership/join/first_steps.html", words)


@door("member", visit=False)
@require_POST
def live_ticket(request):
    """Where to listen. The stream itself says nothing but that something is new."""
    if not settings.LIVE_URL:
        return JsonResponse({"stream": ""})
    here = request.standing.here
    ticket = issue_ticket(request.standing.person, here, member_token(here, request.standing.member))
    return JsonResponse({"stream": f"{settings.LIVE_URL.rstrip('/')}/{ticket}"})


def _wish(request, token):
    """What the link is for. The page speaks as the mail did, unless another language was chosen on this device."""
    found = read_token(token)
    if found is None:
        raise Http404
    if found.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(found.language)
    return found


@csrf_exempt  # the mail provider's own button (RFC 8058) knows no token of ours; the signed address is the proof
@door("nobody")
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    found = _wish(request, token)
    if request.method == "POST" and spend(UNSUBSCRIBES, token):  # beyond that it has long been switched off
        defer("stop_mail", neighbourhood=found.here, member=str(found.member), kind=found.kind)
    return render(request, "notify/unsubscribe.html", why_words(found, token) | {"done": request.method == "POST"})


@door("nobody")
@require_safe
def why(request, token):
    """Why a mail came, and how to have no more of them; the address of the page is in that mail only."""
    found = _wish(request, token)
    return render(request, "notify/why.html", why_words(found, token))
