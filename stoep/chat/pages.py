"""The page of a conversation, filled from a shape that was rendered once (lib/slots.py)."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from stoep.lib.ids import uuid7
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import esc, named, slot, url_id

from . import pieces
from .forms import MessageForm
from .reading import Page


class BlankLine(PagePiece):
    """While nothing is on its form yet; a text that is there or not is part of the shape."""

    def render(self, language, flags):
        return super().render(language, {**flags, "form": MessageForm(initial={"act": slot("act")}), "here": "chat"})


TEXTS = ("older", "closed", "messages_html", "talk.last_id")
CONVERSATION = BlankLine(
    "chat/conversation.html",
    named("title", "faces", "after", "csrf_token"),
    {"standing.place_slug": PLACE, "talk.id": url_id(1)},
    ("first", "talk.muted", "talk.waiting", *TEXTS),
)


def conversation(reader: pieces.Reader, head: dict, page: Page, first: bool) -> HttpResponse:
    """The page with an empty line to write on. `first`: its newest messages, not what came before."""
    texts = {"older": page.rows[0]["id"] if page.more else "", "talk_last_id": head["last_id"] or ""}
    texts["closed"] = esc(pieces.closed(reader, head))
    texts["messages_html"] = pieces.messages(reader, page.rows, head["two"])
    values = texts | {
        "standing_place_slug": reader.slug, "talk_id": head["id"], "title": esc(pieces.title_of(head)), "faces": pieces.faces(reader, head),
        "after": after(page), "csrf_token": reader.csrf, "act": uuid7(),
    }  # fmt: skip
    shown = [slot(name.replace(".", "_")) if texts[name.replace(".", "_")] else "" for name in TEXTS]
    return HttpResponse(CONVERSATION.fill(reader.language, values, first, bool(head["muted"]), bool(head["waiting"]), *shown))


def typed(request, reader: pieces.Reader, head: dict, page: Page, first: bool, status: int, **written) -> HttpResponse:
    """The same with what was typed. `written`: form, pictures, picture_errors."""
    context = {
        "talk": head, "title": pieces.title_of(head), "faces": mark_safe(pieces.faces(reader, head)),  # noqa: S308  escaped parts
        "messages_html": mark_safe(pieces.messages(reader, page.rows, head["two"])),  # noqa: S308  filled from escaped parts
        "older": page.rows[0]["id"] if page.more else "", "first": first, "after": after(page), "closed": pieces.closed(reader, head),
        "here": "chat",
    }  # fmt: skip
    return render(request, "chat/conversation.html", context | written, status=status)


def after(page: Page) -> str:
    """Up to where the page has looked, as its address carries it."""
    return quote(page.rows[-1]["changed"]) if page.rows else ""
