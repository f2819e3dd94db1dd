"""Polls on the screen."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.clock import now
from stoep.lib.doors import door

from ..finding import own_post
from ..views.panel import done
from ..writing import Writing
from . import actions
from .finding import poll_of
from .forms import PollForm, PollTextForm, VoteForm

A_WEEK = timedelta(days=7)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """Ask the neighbours to choose."""
    words = {"title": _("Let neighbours choose"), "button": _("Ask your neighbours")}
    writing = Writing(request, PollForm, "board/write.html", more=words, initial={"day": timezone.localdate(now()) + A_WEEK})

    def act(form, pictures):
        return actions.begin_poll(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, to="board", done=_("Your neighbours can read it now."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change the words around it."""
    found = own_post(request.standing, post)
    poll_of(request.standing, post)
    writing = Writing(request, PollTextForm, "board/edit.html", post=found)

    def act(form, pictures):
        actions.edit_poll(request.standing, post=post, said=form.said(pictures))

    return writing.answer(act, to="post")


@door("member")
@require_POST
def vote(request, post):
    """One's choice, or none after all."""
    poll_of(request.standing, post)
    form = VoteForm(request.POST)
    words = _("Your choice is taken back.") if "back" in request.POST else _("Kept. You can change it until the poll ends.")

    def act():
        chosen = [] if "back" in request.POST else form.cleaned_data["chosen"]
        actions.vote_poll(request.standing, post=post, chosen=chosen)

    return done(request, post, act, words, form)


@door("member")
@require_POST
def end(request, post):
    """Its author ends it today."""
    own_post(request.standing, post)
    words = _("The poll has ended. In a few minutes everybody sees the result.")
    return done(request, post, lambda: actions.end_poll(request.standing, post=post), words)
