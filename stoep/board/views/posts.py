"""One post: reading it, writing it, changing it, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.rules import NotAllowed
from stoep.membership.rules import may_write

from .. import authoring, cards, facets, feed, finding, pages, pieces
from ..actions import edit_post, pin_post, publish_post, withdraw_post
from ..drafts import finding as drafts
from ..forms import PostForm
from ..groups.finding import my_groups
from ..models import Post
from ..writing import Writing


def _one(request, post, answer="", form=None):
    """The card of one post with its whole talk; none where it does not stand for this reader."""
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post)
    reader = pieces.Reader(request.standing, form_token(request), now(), found.frame.ambassador)
    panel = facets.panel(request, found.posts[0], form) if found.posts else ""
    panel += authoring.panel(request, found.posts[0]) if found.posts else ""
    shown = cards.posts(request.standing, reader, found.posts, whole=True, answer=answer, panel=panel)
    return reader, found, shown


@door("member")
@require_safe
def post(request, post):
    """A post on its own, with all of its talk."""
    reader, found, shown = _one(request, post, request.GET.get("answer", ""))
    if not shown:
        return render(request, "board/taken_back.html", {"post": finding.trace_of(request.standing, post), "here": "board"}, status=410)
    return HttpResponse(pages.post(request, reader, found, shown[0]))


def once_more(request, post, form):
    """The page of a post with what was sent to its facet and refused: nothing typed is lost."""
    reader, found, shown = _one(request, post, form=form)
    if not shown:
        raise Post.DoesNotExist
    return HttpResponse(pages.post(request, reader, found, shown[0]), status=422)


@door("member")
@require_safe
def talk(request, post):
    """All of the talk, where the board showed the last two remarks."""
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post)
    if not found.posts:
        raise Post.DoesNotExist
    reader = pieces.Reader(request.standing, form_token(request), now())
    return HttpResponse(cards.talk(reader, found.posts[0], whole=True))


@door("member")
@require_safe
def compose(request):
    """First: what do you want to do? Then the form for it, short."""
    kind = request.GET.get("kind")
    if kind not in (Post.Kind.MESSAGE, Post.Kind.QUESTION):
        words = {"plates": facets.plates(request.standing.place_slug), "drafts": drafts.lines(request.standing)}
        words["may"] = may_write(request.standing)
        group = feed.parse_id(request.GET.get("group", ""))
        words["of"] = next((one for one in my_groups(request.standing) if one.id == group), None) if group else None
        words["group"] = words["of"] and group
        return render(request, "board/choose.html", {"here": "compose", **words})
    text = request.GET.get("text", "")[:500]
    if not text and not {"draft", "group", "urgent"} & set(request.GET) and may_write(request.standing):
        return HttpResponse(pages.blank_form(request, kind))
    return Writing(request, PostForm, "board/compose.html", initial={"kind": kind, "body": text}, more={"kind": kind}).blank()


@door("member")
@require_POST
def publish(request):
    """Say it. Whatever is wrong, what was typed and sent stays on the page."""
    writing = Writing(request, PostForm, "board/compose.html", more={"kind": request.POST.get("kind")})

    def act(form, pictures):
        return publish_post(request.standing, kind=form.cleaned_data["kind"], act=form.cleaned_data["act"], **form.said(pictures))

    return writing.answer(act, to="board", done=_("Your neighbours can read it now."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own text."""
    found = finding.own_post(request.standing, post)
    if address := facets.edit_address(request.standing.place_slug, found):
        return redirect(address)
    writing = Writing(request, PostForm, "board/edit.html", post=found)
    return writing.answer(lambda form, pictures: edit_post(request.standing, post=post, **form.said(pictures)), to="post")


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, post):
    """Ask once more, then take it back."""
    found = finding.own_post(request.standing, post)
    if request.method != "POST":
        return render(request, "board/withdraw.html", {"post": found, "here": "board"})
    withdraw_post(request.standing, post=post)
    messages.success(request, _("You have taken it back. Nobody reads it any more."))
    return redirect("board", request.standing.place_slug)


@door("member")
@require_POST
def pin(request, post):
    """Keep on top, or no longer."""
    finding.post_for(request.standing, post)
    try:
        pin_post(request.standing, post=post, pinned=request.POST.get("pin") == "yes")
    except NotAllowed as refusal:
        messages.warning(request, refusal.reason)
    return redirect("board", request.standing.place_slug)
