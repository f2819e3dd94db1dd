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
from stoep.lib.rules import NotAllowed

from .. import actions
from ..finding import request_of
from ..forms import AskForm, AskHelpForm, HelpersForm, HelpForm, OfferForm
from ..skills import SKILLS


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask the neighbours for help, or a few of them; then see who could be asked."""
    words = {"title": _("Ask for help"), "button": _("Ask your neighbours")}
    writing, asked = Writing(request, AskHelpForm, "board/write.html", initial={"helpers": 1, **_begun(request)}, more=words), []

    def act(form, pictures):
        found = (_quietly if form.quiet() else _openly)(request, form, pictures)
        asked.append(("quiet" if form.quiet() else "post", found.id))
        return None if form.quiet() else found

    done = _("Your neighbours can read it now.") if request.POST.get("to") in (None, "", AskHelpForm.ALL) else _("They hear of it now.")
    if "few" in request.POST:  # from what somebody was writing, on to asking a few of them: nothing is judged yet
        return writing.filled(_of_a_few(request.POST.copy()))
    answer = writing.answer(act, to="board", done=done)
    nearby = asked and asked[0][0] == "post" and "nearby" in request.POST  # on to where one sees whom it reaches
    return redirect(asked[0][0], request.standing.place_slug, asked[0][1]) if asked and not nearby else answer


def _of_a_few(typed):
    """What was typed for all neighbours, now for a few."""
    typed["to"], typed["helpers"] = AskHelpForm.NAMED, "1"
    return typed


def _begun(request) -> dict:
    """From the page of a skill, that skill."""
    skill = request.GET.get("skill", "")
    return {"skill": skill if skill in SKILLS else "", "to": AskHelpForm.ALL}


def _openly(request, form, pictures):
    return actions.ask_help(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())


def _quietly(request, form, pictures):
    if pictures:
        raise NotAllowed(_("Pictures go with a question on the board only. Take them away, or ask all neighbours."))
    return actions.ask_quietly(request.standing, act=form.cleaned_data["act"], **form.quietly())


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
