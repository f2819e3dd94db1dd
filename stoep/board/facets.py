"""What makes a post more than a text: a one-to-one record beside it, its facet.

A facet's room may lie above the board, so each is named here as a string and the board knows none of them. A new kind of post is: its
model, its line here, an action, a card fragment, a form, a test.
"""

from functools import cache

from django.apps import apps
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

FACETS = {  # kind of post: what knows its facet
    "help": "stoep.care.facet.HELP",
    "thing": "stoep.board.things.facet.THING",
    "event": "stoep.board.calendar.facet.EVENT",
    "idea": "stoep.board.ideas.facet.IDEA",
    "poll": "stoep.board.polls.facet.POLL",
    "lost": "stoep.board.lost.facet.LOST",
}


class Facet:
    """What the board asks of one kind of post. Subclass, say the names, answer the two questions."""

    kind = ""
    compose, edit = "", ""  # URL names: the form for a new one (place), and to change one (place, post)
    fragment = ""  # template between head and text; part of the stored card, so it names nobody and is the same for every reader
    under = ""  # the same, below the text
    hangs: tuple = ()  # "app.Model" of what neighbours said or promised there: with it the post stays, empty, when its author is erased
    plate: tuple = ()  # on "what would you like to do?": title, a line about it, icon, chalk

    def of(self, here: int, posts: list) -> dict:
        """{post id: what the fragment shows}, in one statement. Whoever changes it voids the card (actions.void_card).

        `invite` among it, when not empty, is the button under the text on the board: the way to the panel on the post's own page.
        """
        raise NotImplementedError

    def facts(self, here: int, post) -> list[str]:
        """What it says beside its text, in plain lines and in the language of the moment: what a copy next door carries of it."""
        return []

    def written(self, here: int, post) -> list[str]:
        """What its author wrote in it beside the text: it is found by these words too, and a reported post is looked at with them. Who
        changes them says make_findable (findable.py). A copy from next door has none."""
        return []

    def panel(self, request, row: dict, form=None) -> str:
        """What this reader may do with it, as HTML, on the post's own page only. `row` as in feed.COLUMNS; `form`: as it was sent, when
        something in it was refused."""
        return ""


def hanging() -> list:
    """The models of what hangs on posts of some kind, in rooms above the board too; each has a `post_id`."""
    return [apps.get_model(name) for kind in FACETS for name in facet_of(kind).hangs]


@cache
def facet_of(kind: str) -> Facet | None:
    """The facet of a kind of post; None for a plain one."""
    return import_string(FACETS[kind]) if kind in FACETS else None


def fragments(here: int, posts: list) -> dict:
    """{post id: (HTML of its facet, words of its invitation, HTML below its text)} for those of these posts that have one; one statement
    per kind."""
    out = {}
    for kind in {post.kind for post in posts} & FACETS.keys():
        facet = facet_of(kind)
        found = facet.of(here, [post.id for post in posts if post.kind == kind])
        out |= {ident: _rendered(facet, shown) for ident, shown in found.items()}
    return out


def _rendered(facet: Facet, shown: dict) -> tuple:
    under = render_to_string(facet.under, shown) if facet.under else ""
    return render_to_string(facet.fragment, shown), shown.get("invite", ""), under


def whole_text(post) -> str:
    """The text of a post and what its author wrote in its facet, a line each."""
    facet = facet_of(post.kind)
    return "\n".join(filter(None, [post.body, *(facet.written(post.neighbourhood_id, post) if facet else ())]))


def panel(request, row: dict, form=None) -> str:
    """What the reader of a post's own page may do with its facet. A copy from next door has none."""
    facet = facet_of(row["kind"]) if row["nearby"] is None else None
    return facet.panel(request, row, form) if facet else ""


def edit_address(slug: str, post) -> str:
    """Where this post is changed when it is more than a text; else empty."""
    facet = facet_of(post.kind)
    return reverse(facet.edit, args=[slug, post.id]) if facet else ""


def plates(slug: str) -> list[dict]:
    """What one can begin beside saying and asking."""
    found = [facet_of(kind) for kind in FACETS]
    names = ("title", "text", "icon", "chalk")
    return [dict(zip(names, facet.plate, strict=True), url=reverse(facet.compose, args=[slug])) for facet in found]
