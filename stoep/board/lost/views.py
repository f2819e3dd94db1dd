"""Lost and found on the screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.lib.doors import door

from ..finding import own_post
from ..writing import Writing
from .actions import bring_home, edit_lost
from .actions import report_lost as report
from .finding import lost_of
from .forms import LostForm


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def report_lost(request):
    """Tell what is lost, or was found."""
    words = {"title": _("Lost or found something"), "button": _("Tell your neighbours"), "before": "board/lost/_person.html"}
    writing = Writing(request, LostForm, "board/write.html", more=words)

    def act(form, pictures):
        return report(request.standing, act=form.cleaned_data["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, done=_("Your neighbours can read it now."), to="board")


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own text about it."""
    found = own_post(request.standing, post)
    lost = lost_of(request.standing, post)
    writing = Writing(request, LostForm, "board/edit.html", post=found, initial={"what": lost.what, "where": lost.where})

    def act(form, pictures):
        edit_lost(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def home(request, post):
    """Home again."""
    own_post(request.standing, post)
    bring_home(request.standing, post=post, home=request.POST.get("home") == "yes")
    if request.POST.get("home") == "yes":
        messages.success(request, _("Good news. Your neighbours see that it is home again."))
    return redirect("post", request.standing.place_slug, post)
