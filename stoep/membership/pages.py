"""The page of the ambassadors, filled from shapes that were rendered once (lib/slots.py)."""

from django.http import HttpResponse

from stoep.lib import when
from stoep.lib.clock import now
from stoep.lib.form_tokens import form_token
from stoep.lib.rules import Allowed, Denied
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, slot, url_id, url_slug
from stoep.lib.texts import initials, tint

from .models import Member

FACE = Piece(
    "membership/ambassadors/_face.html", named("name", "initials", "tint", "street", "since"),
    {"slug": url_slug("slug"), "member_id": url_id(2)}, ("photo_url", "street_shown", "new", "mine"),
)  # fmt: skip
PHOTO = slot("photo_url")
AMBASSADORS = PagePiece(
    "membership/ambassadors/page.html",
    {**named("standing.place_name", "faces_html", "came_html", "csrf_token", "reason"), "here": "more"},
    {"standing.place_slug": PLACE},
    ("some", "came", "mine", "may"),
)


def ambassadors(request, them: list[Member], came: list[Member], mine: bool, may: Allowed | Denied | None) -> HttpResponse:
    """Who they are; for one of them also who came lately; for everybody else whether they may become one, or why not."""
    standing = request.standing
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name), "csrf_token": form_token(request),
        "faces_html": "".join([_face(standing, one) for one in them]),
        "came_html": "".join([_face(standing, one, new=True) for one in came]),
        "reason": esc(may.reason) if isinstance(may, Denied) else "",
    }  # fmt: skip
    return HttpResponse(AMBASSADORS.fill(standing.language, values, bool(them), bool(came), mine, bool(may)))


def _face(standing, one: Member, new: bool = False) -> str:
    photo = f"/n/{standing.place_slug}/photo/{one.id}/?{one.photo}" if one.photo else ""
    values = {
        "slug": standing.place_slug, "member_id": one.id, "name": esc(one.name), "initials": esc(initials(one.name)), "tint": tint(one.id),
        "street": esc(one.street), "photo_url": photo, "since": esc(when.since(one.joined_at, now(), standing.language)),
    }  # fmt: skip
    return FACE.fill(standing.language, values, PHOTO if photo else "", bool(one.street), new, one.id == standing.member)
