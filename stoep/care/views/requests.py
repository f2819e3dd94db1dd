"""A request for help: asking, offering, choosing, solved."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stoep.board.feed import parse_id
from stoep.board.finding import own_post
from stoep.board.writing import Writing
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from .. import actions
from ..finding import request_of
from ..forms import AskForm, HelpersForm, HelpForm, OfferForm


def _back(request, post):
    return redirect("post", request.standing.place_slug, post)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask the neighbours for help; then see who could be asked."""
    words = {"title": _("Ask for help"), "button": _("Ask your neighbours")}
    writing, asked = Writing(request, HelpForm, "board/write.html", initial={"helpers": 1}, more=words), []

    def act(form, pictures):
        post = actions.ask_help(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())
        asked.append(post.id)

    answer = writing.answer(act, to="board", done=_("Your neighbours can read it now."))
    return _back(request, asked[0]) if asked else answer


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own request."""
    found = own_post(request.standing, post)
    _post, asked = request_of(request.standing, post)
    begun = {"skill": asked.skill, "moment": asked.moment, "helpers": asked.helpers}
    writing = Writing(request, HelpForm, "board/edit.html", post=found, initial=begun)

    def act(form, pictures):
        actions.edit_help(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def offer(request, post):
    """I can help; or no longer."""
    request_of(request.standing, post)
    form = OfferForm(request.POST)
    if "withdraw" in request.POST:
        actions.withdraw_help(request.standing, post=post)
        messages.success(request, _("You have taken your offer back."))
    elif not form.is_valid():
        messages.error(request, form.errors["words"][0])
    else:
        words, done = form.cleaned_data["words"], _("Thank you. Your neighbour hears that you can help.")
        _told(request, lambda: actions.offer_help(request.standing, post=post, words=words), done)
    return _back(request, post)


def _told(request, act, done) -> None:
    """Do it, and say so; or say why not."""
    try:
        act()
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)


@door("member")
@require_POST
def pick(request, post):
    """Yes to one who offered, or no longer."""
    own_post(request.standing, post)
    helper, picked = parse_id(request.POST.get("helper", "")), request.POST.get("picked") == "yes"
    done = _("Your neighbour hears that you would like this help.") if picked else _("Your choice is undone.")
    _told(request, lambda: actions.pick_helper(request.standing, post=post, helper=helper, picked=picked), done)
    return _back(request, post)


@door("member")
@require_POST
def solve(request, post):
    """It is done, with thanks; or it was said too soon."""
    own_post(request.standing, post)
    form = HelpersForm({"member": request.POST.getlist("member")})
    if "reopen" in request.POST:
        _told(request, lambda: actions.reopen_help(request.standing, post=post), _("Your neighbours see that you still need help."))
    elif form.is_valid():
        done = _("How good that it worked out. Your neighbours see that it is solved.")
        _told(request, lambda: actions.solve_help(request.standing, post=post, helpers=form.cleaned_data["member"]), done)
    return _back(request, post)


@door("member")
@require_POST
def ask_neighbours(request, post):
    """Tell a few who ticked the skill."""
    own_post(request.standing, post)
    form = AskForm({"member": request.POST.getlist("member")})
    if not form.is_valid():
        messages.error(request, form.errors["member"][0])
        return _back(request, post)
    chosen = form.cleaned_data["member"]
    done = ngettext("%(n)d neighbour hears of it.", "%(n)d neighbours hear of it.", len(chosen)) % {"n": len(chosen)}
    _told(request, lambda: actions.ask_neighbours(request.standing, post=post, members=chosen), done)
    return _back(request, post)
