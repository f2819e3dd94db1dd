"""The parts of a card that differ from reader to reader, filled into shapes that were rendered once (lib/slots.py).

Each post has one dictionary of values; every piece of its card takes what it needs from it.
"""

from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from stoep.lib import when
from stoep.lib.ids import uuid7
from stoep.lib.slots import Piece, esc, named, slot, url_id, url_slug
from stoep.lib.texts import initials, tint
from stoep.lib.translating import offered

from .groups.words import ICONS
from .mentions import paragraphs_naming
from .urgent.reasons import REASONS
from .words import FACES

PLACE = {"slug": url_slug("slug"), "post_id": url_id(1), "member_id": url_id(2), "comment_id": url_id(3), "group_id": url_id(4)}
WHO = ("name", "initials", "tint", "badge", "time", "datetime", "csrf_token")

HEAD = Piece(
    "board/_post_head.html",
    named(*WHO, "street"),
    PLACE,
    ("photo_url", "street_shown", "badge_shown", "edited", "mine", "pinned", "may_pin", "ambassador"),
)
REMARK = Piece(
    "board/_comment.html",
    named(*WHO, "text", "lang", "replies", "reply_form"),
    PLACE,
    ("photo_url", "badge_shown", "edited", "mine", "answerable", "threaded", "ambassador", "foreign"),
)
COMMENT_FORM = Piece("board/_comment_form.html", named("act", "field_id", "csrf_token"), PLACE, ("parent_id", "parent_name", "focus"))
TALK = Piece("board/_talk.html", named("comments", "comment_form", "n_earlier"), PLACE, ("earlier", "some", "open"))
GROUP = Piece("board/groups/_chip.html", named("name"), PLACE, ("kind_icon",))
URGENT = Piece("board/urgent/_chip.html", {}, {}, ("reason", "missing"))
ALL_FACES = [{"key": key, "label": label} for key, label in FACES.items()]
PHOTO = slot("photo_url")


class Faces(Piece):
    """The faces under a post: which ones are there is the shape, how many is filled in."""

    def render(self, language, flags):
        shown = [{"key": key, "label": FACES[key], "n": slot(f"n_{key}")} for key in flags["present"]]
        return super().render(language, {"faces": shown, "my_face": flags["mine"], "all_faces": ALL_FACES, "open": flags["open"]})


FACES_PIECE = Faces("board/_reactions.html", named("csrf_token"), PLACE, ("present", "mine", "open"))


class Reader:
    """For whom a page is filled: their language, their place, their form token, what they may do. Made once per request."""

    def __init__(self, standing, csrf: str, now, ambassador: bool = False):
        self.language, self.slug, self.member = standing.language, standing.place_slug, str(standing.member)
        self.csrf, self.now, self.ambassador, self.kind = csrf, now, ambassador, standing.kind
        self.minute = int(now.timestamp()) // 60
        self._act = uuid7().int

    def act(self) -> str:
        """A new id for the next form of the page: one look at the random source is enough for all of them."""
        self._act += 1
        return f"{self._act:032x}"

    def said(self, minute: int) -> str:
        return when.said_at(minute, self.minute, self.language)


def photo_address(slug: str, member_id, photo: str) -> str:
    """Where a member's photo is fetched; the stem changes with the photo, so browsers may keep it."""
    return f"/n/{slug}/photo/{member_id}/?{photo}"


@lru_cache(maxsize=4096)
def person(slug: str, member_id: str, name: str, photo: str, badge: str) -> dict:
    """Name and face of a member as HTML. Shared by all who read it: copy it, never write in it."""
    return {
        "slug": slug,
        "member_id": member_id,
        "name": esc(name),
        "initials": esc(initials(name)),
        "tint": tint(member_id),
        "photo_url": photo_address(slug, member_id, photo) if photo else "",
        "badge": esc(badge) if badge else "",
    }


def face(standing, member) -> dict:
    """What the picture beside a name needs, for templates that escape by themselves (parts/_avatar.html)."""
    shown = member.photo and member.state != member.State.GONE  # who left the neighbourhood left a name there, and no face
    photo = photo_address(standing.place_slug, member.id, member.photo) if shown else ""
    return {"photo_url": photo, "initials": initials(member.name), "tint": tint(member.id)}


def _who(reader: Reader, row: dict) -> dict:
    """Name, face and time of a post or a remark."""
    created = row["created"]
    return person(reader.slug, row["author_id"], row["name"], row["photo"], row["badge"]) | {
        "time": reader.said(row["minute"]),
        "datetime": f"{created[:10]}T{created[11:16]}Z",  # the database speaks UTC
        "csrf_token": reader.csrf,
    }


def values_of(reader: Reader, post: dict) -> dict:
    """Everything the pieces of one card are filled with, but for its talk."""
    values = _who(reader, post)
    values["post_id"], values["street"] = post["id"], esc(post["street"]) if post["street"] else ""
    for key, n in (post["faces"] or {}).items():
        values[f"n_{key}"] = n
    return values


def head(reader: Reader, post: dict, values: dict) -> str:
    """Name, street, time and menu of a post."""
    return HEAD.fill(
        reader.language,
        values,
        PHOTO if post["photo"] else "",
        bool(post["street"]),
        bool(post["badge"]),
        post["edited"],
        post["author_id"] == reader.member,
        post["pinned"],
        reader.ambassador,
        post["ambassador"],
    )


@lru_cache
def edited_mark(language: str) -> str:
    """What stands behind the time of a text that was changed."""
    with translation.override(language):
        word = gettext("edited")
        return f" · {esc(word)}"


def group_chip(reader: Reader, post: dict) -> str:
    """For which group it was said. Filled in each time: a group that gets another name needs no new cards."""
    values = {"slug": reader.slug, "group_id": post["group_id"], "name": esc(post["group"])}
    return GROUP.fill(reader.language, values, ICONS[post["group_kind"]])


def urgent_chip(reader: Reader, reason: str) -> str:
    """That it is urgent, and why; or that it is over. Filled in each time: it ends by the clock."""
    return URGENT.fill(reader.language, {}, REASONS.get(reason, ""), reason == "missing")


def reactions(reader: Reader, post: dict, values: dict, choosing: bool = False) -> str:
    """The faces under a post, in their fixed order; `choosing`: with the six to choose from."""
    counts = post["faces"] or {}
    return FACES_PIECE.fill(reader.language, values, tuple([key for key in FACES if key in counts]), post["my_face"] or "", choosing)


def comment(reader: Reader, post_id: str, row: dict, replies: str = "", answerable: bool = False, reply_form: str = "") -> str:
    """One remark; `replies` are those under it, ready."""
    values = _who(reader, row)
    values["post_id"], values["comment_id"], values["lang"] = post_id, row["id"], row["language"]
    values["replies"], values["reply_form"] = replies, reply_form
    values["text"] = "".join(f"<p>{p}</p>" for p in paragraphs_naming(reader.slug, row["body"], row["mentions"]))
    return REMARK.fill(
        reader.language,
        values,
        PHOTO if row["photo"] else "",
        bool(row["badge"]),
        row["edited"],
        row["author_id"] == reader.member,
        answerable,
        bool(replies),
        row["ambassador"],
        offered(row["language"], reader.language),
    )


def comment_form(reader: Reader, post_id: str, focus: bool = False) -> str:
    """An empty line to answer with; its act is new each time the page is made."""
    values = {"slug": reader.slug, "post_id": post_id, "field_id": post_id, "act": reader.act(), "csrf_token": reader.csrf}
    return COMMENT_FORM.fill(reader.language, values, "", "", focus)


def reply_form(reader: Reader, post_id: str, parent_id: str, name: str) -> str:
    """An empty line to answer one remark with."""
    values = {"slug": reader.slug, "post_id": post_id, "field_id": parent_id, "act": reader.act(), "csrf_token": reader.csrf}
    values["parent_id"], values["parent_name"] = parent_id, esc(name)
    return COMMENT_FORM.fill(reader.language, values, slot("parent_id"), slot("parent_name"), True)


def talk(reader: Reader, post_id: str, remarks: str, earlier: int = 0, form: str = "", line: bool = False) -> str:
    """The talk under a post: ready remarks, and a ready form where the talk is open; or only the `line` that fetches it."""
    values = {"slug": reader.slug, "post_id": post_id, "comments": remarks, "comment_form": form, "n_earlier": earlier}
    folded = "" if not earlier else "one" if earlier == 1 else "more"
    return TALK.fill(reader.language, values, folded, bool(remarks), "form" if form else "line" if line else "")
