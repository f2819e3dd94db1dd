"""The parts of a card that differ from reader to reader, filled into shapes that were rendered once (lib/slots.py)."""

from functools import lru_cache
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from stoep.lib import when
from stoep.lib.ids import uuid7
from stoep.lib.slots import Piece, esc, named, slot, url_id, url_slug
from stoep.lib.texts import initials, paragraphs, tint

from .words import FACES

SLUG, POST, MEMBER, COMMENT = url_slug("slug"), url_id(1), url_id(2), url_id(3)
PLACE = {"slug": SLUG, "post_id": POST, "member_id": MEMBER, "comment_id": COMMENT}
FACE = ("name", "initials", "tint", "badge", "time", "datetime")

HEAD = Piece("board/_post_head.html", named(*FACE, "street", "csrf_token"), PLACE)
COMMENT_PIECE = Piece("board/_comment.html", named(*FACE, "text", "lang", "replies", "reply_form"), PLACE)
COMMENT_FORM = Piece("board/_comment_form.html", named("act", "field_id", "csrf_token"), PLACE)
TALK = Piece("board/_talk.html", named("comments", "comment_form", "n_earlier"), PLACE)
ALL_FACES = [{"key": key, "label": label} for key, label in FACES.items()]


class Faces(Piece):
    """The faces under a post: which ones are there is the shape, how many is filled in."""

    def _shape(self, language, flags):
        given = dict(flags)
        shown = [{"key": key, "label": FACES[key], "n": slot(f"n_{key}")} for key in given["present"]]
        return super()._shape(language, (("faces", shown), ("my_face", given["mine"]), ("all_faces", ALL_FACES)))


FACES_PIECE = Faces("board/_reactions.html", named("csrf_token"), PLACE)


class Reader:
    """For whom a page is filled: their language, their place, their form token, what they may do. Cheap; made once per request."""

    def __init__(self, standing, csrf: str, now, ambassador: bool = False):
        self.language, self.slug, self.member = standing.language, standing.place_slug, standing.member
        self.csrf, self.now, self.ambassador = csrf, now, ambassador


def photo_address(slug: str, member_id, photo: str) -> str:
    """Where a member's photo is fetched; the stem changes with the photo, so browsers may keep it."""
    return f"/n/{slug}/photo/{member_id}/?{photo}"


def _who(reader: Reader, member_id, name, photo, badge, at) -> dict:
    return {
        "slug": reader.slug, "member_id": member_id, "name": esc(name), "initials": esc(initials(name)), "tint": tint(member_id),
        "photo_url": photo_address(reader.slug, member_id, photo) if photo else "", "badge": esc(badge),
        "time": when.said(at, reader.now, reader.language), "datetime": at.isoformat(timespec="seconds"), "csrf_token": reader.csrf,
    }  # fmt: skip


def head(reader: Reader, post: dict) -> str:
    """Name, street, time and menu of a post."""
    values = _who(reader, post["author_id"], post["name"], post["photo"], post["badge"], post["created"])
    values |= {"post_id": post["id"], "street": esc(post["street"])}
    return HEAD.fill(
        reader.language, values, photo_url=slot("photo_url") if post["photo"] else "", street_shown=bool(post["street"]),
        badge_shown=bool(post["badge"]), edited=bool(post["edited_at"]), mine=post["author_id"] == reader.member,
        pinned=bool(post["pinned"]), may_pin=reader.ambassador,
    )  # fmt: skip


@lru_cache
def edited_mark(language: str) -> str:
    """What stands behind the time of a text that was changed."""
    with translation.override(language):
        return f" · {esc(gettext('edited'))}"


def reactions(reader: Reader, post_id: UUID, counts: dict | None, mine: str | None) -> str:
    """The faces under a post, in their fixed order."""
    counts = counts or {}
    values = {f"n_{key}": n for key, n in counts.items()}
    values |= {"slug": reader.slug, "post_id": post_id, "csrf_token": reader.csrf}
    return FACES_PIECE.fill(reader.language, values, present=tuple(key for key in FACES if counts.get(key)), mine=mine or "")


def comment(reader: Reader, post_id: UUID, row: dict, replies: str = "", answerable: bool = True, reply_form: str = "") -> str:
    """One remark; `replies` are those under it, ready."""
    values = _who(reader, row["author_id"], row["name"], row["photo"], row["badge"], row["created"])
    values |= {
        "post_id": post_id, "comment_id": row["id"], "lang": row["language"], "replies": replies, "reply_form": reply_form,
        "text": "".join(f"<p>{p}</p>" for p in paragraphs(row["body"])),
    }  # fmt: skip
    return COMMENT_PIECE.fill(
        reader.language, values, photo_url=slot("photo_url") if row["photo"] else "", badge_shown=bool(row["badge"]),
        edited=bool(row["edited_at"]), mine=row["author_id"] == reader.member, answerable=answerable, threaded=bool(replies),
    )  # fmt: skip


def comment_form(reader: Reader, post_id: UUID) -> str:
    """An empty line to answer with; its act is new each time the page is made."""
    values = {"slug": reader.slug, "post_id": post_id, "field_id": post_id, "act": uuid7(), "csrf_token": reader.csrf}
    return COMMENT_FORM.fill(reader.language, values)


def reply_form(reader: Reader, post_id: UUID, parent_id: UUID, name: str) -> str:
    """An empty line to answer one remark with."""
    values = {"slug": reader.slug, "post_id": post_id, "field_id": parent_id, "act": uuid7(), "csrf_token": reader.csrf}
    values |= {"parent_id": parent_id, "parent_name": esc(name)}
    return COMMENT_FORM.fill(reader.language, values, parent_id=slot("parent_id"), parent_name=slot("parent_name"))


def talk(reader: Reader, post_id: UUID, remarks: str, earlier: int = 0, form: str = "") -> str:
    """The talk under a post: ready remarks, and a ready form where the talk is open."""
    values = {"slug": reader.slug, "post_id": post_id, "comments": remarks, "comment_form": form, "n_earlier": earlier}
    shape = "" if not earlier else "one" if earlier == 1 else "more"
    return TALK.fill(reader.language, values, earlier=shape, some=bool(remarks), open=bool(form))
