"""One post: reading it, writing it, changing it, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed

from .. import cards, feed, finding, pages, pieces
from ..actions import edit_post, pin_post, publish_post, withdraw_post
from ..forms import PostForm
from ..models import Post
from ..uploading import pictures_in


def _one(request, post, answer=""):
    """The card of one post with its whole talk; None where it does not stand for this reader."""
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post)
    reader = pieces.Reader(request.standing, get_token(request), now(), found.frame.ambassador)
    shown = cards.posts(request.standing, reader, found.posts, whole=True, answer=answer)
    return reader, found, shown


@door("member")
@require_safe
def post(request, post):
    """A post on its own, with all of its talk."""
    reader, found, shown = _one(request, post, request.GET.get("answer", ""))
    if not shown:
        return render(request, "board/taken_back.html", {"post": finding.trace_of(request.standing, post), "here": "board"}, status=410)
    return HttpResponse(pages.post(request, reader, found, shown[0]))


@door("member")
@require_safe
def talk(request, post):
    """All of the talk, where the board showed the last two remarks."""
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post)
    if not found.posts:
        raise Post.DoesNotExist
    reader = pieces.Reader(request.standing, get_token(request), now())
    return HttpResponse(cards.talk(reader, found.posts[0], whole=True))


def _fields(form, pictures):
    names = ("title", "body", "language", "topics", "comments_on", "mention")
    return {name: form.cleaned_data[name] for name in names} | {"pictures": {p.id: p.alt for p in pictures}}


def _form_page(request, template, form, pictures, errors=(), status=200, **more):
    return render(
        request, template, {"form": form, "pictures": pictures, "picture_errors": errors, "here": "compose", **more}, status=status
    )


@door("member")
@require_safe
def compose(request):
    """First: what do you want to do? Then the form for it, short."""
    kind = request.GET.get("kind")
    if kind not in (Post.Kind.MESSAGE, Post.Kind.QUESTION):
        return render(request, "board/choose.html", {"here": "compose"})
    text = request.GET.get("text", "")[:500]
    if not text:
        return HttpResponse(pages.blank_form(request, kind))
    form = PostForm(initial={"act": uuid7(), "kind": kind, "language": request.standing.language, "comments_on": True, "body": text})
    return _form_page(request, "board/compose.html", form, [], kind=kind)


@door("member")
@require_POST
def publish(request):
    """Say it. Whatever is wrong, what was typed and sent stays on the page."""
    form, (pictures, errors) = PostForm(request.POST), pictures_in(request)
    more = {"kind": request.POST.get("kind")}
    if not form.is_valid() or errors or "add" in request.POST or "drop" in request.POST:
        if "add" in request.POST or "drop" in request.POST:
            form = PostForm(initial=_typed(request))
        return _form_page(request, "board/compose.html", form, pictures, errors, 422 if form.errors or errors else 200, **more)
    try:
        publish_post(request.standing, kind=form.cleaned_data["kind"], act=form.cleaned_data["act"], **_fields(form, pictures))
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _form_page(request, "board/compose.html", form, pictures, status=422, **more)
    messages.success(request, _("Your neighbours can read it now."))
    return redirect("board", request.standing.place_slug)


def _typed(request) -> dict:
    """What was typed so far, without judging it yet."""
    typed = {name: request.POST.get(name, "") for name in ("act", "kind", "title", "body", "language")}
    lists = {name: request.POST.getlist(name) for name in ("topics", "mention")}
    return typed | lists | {"comments_on": "comments_on" in request.POST}


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change one's own text."""
    found = finding.own_post(request.standing, post)
    if request.method != "POST":
        return _form_page(
            request, "board/edit.html", PostForm(initial=_said(found)), finding.pictures_of(request.standing, post), post=found
        )
    form, (pictures, errors) = PostForm(request.POST), pictures_in(request, post)
    if "add" in request.POST or "drop" in request.POST:
        return _form_page(request, "board/edit.html", PostForm(initial=_typed(request)), pictures, errors, post=found)
    if not form.is_valid() or errors:
        return _form_page(request, "board/edit.html", form, pictures, errors, 422, post=found)
    edit_post(request.standing, post=post, **_fields(form, pictures))
    return redirect("post", request.standing.place_slug, post)


def _said(found: Post) -> dict:
    names = ("kind", "title", "body", "language", "topics", "comments_on")
    return {name: getattr(found, name) for name in names} | {"act": uuid7()}


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
    pin_post(request.standing, post=post, pinned=request.POST.get("pin") == "yes")
    return redirect("board", request.standing.place_slug)
