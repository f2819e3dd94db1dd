"""A request for help: asking, offering, choosing, solved."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stoep.board.feed import parse_id
from stoep.board.finding import own_post
from stoep.board.views.panel import done
from stoep.board.writing import Writing
from stoep.lib.doors import door

from .. import actions
from ..finding import request_of
from ..forms import AskForm, HelpersForm, HelpForm, OfferForm


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask the neighbours for help; then see who could be asked."""
    words = {"title": _("Ask for help"), "button": _("Ask your neighbours")}
    writing, asked = Writing(request, HelpForm, "board/write.html", initial={"helpers": 1}, more=words), []

    def act(form, pictures):
        post = actions.ask_help(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())
        asked.append(post.id)
        return post

    answer = writing.answer(act, to="board", done=_("Your neighbours can read it now."))
    return redirect("post", request.standing.place_slug, asked[0]) if asked else answer


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
    standing = request.standing
    request_of(standing, post)
    if "withdraw" in request.POST:
        return done(request, post, lambda: actions.withdraw_help(standing, post=post), _("You have taken your offer back."))
    form, words = OfferForm(request.POST), _("Thank you. Your neighbour hears that you can help.")
    return done(request, post, lambda: actions.offer_help(standing, post=post, **form.cleaned_data), words, form)


@door("member")
@require_POST
def pick(request, post):
    """Yes to one who offered, or no longer."""
    own_post(request.standing, post)
    helper, picked = parse_id(request.POST.get("helper", "")), request.POST.get("picked") == "yes"
    words = _("Your neighbour hears that you would like this help.") if picked else _("Your choice is undone.")
    return done(request, post, lambda: actions.pick_helper(request.standing, post=post, helper=helper, picked=picked), words)


@door("member")
@require_POST
def solve(request, post):
    """It is done, with thanks; or it was said too soon."""
    standing = request.standing
    own_post(standing, post)
    if "reopen" in request.POST:
        return done(request, post, lambda: actions.reopen_help(standing, post=post), _("Your neighbours see that you still need help."))
    form = HelpersForm({"member": request.POST.getlist("member")})
    words = _("How good that it worked out. Your neighbours see that it is solved.")
    return done(request, post, lambda: actions.solve_help(standing, post=post, helpers=form.cleaned_data["member"]), words, form)


@door("member")
@require_POST
def ask_neighbours(request, post):
    """Tell a few who ticked the skill."""
    own_post(request.standing, post)
    form = AskForm({"member": request.POST.getlist("member")})
    n = len(form.data["member"])
    words = ngettext("%(n)d neighbour hears of it.", "%(n)d neighbours hear of it.", n) % {"n": n}
    return done(
        request, post, lambda: actions.ask_neighbours(request.standing, post=post, members=form.cleaned_data["member"]), words, form
    )
