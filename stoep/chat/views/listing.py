"""All conversations of one member."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stoep.board.feed import after_marker
from stoep.lib.doors import door

from .. import pieces, reading


@door("member")
@require_safe
def chat(request):
    """The list, the latest first."""
    before = after_marker(request.GET.get("before", ""))
    page = reading.conversations(request.standing, before)
    shown = mark_safe(pieces.lines(pieces.Reader(request.standing, ""), page.rows))  # noqa: S308  filled from escaped parts
    older = f"{page.rows[-1]['last_at']}~{page.rows[-1]['id']}" if page.more else ""
    return render(request, "chat/chat.html", {"lines": shown, "older": older, "first": before is None, "here": "chat"})


@door("member", visit=False)
@require_safe
def news(request):
    """The first lines again, for an open page that was told to look; nothing where nothing changed. The form token is in none of it."""
    shown = pieces.lines(pieces.Reader(request.standing, ""), reading.conversations(request.standing).rows)
    tag = pieces.etag(shown)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(shown, headers={"ETag": tag})
