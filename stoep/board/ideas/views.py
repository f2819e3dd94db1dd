"""Ideas on the screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door

from ..finding import own_post, post_for
from ..models import Backing
from ..views.panel import done
from ..writing import Writing
from . import actions
from .finding import idea_of
from .forms import IdeaForm


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request):
    """Tell an idea."""
    writing = Writing(request, IdeaForm, "board/write.html", more={"title": _("An idea for the neighbourhood"), "button": _("Tell it")})

    def act(form, pictures):
        return actions.propose_idea(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, to="board", done=_("Your neighbours can read it now."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own text about it."""
    found = own_post(request.standing, post)
    writing = Writing(request, IdeaForm, "board/edit.html", post=found, initial={"needs": idea_of(request.standing, post).needs})

    def act(form, pictures):
        actions.edit_idea(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def back(request, post):
    """I join in, I like it, or neither."""
    post_for(request.standing, post)
    idea_of(request.standing, post)
    answer = request.POST.get("answer", "")
    answer = answer if answer in Backing.Answer.values else ""
    return done(request, post, lambda: actions.back_idea(request.standing, post=post, answer=answer))


@door("member")
@require_POST
def carry(request, post):
    """It happens."""
    own_post(request.standing, post)
    happens = request.POST.get("happens") == "yes"
    actions.carry_idea(request.standing, post=post, happens=happens)
    if happens:
        messages.success(request, _("How good. Whoever joins in hears it."))
    return redirect("post", request.standing.place_slug, post)
