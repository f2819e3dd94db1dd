"""The list of groups and the page of one, filled from shapes that were rendered once (lib/slots.py)."""

from functools import lru_cache
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from stoep.lib import when
from stoep.lib.clock import now, this_day
from stoep.lib.form_tokens import form_token
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, url_id, url_slug
from stoep.lib.texts import paragraphs

from ..calendar.pages import days_html
from ..feed import Page, marker
from ..pieces import PHOTO, person
from .finding import Found
from .words import KINDS

GROUP_ID = url_id(4)
LINE = Piece(
    "board/groups/_line.html", named("name", "about", "people", "newest"), {"slug": url_slug("slug"), "group_id": GROUP_ID},
    ("kind_icon", "chalk", "described", "talked", "muted"),
)  # fmt: skip
FACE = Piece(
    "board/groups/_face.html", named("name", "initials", "tint", "badge"), {"slug": url_slug("slug"), "member_id": url_id(2)},
    ("photo_url", "badge_shown", "keeper"),
)  # fmt: skip
LIST = PagePiece(
    "board/groups/groups.html",
    {**named("standing.place_name", "mine_html", "others_html", "q", "next_url"), "here": "groups"},
    {"standing.place_slug": PLACE},
    ("mine", "others", "asked", "looking", "more"),
)
GROUP = PagePiece(
    "board/groups/group.html",
    {**named("standing.place_name", "name", "about_html", "people", "faces_html", "days_html", "posts_html", "since", "older_url"),
     **named("csrf_token", "idea_title"), "here": "groups"},
    {"standing.place_slug": PLACE, "group_id": GROUP_ID, "idea_id": url_id(6)},
    ("idea", "kind", "described", "role", "offered", "muted", "told", "ended", "faces", "crowd", "planned", "some", "more"),
)  # fmt: skip
MANY = 8  # groups; from here on looking for one helps


def groups(request, found: Found, q: str, page: int) -> HttpResponse:
    """The list: one's own first."""
    standing, minute = request.standing, int(now().timestamp()) // 60
    mine = [line(standing, group, minute) for group in found.groups if group["mine"]]
    others = [line(standing, group, minute) for group in found.groups if not group["mine"]]
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name), "q": esc(q),
        "mine_html": "".join(mine), "others_html": "".join(others),
        "next_url": f"?{f'q={quote(q)}&amp;' if q else ''}page={page + 1}",
    }  # fmt: skip
    looking = bool(q) or found.more or bool(page) or len(found.groups) >= MANY
    return HttpResponse(LIST.fill(standing.language, values, bool(mine), bool(others), bool(q), looking, found.more))


def line(standing, group: dict, minute: int) -> str:
    """One group in the list."""
    values = {
        "slug": standing.place_slug, "group_id": group["id"], "name": esc(group["name"]), "about": esc(_short(group["about"])),
        "people": people(group["members"], standing.language),
        "newest": when.said_at(group["newest"], minute, standing.language) if group["newest"] else "",
    }  # fmt: skip
    _word, icon, chalk = KINDS[group["kind"]]
    return LINE.fill(standing.language, values, icon, chalk, bool(group["about"]), bool(group["newest"]), group["muted"])


def group(request, shown: dict, found: Page, posts: list[str], first: bool, offered: bool) -> HttpResponse:
    """The page of one group. `shown` as finding.group_page gives it; `first`: its newest page; `offered`: this reader may take it on."""
    standing, faces, newest = request.standing, shown["faces"] or [], int(now().timestamp()) // 60
    slug = standing.place_slug
    values = {
        "standing_place_slug": slug, "standing_place_name": esc(standing.place_name), "group_id": shown["id"],
        "csrf_token": form_token(request), "name": esc(shown["name"]), "people": people(shown["members"], standing.language),
        "about_html": "".join([f"<p>{p}</p>" for p in paragraphs(shown["about"])]),
        "faces_html": "".join([_face(standing, one) for one in faces]) if first else "", "posts_html": "".join(posts),
        "days_html": days_html(standing, shown["days"], this_day()),
        "since": when.since_at(found.posts[-1]["minute"], newest, standing.language) if found.posts else "",
        "older_url": esc(f"?before={marker(found.posts[-1])}") if found.more else "",
    }  # fmt: skip
    if shown["idea"]:
        values |= {"idea_id": shown["idea"]["id"], "idea_title": esc(shown["idea"]["title"])}
    role = "" if shown["keeper"] is None else "keeper" if shown["keeper"] else "member"
    flags = (bool(shown["idea"]), shown["kind"], bool(shown["about"]), role, offered, shown["muted"], shown["told"], shown["ended"],
             bool(faces) and first, shown["members"] > len(faces), bool(shown["days"]), bool(posts), found.more)  # fmt: skip
    response = HttpResponse(GROUP.fill(standing.language, values, *flags))
    response.counts = found.frame.counts
    return response


def _face(standing, one: dict) -> str:
    values = person(standing.place_slug, one["id"], one["name"], one["photo"], one["badge"])
    return FACE.fill(standing.language, values, PHOTO if one["photo"] else "", bool(one["badge"]), one["keeper"])


@lru_cache(maxsize=1024)
def people(n: int, language: str) -> str:
    """How many neighbours, in words; the shielded are not counted, so none is said as nothing."""
    with translation.override(language):
        if not n:
            return gettext("Nobody to be seen yet")
        return ngettext("%(n)s neighbour", "%(n)s neighbours", n) % {"n": n}


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}…"
