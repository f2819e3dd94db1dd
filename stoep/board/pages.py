"""The frames of the board and of one post, rendered once per language and shape and filled per reader: the hottest pages of the house
(lib/slots.py)."""

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoep.lib import shell, when
from stoep.lib.form_tokens import form_token
from stoep.lib.ids import uuid7
from stoep.lib.shell import PLACE, SHELL, PagePiece
from stoep.lib.slots import Piece, esc, named, slot
from stoep.lib.texts import initials, tint

from .feed import Page, marker
from .finding import Newcomer
from .forms import PostForm, SearchForm
from .groups.picking import picker
from .pieces import Reader, photo_address
from .words import KINDS, TOPICS

RELEASE = settings.RELEASE
FILTERS = ("message", "question", "help", "thing", "event", "idea", "poll", "announcement", "lost")
ICONS = {
    "message": "message-circle", "question": "circle-question-mark", "announcement": "landmark", "help": "life-buoy", "thing": "gift",
    "lost": "search", "event": "calendar", "poll": "vote", "idea": "lightbulb",
}  # fmt: skip


class BoardFrame(Piece):
    """The board's frame; the kind is part of its shape, the topic is filled in."""

    def render(self, language, flags):
        now, place = flags["kind"], reverse("board", args=[PLACE])
        picks = [{"label": _("Everything"), "icon": "", "url": place + slot("only_topic"), "now": not now}]
        of = {key: f"{place}?kind={key}" + slot("and_topic") for key in FILTERS}
        picks += [{"label": KINDS[key], "icon": ICONS[key], "url": of[key], "now": key == now} for key in FILTERS]
        return super().render(language, {**flags, "kinds": picks})


BOARD = BoardFrame(
    "board/board.html",
    {
        **named(*SHELL, "posts_html", "since", "older_url", "news_url", "ticket_url", "up_to", "topic_label", "all_url"),
        **named("my.initials", "my.tint"), "here": "board",
    },
    {"standing.place_slug": PLACE},
    ("bell_count", "several", "kind", "narrowed", "my.photo_url", "some", "more", "live"),
)  # fmt: skip
POST = Piece("board/post.html", {**named(*SHELL, "card"), "here": "board"}, {"standing.place_slug": PLACE}, ("bell_count", "several"))


class BlankForm(Piece):
    """The page on which something new is written, while nothing is on it yet."""

    def render(self, language, flags):
        given = {"act": slot("act"), "kind": flags["kind"], "language": language, "comments_on": True}
        return super().render(language, {**flags, "form": PostForm(initial=given), "pictures": [], "picture_errors": []})


BLANK = BlankForm(
    "board/compose.html",
    {**named(*SHELL, "picker"), "frame": "member.html", "here": "compose", "may": True},
    {"standing.place_slug": PLACE},
    ("bell_count", "several", "kind"),
)


CHOSEN = ("kind", "topic", "period", "solved")


class SearchPage(PagePiece):
    """The page of results; what was chosen is part of its shape."""

    def render(self, language, flags):
        chosen = {name: flags[name] for name in CHOSEN}
        return super().render(language, {**flags, "form": SearchForm(chosen), "here": "search"})


SEARCH = SearchPage(
    "board/search.html",
    named("standing.place_name", "q", "q_url", "posts_html", "next"),
    {"standing.place_slug": PLACE},
    (*CHOSEN, "some", "asked", "more"),
)


MORE = PagePiece(
    "board/more.html",
    {**named("standing.place_name", "new_html", "csrf_token", "request.get_full_path"), "here": "more"},
    {"standing.place_slug": PLACE},
    ("some", "lets_in"),
)


def more(request, new_neighbours: list, lets_in: bool) -> HttpResponse:
    """Everything else one can do here, and who is new. `lets_in`: whether this one may give their word for somebody."""
    standing = request.standing
    lines = [_line(standing.place_slug, *one) for one in new_neighbours]
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name), "new_html": "".join(lines),
        "csrf_token": form_token(request), "request_get_full_path": esc(request.get_full_path()),
    }  # fmt: skip
    return HttpResponse(MORE.fill(standing.language, values, bool(lines), lets_in))


@lru_cache(maxsize=1024)
def _line(slug: str, *newcomer) -> str:
    """One neighbour in a list: finding.Newcomer's fields."""
    return render_to_string("parts/_member_line.html", {"standing": {"place_slug": slug}, "member": Newcomer(*newcomer)})


def search(request, found: Page, shown: list, given: dict, typed: str, more: bool) -> HttpResponse:
    """What was found. `given`: what was asked, cleaned; `typed`: the words as they were typed."""
    values = {
        "standing_place_slug": request.standing.place_slug, "standing_place_name": esc(request.standing.place_name),
        "posts_html": "".join(shown), "q": esc(typed), "q_url": quote(typed),
        "next": (given["page"] or 0) + 1,
    }  # fmt: skip
    asked = any(given.values())
    response = HttpResponse(SEARCH.fill(request.standing.language, values, *[given[name] for name in CHOSEN], bool(shown), asked, more))
    response.counts = found.frame.counts
    return response


def blank_form(request, kind: str) -> str:
    """An empty form for one kind of post; its act is new each time, its groups are the writer's."""
    counts, language = shell.numbers(request.standing), request.standing.language
    values = shell.values(request) | {"act": uuid7(), "picker": picker(request.standing)} | shell.chat(counts, language)
    return BLANK.fill(language, values, shell.bell(counts), shell.several(request.standing), kind)


def board(request, reader: Reader, found: Page, shown: list, kind: str, topic: str, before) -> str:
    """The whole page of the board."""
    standing, photo = request.standing, found.frame.photo
    query = "".join([f"{name}={key}&" for name, key in (("kind", kind), ("topic", topic)) if key])  # keys of ours
    address, newest = f"/n/{standing.place_slug}/", next((p for p in found.posts if not p["pinned"]), None)
    values, bell = shell.values(request, reader.csrf), shell.bell(found.frame.counts)
    values |= shell.chat(found.frame.counts, reader.language) | {
        "posts_html": _marked(found, shown), "my_initials": esc(initials(found.frame.name)), "my_tint": tint(standing.member),
        "my_photo_url": photo_address(standing.place_slug, standing.member, photo) if photo else "",
        "since": when.since_at(found.posts[-1]["minute"], reader.minute, reader.language) if newest else "",
        "older_url": esc(f"?{query}before={marker(found.posts[-1])}") if found.more else "",
        "news_url": f"{address}news/?since={marker(newest)}" if newest else "",
        "only_topic": f"?topic={topic}" if topic else "", "and_topic": f"&amp;topic={topic}" if topic else "",
        "topic_label": esc(TOPICS[topic][0]) if topic else "", "all_url": f"{address}?kind={kind}" if kind else address,
        "ticket_url": f"{address}live-ticket/", "up_to": newest["created"] if newest else "",
    }  # fmt: skip
    first = not before and not query
    live = bool(newest) and first
    mine, several = slot("my_photo_url") if photo else "", shell.several(standing)
    return BOARD.fill(reader.language, values, bell, several, kind, bool(topic), mine, bool(shown), found.more, live)


def post(request, reader: Reader, found: Page, card: str) -> str:
    """The page of one post."""
    counts = found.frame.counts
    values, bell = shell.values(request, reader.csrf) | shell.chat(counts, reader.language), shell.bell(counts)
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
