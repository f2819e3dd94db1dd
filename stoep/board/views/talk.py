"""Remarks and faces."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.membership.rules import may_write

from .. import cards, feed, finding, pages, pieces
from ..actions import comment_post, edit_comment, react_post, withdraw_comment
from ..calm import calm_word
from ..feed import parse_id
from ..forms import CommentForm
from ..words import FACES


def _reader(request) -> pieces.Reader:
    return pieces.Reader(request.standing, form_token(request), now())


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, post):
    """GET: the small form to answer a post or one remark. POST: the answer; back comes the whole talk, or the page without a script."""
    finding.post_for(request.standing, post)
    if request.method != "POST" and "parent" not in request.GET:
        return HttpResponse(pieces.comment_form(_reader(request), str(post), focus=True))
    if request.method != "POST":
        above = finding.comment_for(request.standing, parse_id(request.GET.get("parent", "")))
        return HttpResponse(pieces.reply_form(_reader(request), str(post), str(above.id), above.author.name))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _again(request, post, form)
    given = form.cleaned_data
    if calm := calm_word(request.POST.getlist("calm"), given["body"]):
        return _again(request, post, form, calm)
    try:
        words = {name: given[name] for name in ("body", "parent", "mention")}
        comment_post(request.standing, post=post, act=given["act"] or uuid7(), **words)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _again(request, post, form)
    return _talk_now(request, post)


def _talk_now(request, post):
    if not request.headers.get("HX-Request"):
        return redirect(reverse("post", args=[request.standing.place_slug, post]) + f"#talk-{post}")
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post)
    return HttpResponse(cards.talk(_reader(request), found.posts[0], whole=True))


def _again(request, post, form, calm=None):
    """The same line with what was typed in it, and what to do."""
    parent = form.data.get("parent", "")
    context = {
        "slug": request.standing.place_slug,
        "post_id": post,
        "form": form,
        "calm": calm,
        "act": form.data.get("act") or uuid7(),
        "field_id": parent or post,
    }
    if parent_id := parse_id(parent):
        context |= {"parent_id": parent_id, "parent_name": finding.comment_for(request.standing, parent_id).author.name}
    if request.headers.get("HX-Request"):
        target, swap = (f"#reply-{parent_id}", "innerHTML") if parent_id else (f"#talk-{post} > form", "outerHTML")
        where = {"HX-Retarget": target, "HX-Reswap": swap}
        return HttpResponse(render_to_string("board/_comment_form.html", context, request), headers=where)
    return render(request, "board/answer.html", {**context, "post": finding.post_for(request.standing, post), "here": "board"}, status=422)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, comment):
    """Change one's own remark."""
    found = finding.own_comment(request.standing, comment)
    form = CommentForm(request.POST if request.method == "POST" else None, initial={"body": found.body})
    if request.method == "POST" and form.is_valid():
        edit_comment(request.standing, comment=comment, body=form.cleaned_data["body"], mention=form.cleaned_data["mention"])
        return redirect(reverse("post", args=[request.standing.place_slug, found.post_id]) + f"#comment-{comment}")
    context = {"form": form, "comment": found, "here": "board"}
    return render(request, "board/edit_comment.html", context, status=422 if form.errors else 200)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, comment):
    """Ask once more, then take the remark back."""
    found = finding.own_comment(request.standing, comment)
    if request.method != "POST":
        return render(request, "board/withdraw_comment.html", {"comment": found, "here": "board"})
    withdraw_comment(request.standing, comment=comment)
    messages.success(request, _("You have taken your answer back."))
    return redirect("post", request.standing.place_slug, found.post_id)


def _faces(request, post, choosing=False) -> str:
    row, reader = feed.page(request.standing, request.standing.language, pages.RELEASE, post=post).posts[0], _reader(request)
    return pieces.reactions(reader, row, pieces.values_of(reader, row), choosing)


def _to_choose(request, post) -> str:
    """The faces to choose from; for who may only read for a while, why there are none, and a face of theirs to take back."""
    mine = request.standing.paused and finding.my_face(request.standing, post)
    faces = _faces(request, post, choosing=not request.standing.paused or bool(mine))
    return faces + render_to_string("parts/_paused.html", {"may": may_write(request.standing)})


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def react(request, post):
    """GET: the faces to choose from. POST: a face under a post; the same again takes it back."""
    finding.post_for(request.standing, post)
    if request.method != "POST":
        return HttpResponse(_to_choose(request, post))
    if request.POST.get("face") not in FACES:
        return HttpResponse(status=400)
    react_post(request.standing, post=post, face=request.POST["face"])
    if not request.headers.get("HX-Request"):
        return redirect(reverse("post", args=[request.standing.place_slug, post]) + f"#faces-{post}")
    return HttpResponse(_faces(request, post))


@door("member")
@require_safe
def reactions(request, post):
    """Who put which face under a post, and the faces to choose from."""
    found = finding.post_for(request.standing, post)
    picker = mark_safe(_to_choose(request, post))  # noqa: S308  filled from escaped parts
    context = {"post": found, "reactions": finding.who_reacted(request.standing, post), "faces": FACES, "picker": picker, "here": "board"}
    return render(request, "board/reactions.html", context)
