"""The frame around every page, whoever looks at it.

A member's page is rendered in two halves: the frame (bars, navigation, scripts) once per language and shape, what the page adds each
time. `compose` joins them as the answer leaves the door; to templates this is plain inheritance: `{% extends frame %}`.
"""

import secrets
from functools import lru_cache

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from .form_tokens import form_token
from .slots import Piece, esc, named, url_slug
from .standings import MemberStanding

# Begins and divides the parts of a page (templates/page_parts.html). Nobody outside this process knows it, so nothing that is typed and
# shown again can be taken for it.
MARK = f"\x02{secrets.token_hex(8)}\x02"
PLACE = url_slug("place")
SHELL = ("standing.place_name", "standing.town_name", "csrf_token", "flash", "chat_side", "chat_tab")
MEMBER = Piece(
    "member.html",
    named(*SHELL, "title", "head", "content", "aside", "scripts"),
    {"standing.place_slug": PLACE},
    ("bell_count", "here", "several"),
)
_counts: dict[str, str] = {}


class PagePiece(Piece):
    """What a page adds to its frame, rendered once per language and shape; `compose` puts what was filled into the frame.

    A view that has asked for the frame's numbers already says them as `response.counts`.
    """

    def render(self, language, flags):
        return super().render(language, {"frame": "page_parts.html", "part": MARK, **flags})


def count_in_frame(name: str, sql: str) -> None:
    """A room adds a number to the frame (the bell): one scalar query over %(here)s and %(me)s, told in its AppConfig."""
    _counts[name] = sql


def counts() -> dict[str, str]:
    """name → SQL of every number in the frame."""
    return _counts


def shell(request):
    """standing, the frame to extend, and whether this is the demo."""
    standing = getattr(request, "standing", None)
    frame = "page_parts.html" if isinstance(standing, MemberStanding) else "public.html"
    return {"standing": standing, "frame": frame, "demo": settings.DEMO, "release": settings.RELEASE, "part": MARK}


def values(request, csrf: str = "") -> dict:
    """What fills the frame, but for its numbers. `csrf`: the form token where the page has asked for one already."""
    standing = request.standing
    return {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name),
        "standing_town_name": esc(standing.town_name), "csrf_token": csrf or form_token(request), "flash": flash(request),
    }  # fmt: skip


def flash(request) -> str:
    """What just happened; on most pages nothing, so nothing is rendered."""
    messages = get_messages(request)
    return render_to_string("parts/_flash.html", {"messages": messages}) if len(messages) else ""


def bell(numbers: dict) -> int:
    """The number on the bell. Part of the frame's shape, since languages bend the word after it; so it ends at 99."""
    return min(numbers.get("bell_count", 0), 99)


def chat(numbers: dict, language: str) -> dict:
    """The number beside the chat, in the side and on the tab; on most pages nothing. Filled in: it is not part of the frame's shape."""
    return _chat(numbers.get("chat_count", 0), language)


@lru_cache(maxsize=512)
def _chat(n: int, language: str) -> dict:
    if not n:
        return {"chat_side": "", "chat_tab": ""}
    with translation.override(language):
        words = ngettext("%(n)d conversation with something new", "%(n)d conversations with something new", n) % {"n": n}
    return {
        f"chat_{place}": f'<span class="{place}-count" aria-hidden="true">{n}</span><span class="only-read">, {esc(words)}</span>'
        for place in ("side", "tab")
    }


def several(standing) -> bool:
    """Whether this one may be in several neighbourhoods: who lives here is in one."""
    return standing.kind == "connector"


def compose(request, response):
    """Put a page that came in parts into its frame. Everything else (fragments, pictures, redirects) passes as it is."""
    if response.streaming or not response.content.startswith(MARK.encode()):
        return response
    _, here, title, head, content, aside, scripts = response.content.decode().split(MARK)
    parts = {"title": title, "head": head, "content": content, "aside": aside, "scripts": scripts}
    standing = request.standing
    counted = response.counts if hasattr(response, "counts") else numbers(standing)
    parts |= values(request) | chat(counted, standing.language)
    response.content = MEMBER.fill(standing.language, parts, bell(counted), here, several(standing))
    return response


def numbers(standing) -> dict:
    """name → number of everything counted in the frame, in one SQL."""
    if not _counts:
        return {}
    with connection.cursor() as cursor:
        sql = "SELECT " + ", ".join(f"({one})" for one in _counts.values())
        cursor.execute(sql, {"here": standing.here, "me": standing.member})
        return dict(zip(_counts, cursor.fetchone(), strict=True))
