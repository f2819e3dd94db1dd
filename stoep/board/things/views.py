"""Things and services on the screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..feed import parse_id
from ..finding import own_post, post_for
from ..writing import Writing
from . import actions
from .finding import thing_of
from .forms import ClaimForm, ThingForm

STEPS = {"agree": actions.agree_claim, "decline": actions.decline_claim, "hand": actions.hand_over, "back": actions.take_back}


def _back(request, post):
    return redirect("post", request.standing.place_slug, post)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request):
    """Give, lend, swap, look for, or do something for neighbours."""
    words = {"title": _("Give, lend, swap or look for"), "button": _("Tell your neighbours")}
    writing = Writing(request, ThingForm, "board/write.html", more=words)

    def act(form, pictures):
        actions.offer_thing(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, to="board", done=_("Your neighbours can read it now."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own text about it."""
    found, thing = own_post(request.standing, post), thing_of(request.standing, post)
    begun = {name: getattr(thing, name) for name in (*ThingForm.FIRST, *ThingForm.MORE)}
    writing = Writing(request, ThingForm, "board/edit.html", post=found, initial=begun)

    def act(form, pictures):
        actions.edit_thing(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def claim(request, post):
    """I would like it; or not after all."""
    post_for(request.standing, post)
    form = ClaimForm(request.POST, thing=thing_of(request.standing, post))
    if wish := parse_id(request.POST.get("withdraw", "")):
        actions.withdraw_claim(request.standing, post=post, claim=wish)
        messages.success(request, _("You have taken your wish back."))
    elif not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
    else:
        done = _("Your neighbour hears that you would like it.")
        _told(request, lambda: actions.claim_thing(request.standing, post=post, **form.wish()), done)
    return _back(request, post)


def _told(request, act, done="") -> None:
    """Do it, and say so; or say why not."""
    try:
        act()
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        if done:
            messages.success(request, done)


@door("member")
@require_POST
def settle(request, post):
    """The owner agrees, declines, hands over, takes back."""
    own_post(request.standing, post)
    wish, step = parse_id(request.POST.get("claim", "")), STEPS.get(request.POST.get("step", ""))
    if wish and step:
        _told(request, lambda: step(request.standing, post=post, claim=wish))
    return _back(request, post)


@door("member")
@require_POST
def close(request, post):
    """Nothing is left, or there is after all."""
    own_post(request.standing, post)
    _told(request, lambda: actions.close_thing(request.standing, post=post, closed=request.POST.get("closed") == "yes"))
    return _back(request, post)
