"""The page of the bell, filled from shapes that were rendered once (lib/slots.py)."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.safestring import mark_safe

from stoep.board.models import Lost
from stoep.board.pieces import Reader, person
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, slot, url_id, url_slug

from . import quietly
from .bell import EXCERPT, Page, called, shortened
from .doings import WORDS, told
from .messages import bell_lines
from .models import FOUND


class Line(Piece):
    """One row of the bell; what it says is part of its shape."""

    def render(self, language, flags):
        with translation.override(language):
            doing = told(flags["verb"], f"<bdi>{slot('name')}</bdi>", slot("title"))
        quiet = flags["verb"] in quietly.WORDS
        return super().render(language, {**flags, "quiet": quiet, "doing": mark_safe(doing)})  # noqa: S308  our own words around slots


LINE = Line(
    "notify/_bell_row.html",
    named("id", "place_name", "name", "initials", "tint", "title", "excerpt", "lang", "time", "datetime", "csrf_token"),
    {"slug": url_slug("slug"), "post_id": url_id(1), "member_id": url_id(2), "comment_id": url_id(3), "quiet_id": url_id(4),
     "group_id": url_id(5)},
    ("verb", "photo_url", "about_comment", "excerpted", "read", "muted"),
)
BELL = PagePiece(
    "notify/bell.html",
    named("rows_html", "until", "older", "csrf_token"),
    {"standing.place_slug": PLACE},
    ("some", "unread", "more"),
)
# Every other is an answer under one's post.
VERBS = (
    "welcome", "carry_resident", "come_home", "make_export", "flag", "put_aside", "decided", "opened", "mention", "reply_comment",
    "want_keeper", "join_group", "hand_group", "tell_refused_words", *WORDS, *quietly.WORDS,
)  # fmt: skip
PHOTO = slot("photo_url")


def bell(request, reader: Reader, found: Page) -> HttpResponse:
    """The whole page of the bell: what calls now, then who wrote to me, then all the rest."""
    calls, rest = ("".join([line(request.standing, reader, row) for row in found.rows if row["top"] == top]) for top in (True, False))
    waiting = bell_lines(request.standing) if found.first and found.counts.get("chat_count") else ""
    values = {
        "standing_place_slug": reader.slug, "csrf_token": reader.csrf, "until": found.until, "older": found.older,
        "rows_html": calls + waiting + rest,
    }  # fmt: skip
    response = HttpResponse(BELL.fill(reader.language, values, bool(values["rows_html"]), bool(found.unread), bool(found.older)))
    response.counts = found.counts
    return response


def line(standing, reader: Reader, row: dict) -> str:
    """One row. What was said is shown, but nothing of a post whose own first line is its title."""
    created, comment = row["created"], row["comment_there"]
    words = row["comment_body"] if comment else row["post_body"] if row["post_title"] else ""
    values = person(reader.slug, row["actor_id"] or "", row["name"] or "", row["photo"] or "", "") | {
        "id": row["id"], "post_id": row["post_id"], "comment_id": row["comment_id"], "quiet_id": row["quiet_id"],
        "group_id": row["group_id"],
        "place_name": esc(standing.place_name),
        "title": esc(row["group_name"] or (called(row["post_title"], row["post_body"]) if row["post_there"] else "")),
        "excerpt": esc(shortened(words, EXCERPT)) if words else "", "lang": row["comment_language"] if comment else row["post_language"],
        "time": reader.said(row["minute"]), "datetime": f"{created[:10]}T{created[11:16]}Z", "csrf_token": reader.csrf,
    }  # fmt: skip
    verb = FOUND if row["lost"] == Lost.What.FOUND else row["verb"] if row["verb"] in VERBS else ""
    return LINE.fill(
        reader.language, values, verb, PHOTO if row["photo"] else "", comment, bool(values["excerpt"]), row["read"], row["muted"]
    )
