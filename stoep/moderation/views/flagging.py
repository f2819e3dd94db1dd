"""Telling us that something is not right; and the page of one's own safety."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.board.models import Group, Post
from stoep.care.models import QuietTold
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.blocking import blocked_by

from ..actions import flag
from ..finding import by_town, comment_to_flag, group_to_flag, out_of_sight, post_to_flag, quiet_to_flag, said_by_blocked
from ..forms import FlagForm
from ..glass.finding import own_told
from ..rules import may_flag


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def flag_post(request, post):
    return _flag(request, post_to_flag(request.standing, post))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def flag_comment(request, comment):
    return _flag(request, comment_to_flag(request.standing, comment))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def flag_group(request, group):
    return _flag(request, group_to_flag(request.standing, group))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def flag_quiet(request, quiet):
    return _flag(request, quiet_to_flag(request.standing, quiet))


def _flag(request, said):
    """The short list; then a word of thanks, and what happens now."""
    may_flag(request.standing, said).insist()
    form = FlagForm(request.POST or None, urgent=isinstance(said, Post) and said.calls)
    if request.method == "POST" and form.is_valid():
        try:
            told = flag(request.standing, said=said, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _thanks(told))
            return redirect("my_safety", request.standing.place_slug)
    context = {"form": form, "said": said, "of_group": isinstance(said, Group), "of_town": by_town(said)}
    context["back"] = _back(request.standing, said)
    return render(request, "moderation/member/flag.html", context, status=422 if form.errors else 200)


def _back(standing, said) -> str:
    """Where it is read; of somebody blocked, where one found it."""
    if getattr(said, "author_id", None) in standing.hidden:
        return reverse("blocked_said", args=[standing.place_slug, said.author_id])
    if isinstance(said, QuietTold):
        return reverse("quiet", args=[standing.place_slug, said.quiet_id])
    return reverse("group" if isinstance(said, Group) else "post", args=[standing.place_slug, getattr(said, "post_id", said.id)])


def _thanks(told: bool) -> str:
    if not told:
        return _("You have told us about this already. We have it.")
    return _("Thank you, we have it. A person looks at it, and you hear what came of it. Who wrote it never learns that it was you.")


@door("member")
@require_safe
def my_safety(request):
    """Whom I blocked, and what I was told about what I reported or wrote."""
    standing = request.standing
    context = {"blocked": blocked_by(standing), **own_told(standing.person, standing.here)}
    return render(request, "moderation/member/safety.html", context)


@door("member")
@require_safe
def unseen_said(request):
    """What was said to me and is in no conversation any more, to report it. Why it is not, nobody is told."""
    return render(request, "moderation/member/unseen_said.html", {"messages_said": out_of_sight(request.standing)})


@door("member")
@require_safe
def blocked_said(request, member):
    """What somebody wrote whom I blocked, to report it: nowhere else I see it any more."""
    face, posts, remarks, said = said_by_blocked(request.standing, member)
    context = {"face": face, "posts": posts, "remarks": remarks, "messages_said": said}
    return render(request, "moderation/member/blocked_said.html", context)
