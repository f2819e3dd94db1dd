"""The feed, what is new, and up to where one has read."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token

from .. import cards, feed, pages, pieces
from ..actions import mark_seen
from ..words import TOPICS


@door("member")
@require_safe
def board(request):
    """A page of the board, newest first."""
    kind = request.GET.get("kind", "") if request.GET.get("kind") in pages.FILTERS else ""
    topic = request.GET.get("topic", "") if request.GET.get("topic") in TOPICS else ""
    before = feed.after_marker(request.GET.get("before", ""))
    found = feed.page(request.standing, request.standing.language, pages.RELEASE, before=before, kind=kind, topic=topic)
    reader = pieces.Reader(request.standing, form_token(request), now(), found.frame.ambassador)
    shown = cards.posts(request.standing, reader, found.posts)
    return HttpResponse(pages.board(request, reader, found, shown, kind, topic, before))


@door("member", visit=False)
@require_safe
def news(request):
    """How many are new in words, or nothing: what open pages ask again and again. The ETag spares even that."""
    since = feed.after_marker(request.GET.get("since", ""))
    n = feed.newer(request.standing, since[0]) if since else 0
    etag = f'"{n}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    words = ngettext("%(n)d new", "%(n)d new", n) % {"n": n} if n else ""
    return HttpResponse(words, content_type="text/plain; charset=utf-8", headers={"ETag": etag})


@door("member")
@require_POST
def seen(request):
    """The page says up to where it was read."""
    try:
        mark_seen(request.standing, up_to=feed.parse_moment(request.POST.get("up_to", "")))
    except ValueError:
        return HttpResponse(status=400)
    if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Mode") == "cors":
        return HttpResponse(status=204)
    return redirect("board", request.standing.place_slug)
