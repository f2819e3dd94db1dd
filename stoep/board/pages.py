"""The frames of the board and of one post, rendered once per language and shape and filled per reader: the hottest pages of the house
(lib/slots.py)."""

from datetime import datetime
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoep.lib import shell, when
from stoep.lib.ids import uuid7
from stoep.lib.shell import PLACE, SHELL
from stoep.lib.slots import Piece, esc, named, slot
from stoep.lib.texts import initials, tint

from .feed import Page, marker
from .forms import PostForm
from .pieces import Reader, photo_address
from .words import KINDS

RELEASE = settings.RELEASE
FILTERS = ("message", "question", "help", "announcement", "lost")
ICONS = {"message": "message-circle", "question": "circle-question-mark", "announcement": "landmark", "help": "life-buoy", "lost": "search"}


class BoardFrame(Piece):
    """The board's frame; the filter is part of its shape."""

    def render(self, language, flags):
        now, place = flags["kind"], reverse("board", args=[PLACE])
        picks = [{"label": _("Everything"), "icon": "", "url": place, "now": not now}]
        picks += [{"label": KINDS[key], "icon": ICONS[key], "url": f"{place}?kind={key}", "now": key == now} for key in FILTERS]
        return super().render(language, {**flags, "kinds": picks})


BOARD = BoardFrame(
    "board/board.html",
    {**named(*SHELL, "posts_html", "since", "older_url", "news_url", "ticket_url", "up_to", "my.initials", "my.tint"), "here": "board"},
    {"standing.place_slug": PLACE},
    ("bell_count", "several", "kind", "my.photo_url", "some", "more", "live"),
)
POST = Piece("board/post.html", {**named(*SHELL, "card"), "here": "board"}, {"standing.place_slug": PLACE}, ("bell_count", "several"))


class BlankForm(Piece):
    """The page on which something new is written, while nothing is on it yet."""

    def render(self, language, flags):
        given = {"act": slot("act"), "kind": flags["kind"], "language": language, "comments_on": True}
        return super().render(language, {**flags, "form": PostForm(initial=given), "pictures": [], "picture_errors": []})


BLANK = BlankForm(
    "board/compose.html",
    {**named(*SHELL), "frame": "member.html", "here": "compose"},
    {"standing.place_slug": PLACE},
    ("bell_count", "several", "kind"),
)


def blank_form(request, kind: str) -> str:
    """An empty form for one kind of post; its act is new each time."""
    values, bell = shell.values(request) | {"act": uuid7()}, shell.bell(shell.numbers(request.standing))
    return BLANK.fill(request.standing.language, values, bell, shell.several(request.standing), kind)


def board(request, reader: Reader, found: Page, shown: list, kind: str, topic: str, before) -> str:
    """The whole page of the board."""
    standing, photo = request.standing, found.frame.photo
    query = {k: v for k, v in (("kind", kind), ("topic", topic)) if v}
    address, newest = f"/n/{standing.place_slug}/", next((p for p in found.posts if not p["pinned"]), None)
    values, bell = shell.values(request, reader.csrf), shell.bell(found.frame.counts)
    values |= {
        "posts_html": _marked(found, shown), "my_initials": esc(initials(found.frame.name)), "my_tint": tint(standing.member),
        "my_photo_url": photo_address(standing.place_slug, standing.member, photo) if photo else "",
        "since": when.since(datetime.fromisoformat(found.posts[-1]["created"]), reader.now, reader.language) if newest else "",
        "older_url": esc(f"?{urlencode({**query, 'before': marker(found.posts[-1])})}") if found.more else "",
        "news_url": f"{address}news/?since={quote(marker(newest))}" if newest else "",
        "ticket_url": f"{address}live-ticket/", "up_to": newest["created"] if newest else "",
    }  # fmt: skip
    first = not before and not query
    live = bool(newest) and first
    mine, several = slot("my_photo_url") if photo else "", shell.several(standing)
    return BOARD.fill(reader.language, values, bell, several, kind, mine, bool(shown), found.more, live)


def post(request, reader: Reader, found: Page, card: str) -> str:
    """The page of one post."""
    values, bell = shell.values(request, reader.csrf), shell.bell(found.frame.counts)
    return POST.fill(reader.language, values | {"card": card}, bell, shell.several(request.standing))


def _marked(found: Page, shown: list) -> str:
    """The cards, with a line where one had stopped reading last time."""
    out, fresh = [], False
    for row, card in zip(found.posts, shown, strict=True):
        if not row["pinned"] and row["fresh"] is not None:
            if fresh and not row["fresh"]:
                words = _("Until here you had read")  # not inside the f-string: there the catalogues do not find it
                out.append(f'<p class="mark">{esc(words)}</p>')
            fresh = row["fresh"]
        out.append(card)
    return "".join(out)
