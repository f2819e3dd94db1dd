"""Things and services on the screen."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door

from ..feed import parse_id
from ..finding import own_post, post_for
from ..views.panel import done
from ..writing import Writing
from . import actions
from .finding import thing_of
from .forms import ClaimForm, ThingForm

STEPS = {"agree": actions.agree_claim, "decline": actions.decline_claim, "hand": actions.hand_over, "back": actions.take_back,
         "thank": actions.thank_for_thing}  # fmt: skip


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request):
    """Give, lend, swap, look for, or do something for neighbours."""
    words = {"title": _("Give, lend, swap or look for"), "button": _("Tell your neighbours")}
    writing = Writing(request, ThingForm, "board/write.html", more=words)

    def act(form, pictures):
        return actions.offer_thing(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

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
    """I would like it; or not after all; or thank you."""
    standing = request.standing
    post_for(standing, post)
    if wish := parse_id(request.POST.get("withdraw", "")):
        return done(request, post, lambda: actions.withdraw_claim(standing, post=post, claim=wish), _("You have taken your wish back."))
    if had := parse_id(request.POST.get("thank", "")):
        return done(request, post, lambda: actions.thank_for_thing(standing, post=post, claim=had), _("Your neighbour hears it."))
    form = ClaimForm(request.POST, thing=thing_of(standing, post))
    return done(request, post, lambda: actions.claim_thing(standing, post=post, **form.wish()), _("Your neighbour hears it."), form)


@door("member")
@require_POST
def settle(request, post):
    """The owner agrees, declines, hands over, takes back, or says thank you."""
    own_post(request.standing, post)
    wish, step = parse_id(request.POST.get("claim", "")), STEPS.get(request.POST.get("step", ""))
    return done(request, post, lambda: wish and step and step(request.standing, post=post, claim=wish))


@door("member")
@require_POST
def close(request, post):
    """Nothing is left, or there is after all."""
    own_post(request.standing, post)
    closed = request.POST.get("closed") == "yes"
    return done(request, post, lambda: actions.close_thing(request.standing, post=post, closed=closed))
