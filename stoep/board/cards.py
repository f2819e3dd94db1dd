"""A page's posts as HTML. The text of each comes from a stored card: rendered once per version and language, kept in a table."""


from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse

from stoep.lib.ids import uuid7
from stoep.lib.slots import cut, slot
from stoep.lib.standings import MemberStanding
from stoep.lib.translating import offered

from . import pieces, recent
from .announcements.texts import announcement_text, introduction
from .facets import fragments
from .feed import read
from .mentions import paragraphs_naming
from .models import AnnouncementPost, Picture, Post
from .nearby.finding import names_of
from .polls import facet as polls
from .seals import LENGTH, opened, sealed
from .topics.proposing import says_itself
from .words import TOPICS

REMARK = ("id", "author_id", "created", "minute", "edited", "language", "parent_id", "body", "mentions", "name", "photo", "badge",
          "ambassador")  # fmt: skip
NO_FACET = ("", "", "")
LONG = 900  # characters; a longer text is folded on the board
LIVE = ("head", "group", "shut", "panel", "reactions", "talk", "fresh", "label", "time", "datetime", "edited")
KEEP = """INSERT INTO board_card (neighbourhood_id, id, post_id, language, release, version, html)
 VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (neighbourhood_id, post_id, language, release)
 DO UPDATE SET html = excluded.html, version = excluded.version WHERE board_card.version <= excluded.version"""


def posts(
    standing: MemberStanding, reader: pieces.Reader, rows: list[dict], whole: bool = False, answer: str = "", panel: str = ""
) -> list[str]:
    """The cards of a page as HTML. `whole`: with all of the talk, threaded; else the last two remarks.

    `answer`: the id of the remark under which the form to answer it stands open; `panel`: what this reader may do with the facet
    (both on a post's own page only).
    """
    out = {row["id"]: None if whole else recent.found(reader, row) for row in rows}
    left = [row for row in rows if out[row["id"]] is None]
    fill_missing(standing, left)
    alike = [None if whole else recent.alike(reader, row) for row in left]
    if not whole:  # a single post was read already
        read(left)
    for key, row in zip(alike, left, strict=True):
        out[row["id"]] = recent.kept(key, _filled(reader, row, whole, answer, panel), reader)
    return list(out.values())


def _filled(reader: pieces.Reader, row: dict, whole: bool, answer: str, panel: str) -> str:
    """One card with all that lives in it."""
    values = pieces.values_of(reader, row)
    fresh = row["fresh"] and row["author_id"] != reader.member
    values["head"] = pieces.head(reader, row, values)
    values["group"] = pieces.urgent_chip(reader, row["urgent"]) if row["urgent"] else ""
    values["group"] += pieces.group_chip(reader, row) if row["group_id"] else ""
    values["reactions"] = pieces.reactions(reader, row, values, choosing=False)
    values["panel"] = panel
    values["shut"] = " hidden" if whole or row["author_id"] == reader.member else ""  # whoever asks needs no invitation
    values["talk"] = talk(reader, row, whole, answer)
    values["fresh"] = " post-new" if fresh else ""
    values["label"] = f"{values['name']}, {values['time']}"
    if row["kind"] == "poll":
        values |= polls.live(reader.kind, row["picks"])
    values["edited"] = pieces.edited_mark(reader.language) if row["edited"] else ""
    return row["html"][LENGTH:] % values


def talk(reader: pieces.Reader, row: dict, whole: bool = False, answer: str = "") -> str:
    """The talk of one post, once it was read out of its JSON."""
    remarks = [dict(zip(REMARK, remark, strict=True)) for remark in row["talk"] or ()]
    if not whole:
        shown = "".join([pieces.comment(reader, row["id"], remark) for remark in remarks])
        return pieces.talk(reader, row["id"], shown, row["talk_count"] - len(remarks), line=row["comments_on"])
    form = pieces.comment_form(reader, row["id"]) if row["comments_on"] else ""
    return pieces.talk(reader, row["id"], _threads(reader, row, remarks, answer), 0, form)


def _threads(reader, row, remarks, answer) -> str:
    under: dict[str, list] = {}
    tops = []
    standing = {r["id"] for r in remarks}
    for r in remarks:  # an answer whose remark was taken back stands on its own
        (under.setdefault(r["parent_id"], []) if r["parent_id"] in standing else tops).append(r)
    out = []
    for r in tops:
        replies = "".join(pieces.comment(reader, row["id"], below) for below in under.get(r["id"], []))
        form = pieces.reply_form(reader, row["id"], r["id"], r["name"]) if answer == r["id"] and row["comments_on"] else ""
        out.append(pieces.comment(reader, row["id"], r, replies, answerable=row["comments_on"], reply_form=form))
    return "".join(out)


def fill_missing(standing: MemberStanding, rows: list[dict]) -> None:
    """Look at the seals of the kept cards; render and keep those that are not there yet, or not ours. A card of an older version never
    replaces a newer one."""
    of = (standing.here, standing.language, settings.RELEASE)
    missing = {row["id"]: row for row in rows if opened(row["html"], *of, row["id"], row["version"]) is None}
    if not missing:
        return
    found = Post.objects.near(standing).filter(id__in=list(missing))
    pictures = Picture.objects.filter(neighbourhood=standing.here, post_id__in=list(missing)).order_by("position")
    announced = {a.post_id: a for a in AnnouncementPost.objects.filter(neighbourhood=standing.here, post_id__in=list(missing))}
    facets, names, kept = fragments(standing.here, found), names_of({post.nearby_from for post in found} - {None}), []
    for post in found:
        mine = [p for p in pictures if p.post_id == post.id]
        html = render(standing, post, mine, announced.get(post.id), facets.get(post.id, NO_FACET), names.get(post.nearby_from, ""))
        row = missing[str(post.id)]
        row["html"] = sealed(html, *of, post.id, post.version)
        kept.append((standing.here, uuid7(), post.id, *of[1:], post.version, row["html"]))
    with connection.cursor() as cursor:
        cursor.executemany(KEEP, kept)


def render(
    standing: MemberStanding, post: Post, pictures: list, announced: AnnouncementPost | None, facet: tuple = NO_FACET, nearby: str = ""
) -> str:
    """A post's text in one language of the screen, as a format string with slots for what lives."""
    title, body, language, town, intro = post.title, post.body, post.language, None, ""
    if announced:
        title, body, language = announcement_text(announced.texts, announced.fallback, standing.language)
        town = {"name": standing.town_name, "signed": announced.signed, "function": announced.function}
        intro = introduction(announced.signed, announced.function, standing.town_name) if announced.introduces else ""
    slug = standing.place_slug
    shown = {
        "solved": bool(post.solved_at),
        "id": post.id, "kind": post.kind, "url": reverse("post", args=[slug, post.id]), "title": title, "language": language,
        "long": len(body) > LONG, "paragraphs": paragraphs_naming(slug, body, {} if announced else post.mentions),
        "topics": _topics(post),
        "pictures": [_picture(slug, p) for p in pictures],
    }  # fmt: skip
    foreign = not announced and offered(language, standing.language)
    context = {"post": shown, "slug": slug, "foreign": foreign, "nearby": nearby, "town": town, "intro": intro}
    context |= dict(zip(("facet", "invite", "under"), facet, strict=True))
    return cut(render_to_string("board/_post.html", {**{name: slot(name) for name in LIVE}, **context}), {})


def _topics(post: Post) -> list[dict]:
    """Its topics as chips; none where it says itself what it is, until its author chooses."""
    if post.topics_proposed and says_itself(post.kind, post.urgent):
        return []
    return [dict(zip(("label", "icon", "tint"), TOPICS[key], strict=True), key=key) for key in post.topics if key in TOPICS]


def _picture(slug: str, picture: Picture) -> dict:
    width = min(960, picture.width)
    return {
        "url": reverse("picture", args=[slug, picture.id, 960]), "full_url": reverse("picture", args=[slug, picture.id, 1920]),
        "alt": picture.alt, "width": width, "height": round(picture.height * width / picture.width),
    }  # fmt: skip
