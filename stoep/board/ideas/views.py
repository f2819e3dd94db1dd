"""Ideas on the screen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..calendar.finding import needs_of
from ..calendar.forms import BringForm
from ..calendar.need_lines import as_lines
from ..finding import own_post, post_for
from ..views.posts import once_more
from ..writing import Writing
from . import actions
from .finding import idea_of
from .forms import BackForm, IdeaForm, StageForm


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def share(request):
    """Share an idea with the neighbours."""
    words = {"title": _("Share an idea"), "button": _("Tell your neighbours")}
    writing = Writing(request, IdeaForm, "board/write.html", more=words)

    def act(form, pictures):
        return actions.share_idea(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, done=_("Your neighbours can read it now, and say whether they join."), to="board")


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change what one shared."""
    found, idea = own_post(request.standing, post), idea_of(request.standing, post)
    begun = {"people": idea.people, "needs": as_lines(needs_of(request.standing, post))}
    writing = Writing(request, IdeaForm, "board/edit.html", post=found, initial=begun)

    def act(form, pictures):
        actions.edit_idea(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def move(request, post):
    """Say where it stands now."""
    own_post(request.standing, post)
    idea_of(request.standing, post)
    form = StageForm(request.POST)
    if not form.is_valid():
        return once_more(request, post, form)
    actions.move_idea(request.standing, post=post, **form.cleaned_data)
    messages.success(request, _("Your neighbours see where it stands. Whoever joined hears of it."))
    return redirect("post", request.standing.place_slug, post)


@door("member")
@require_POST
def back(request, post):
    """I join, I like it, or neither."""
    return _done(request, post, BackForm, lambda given: actions.back_idea(request.standing, post=post, **given))


@door("member")
@require_POST
def take(request, post):
    """I take on something it needs; or not after all."""

    def act(given):
        actions.take_need(request.standing, post=post, need=given["need"], takes=given["brings"] == "yes")

    return _done(request, post, BringForm, act)


def _done(request, post, shape, act):
    """Do it, or say why not; then back to the page of the idea. Raises DoesNotExist where it does not stand for this reader."""
    post_for(request.standing, post)
    idea_of(request.standing, post)
    form = shape(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        act(form.cleaned_data)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("post", request.standing.place_slug, post)
