"""Next door, on the screen: before a post goes there, and the talk there for its author."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.membership.finding import me
from stoep.membership.guests import short_name

from ..feed import parse_id
from ..finding import own_post
from ..forms import CommentForm
from . import actions
from .finding import copy_for, next_door, talk_of
from .rules import may_reach


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request, post):
    """Which neighbourhoods, and under which name; then let it go there."""
    standing, found = request.standing, own_post(request.standing, post)
    if request.method == "POST":
        actions.reach_nearby(standing, post=post)
        messages.success(request, _("It is on its way to the neighbourhoods next to ours."))
        return redirect("post", standing.place_slug, post)
    places, name = next_door(standing.here), short_name(me(standing).name)
    allowed = may_reach(standing, found, places)
    refused = "" if allowed else allowed.reason
    return render(request, "board/nearby/reach.html", {"post": found, "places": places, "name": name, "refused": refused, "here": "board"})


@door("member")
@require_POST
def end(request, post):
    """Take the copies back; here it stands."""
    own_post(request.standing, post)
    actions.end_nearby(request.standing, post=post)
    messages.success(request, _("The neighbourhoods next to ours no longer read it. Here it stands."))
    return redirect("post", request.standing.place_slug, post)


@door("guest")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request, post):
    """The talk under the copy there, and a line to answer with."""
    copy_for(request.standing, post)
    form = CommentForm(request.POST) if request.method == "POST" else CommentForm()
    if request.method == "POST" and _done(request, post, form):
        return redirect(request.path)
    return _page(request, post, form)


def _done(request, post, form) -> bool:
    """Answer, or take an answer back. False when something is wrong with it: the form says what."""
    guest = request.standing
    if ident := parse_id(request.POST.get("withdraw", "")):
        actions.withdraw_nearby_answer(guest, post=post, comment=ident)
        return True
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        actions.answer_nearby(guest, post=post, body=given["body"], act=given["act"] or uuid7(), parent=given["parent"])
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
    return not form.errors


def _page(request, post, form) -> HttpResponse:
    guest, copy = request.standing, copy_for(request.standing, post)
    act = form["act"].value() or uuid7()
    words = {"copy": copy, "remarks": talk_of(guest, copy), "form": form, "act": act, "post_id": post, "here": "board"}
    response = render(request, "board/nearby/talk.html", words, status=422 if form.errors else 200)
    response.counts = {}  # a guest's role reads nothing of home
    return response
