"""The pages of the list and of one neighbour, filled from shapes that were rendered once (lib/slots.py)."""

from functools import lru_cache
from textwrap import shorten
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from stoep.board.pages import ICONS
from stoep.board.pieces import PHOTO, person
from stoep.lib import when
from stoep.lib.clock import now
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, url_id, url_slug
from stoep.lib.texts import paragraphs
from stoep.membership.models import Member

from ..skills import label
from .finding import Found, Shared

ADDRESS = {"slug": url_slug("slug"), "member_id": url_id(2)}
LINE = Piece(
    "care/neighbours/_line.html", named("name", "initials", "tint", "street", "badge", "likes"), ADDRESS,
    ("photo_url", "street_shown", "badge_shown", "ambassador", "likes_shown", "mine"),
)  # fmt: skip
SKILL = Piece("care/neighbours/_skill.html", named("words"), {"slug": url_slug("slug"), "skill": url_slug("skill")})
SAID = Piece("care/neighbours/_said.html", named("text", "lang", "time"), {"slug": url_slug("slug"), "post_id": url_id(1)}, ("icon_name",))
LIST = PagePiece(
    "care/neighbours/list.html",
    {**named("standing.place_name", "lines_html", "options_html", "q", "next_url", "reason"), "here": "neighbours"},
    {"standing.place_slug": PLACE},
    ("closed", "asked", "some", "more"),
)
NEIGHBOUR = PagePiece(
    "care/neighbours/neighbour.html",
    {**named("standing.place_name", "name", "initials", "tint", "badge", "street", "street_url", "since", "gives", "about_html",
             "skills_html", "offers_html", "said_html"), "here": "neighbours"},
    {"standing.place_slug": PLACE, "member_id": url_id(2)},
    ("photo_url", "badge_shown", "street_shown", "ambassador", "guest", "writable", "mine", "may_block", "gives_shown", "skills", "about",
     "offers", "said"),
)  # fmt: skip


def closed(standing, reason) -> HttpResponse:
    """Why the list does not open now, and the way round it."""
    values = _place(standing) | {"lines_html": "", "options_html": "", "q": "", "next_url": "", "reason": esc(reason)}
    return HttpResponse(LIST.fill(standing.language, values, True, False, False, False), status=403)


def neighbours(standing, found: Found, *, typed: str, street: str, after) -> HttpResponse:
    """A page of the list."""
    onward = {key: value for key, value in (("q", typed), ("street", street)) if value}
    last = found.rows[-1]["id"] if found.rows else ""
    values = _place(standing) | {
        "lines_html": "".join([_line(standing, row) for row in found.rows]), "options_html": _options(found.streets, street),
        "q": esc(typed), "next_url": esc("?" + urlencode({**onward, "after": last})), "reason": "",
    }  # fmt: skip
    asked = bool(typed or street or after)
    return HttpResponse(LIST.fill(standing.language, values, False, asked, bool(found.rows), found.more))


def _place(standing) -> dict:
    return {"standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name)}


def _line(standing, row: dict) -> str:
    likes = row["gives"] or _in_words(tuple(row["skills"]), standing.language)
    values = person(standing.place_slug, row["id"], row["name"], row["photo"], row["badge"])
    values = values | {"street": esc(row["street"]), "likes": esc(likes)}
    photo = PHOTO if row["photo"] else ""
    mine = row["id"] == str(standing.member)
    return LINE.fill(standing.language, values, photo, bool(row["street"]), bool(row["badge"]), row["ambassador"], bool(likes), mine)


@lru_cache(maxsize=8192)
def _in_words(skills: tuple, language: str) -> str:
    with translation.override(language):
        return ", ".join(str(label(key)) for key in skills if label(key))


@lru_cache(maxsize=512)
def _options(streets: tuple, chosen: str) -> str:
    """The streets of the drop-down; the one that was asked for also when nobody of it is listed."""
    names = streets if not chosen or chosen in streets else (chosen, *streets)
    return "".join([f'<option value="{esc(name)}"{" selected" if name == chosen else ""}>{esc(name)}</option>' for name in names])


def neighbour(standing, member: Member, shared: Shared, may_block: bool, at_home: bool = False) -> HttpResponse:
    """The page of one neighbour; what they like to give comes first. `at_home`: a child of one's own home, whom one may write to."""
    language, slug, street = standing.language, standing.place_slug, "" if member.shielded else member.street
    skills = [key for key in shared.skills if label(key)]
    values = _place(standing) | person(slug, str(member.id), member.name, member.photo, member.badge) | {
        "street": esc(street), "street_url": esc(quote(street)), "since": esc(when.since(member.joined_at, now(), language)),
        "gives": esc(member.gives), "about_html": "".join(f"<p>{text}</p>" for text in paragraphs(member.about)),
        "skills_html": "".join([_skill(slug, key, language) for key in skills]),
        "offers_html": _posts(standing, shared.offers), "said_html": _posts(standing, shared.said),
    }  # fmt: skip
    mine = member.id == standing.member
    guest = member.state == Member.State.GUEST  # lives next door: a short name, and nothing else
    writable = not (mine or guest or (member.shielded and not at_home)) and member.kind != Member.Kind.TOWN  # the shielded write first
    flags = (
        PHOTO if member.photo else "", bool(member.badge), bool(street), member.ambassador, guest, writable, mine, may_block,
        bool(member.gives), bool(skills), bool(member.about), bool(shared.offers), bool(shared.said),
    )  # fmt: skip
    return HttpResponse(NEIGHBOUR.fill(language, values, *flags))


def _skill(slug: str, key: str, language: str) -> str:
    return SKILL.fill(language, {"slug": slug, "skill": key, "words": esc(_in_words((key,), language))})


def _posts(standing, posts) -> str:
    clock = int(now().timestamp()) // 60
    return "".join([_said(standing, post, clock) for post in posts])


def _said(standing, post: dict, clock: int) -> str:
    words = shorten(post["title"] or post["body"], 90, placeholder="…") or gettext("A picture")
    values = {
        "slug": standing.place_slug, "post_id": post["id"], "lang": esc(post["language"]), "text": esc(words),
        "time": when.said_at(post["minute"], clock, standing.language),
    }  # fmt: skip
    return SAID.fill(standing.language, values, ICONS.get(post["kind"], "message-circle"))
