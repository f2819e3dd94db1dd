"""The page of a request that is not on the board: another one for who asks than for who was told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.board.feed import parse_id
from stoep.board.pieces import face
from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from .. import actions
from ..finding import gives_something
from ..forms import HelpersForm, OfferForm
from ..skills import label
from .finding import offers_of, own_quiet, told_of
from .models import QuietRequest
from .rules import goes_on


@door("member")
@require_safe
def page(request, quiet):
    """What I asked, with who offers; or what I was told, with what I can do about it."""
    return _page(request, quiet)


@door("member")
@require_POST
def offer(request, quiet):
    """I can help."""
    told_of(request.standing, quiet)
    form, words = OfferForm(request.POST), _("Thank you. Your neighbour hears that you can help.")
    return _done(request, quiet, lambda: actions.offer_quietly(request.standing, quiet=quiet, **form.cleaned_data), words, form)


@door("member")
@require_POST
def leave(request, quiet):
    """Not for me, or not after all."""
    told_of(request.standing, quiet)
    actions.leave_quietly(request.standing, quiet=quiet)
    messages.success(request, _("It is off your list."))
    return redirect("help_list", request.standing.place_slug)


@door("member")
@require_POST
def pick(request, quiet):
    """Yes to one who offered, and on to a chat with them; or no longer."""
    standing = request.standing
    own_quiet(standing, quiet)
    helper, picked = parse_id(request.POST.get("helper", "")), request.POST.get("picked") == "yes"
    words = _("Your neighbour hears that you would like this help, and who you are.") if picked else _("Your choice is undone.")
    answer = _done(request, quiet, lambda: actions.pick_quietly(standing, quiet=quiet, helper=helper, picked=picked), words)
    chats = picked and any(one.member_id == helper and not one.member.shielded for one in offers_of(standing, quiet))
    return redirect("start_conversation", standing.place_slug, helper) if chats else answer


@door("member")
@require_POST
def solve(request, quiet):
    """It is done, with thanks."""
    own_quiet(request.standing, quiet)
    standing, form = request.standing, HelpersForm({"member": request.POST.getlist("member")})
    words = _("How good that it worked out.")
    return _done(request, quiet, lambda: actions.solve_quietly(standing, quiet=quiet, helpers=form.cleaned_data["member"]), words, form)


@door("member")
@require_POST
def end(request, quiet):
    """Taken back."""
    own_quiet(request.standing, quiet)
    words = _("You have taken it back. Nobody can read it any more.")
    return _done(request, quiet, lambda: actions.end_quietly(request.standing, quiet=quiet), words)


def _done(request, quiet, act, words, form=None):
    """Do `act` and come back, saying `words`; refused: the page once more, with what was typed and the reason."""
    if form is not None and not form.is_valid():
        return _page(request, quiet, form, 422)
    try:
        act()
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return _page(request, quiet, form, 422) if form is not None else redirect("quiet", request.standing.place_slug, quiet)
    messages.success(request, words)
    return redirect("quiet", request.standing.place_slug, quiet)


def _page(request, quiet, form=None, status=200):
    standing = request.standing
    try:
        asked = own_quiet(standing, quiet)
    except QuietRequest.DoesNotExist:
        told = told_of(standing, quiet)
        form = form or OfferForm(initial={"words": told.words})
        words = {"told": told, "skill": label(told.skill), "form": form, "goes_on": goes_on(told), "here": "more"}
        return render(request, "care/quiet/told.html", words, status=status)
    offers = [(offer, face(standing, offer.member)) for offer in offers_of(standing, quiet)]
    goes = not asked.solved_at and not asked.ended_at and not asked.held_at
    words = {"asked": asked, "skill": label(asked.skill), "offers": offers, "goes_on": goes, "late": asked.until < now(), "here": "more"}
    words["gives"] = gives_something(standing)
    return render(request, "care/quiet/asked.html", words, status=status)
