"""The help list, filled from shapes that were rendered once (lib/slots.py)."""

from functools import lru_cache

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, url_slug

from .skills import by_kind, label

SKILL = Piece("care/_skill.html", named("text", "n"), {"slug": url_slug("slug"), "key": url_slug("key")}, ("one",))
KIND = Piece("care/_kind.html", named("words", "skills_html"), {}, ("icon_name",))
HELP = PagePiece(
    "care/help_list.html",
    {**named("standing.place_name", "mine_html", "kinds_html", "solved", "asked"), "here": "more"},
    {"standing.place_slug": PLACE},
    ("some", "counted", "one"),
)


def help_list(standing, counts: dict[str, int], solved: tuple[int, int], told: list = (), asked: list = ()) -> HttpResponse:
    """The whole page. counts: {skill: how many neighbours}, of those only that somebody ticked. `solved`: how many requests were, of how
    many. `told`, `asked`: rows of quiet/ that are this reader's."""
    kinds_html = "".join([_kind(standing, *kind, counts) for kind in _kinds(standing.language)])
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name), "kinds_html": kinds_html,
        "mine_html": _mine(standing, told, asked) if told or asked else "", "solved": solved[0], "asked": solved[1],
    }  # fmt: skip
    return HttpResponse(HELP.fill(standing.language, values, bool(kinds_html), bool(solved[0]), solved[1] == 1))


def _mine(standing, told, asked) -> str:
    words = {name: [(one, label(one.skill)) for one in rows] for name, rows in (("told", told), ("asked", asked))}
    return render_to_string("care/quiet/_mine.html", {"standing": standing, **words})


def _kind(standing, words: str, icon_name: str, skills: list, counts: dict[str, int]) -> str:
    lines = [
        SKILL.fill(standing.language, {"slug": standing.place_slug, "key": key, "text": text, "n": counts[key]}, counts[key] == 1)
        for key, text in skills
        if key in counts
    ]
    return KIND.fill(standing.language, {"words": words, "skills_html": "".join(lines)}, icon_name) if lines else ""


@lru_cache(maxsize=8)
def _kinds(language: str) -> list[tuple]:
    """What skills.by_kind gives, as HTML in one language."""
    with translation.override(language):
        return [(esc(words), icon, [(key, esc(text)) for key, text in skills]) for words, icon, skills in by_kind()]
