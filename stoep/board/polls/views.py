"""Polls on the screen."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..finding import own_post, post_for
from ..views.panel import done
from ..writing import Writing
from . import actions
from .facet import voting
from .finding import poll_of
from .forms import PollForm, begun


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask all neighbours one question."""
    writing = Writing(request, PollForm, "board/write.html", more={"title": _("Hold a poll"), "button": _("Ask your neighbours")})

    def act(form, pictures):
        return actions.ask_poll(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, to="board", done=_("Your neighbours can vote now."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own question."""
    found, poll = own_post(request.standing, post), poll_of(request.standing, post)
    writing = Writing(request, partial(PollForm, poll=poll), "board/edit.html", post=found, initial=begun(poll))

    def act(form, pictures):
        actions.edit_poll(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def vote(request, post):
    """Vote, otherwise, or not after all. With htmx the poll alone comes back."""
    standing, back = request.standing, "back" in request.POST
    post_for(standing, post)
    poll, picks = poll_of(standing, post), [] if back else request.POST.getlist("pick") or ["none"]
    words = _("You have taken your vote back.") if back else _("Your vote counts. Nobody sees what you chose.")
    if not request.headers.get("HX-Request"):
        return done(request, post, lambda: actions.vote_poll(standing, post=post, picks=picks), words)
    try:
        actions.vote_poll(standing, post=post, picks=picks)
    except NotAllowed as refusal:
        return HttpResponse(voting(request, poll, refused=refusal.reason))
    return HttpResponse(voting(request, poll_of(standing, post), said=words))


@door("member")
@require_POST
def end(request, post):
    """End one's own poll before its day."""
    own_post(request.standing, post)
    words = _("Your poll has ended. In a moment you read here what came of it.")
    return done(request, post, lambda: actions.end_poll(request.standing, post=post), words)
