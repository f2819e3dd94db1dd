"""Where neighbours named somebody who erases their account: "@An Peeters" becomes "a former neighbour", in the language of the text.

The text is its writer's and stays; only the mark that carries the name goes, with its link. It can come back as long as nobody changed
the text. A name written without the mark is a word like any other, and its writer's.
"""

import hashlib
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.lib.own import Face

from .facets import whole_text
from .mentions import pattern_of
from .models import Card, Comment, Post
from .nearby.carrying import carry_along
from .search import LANGUAGES, vector_of

TEXTS = {"post": Post, "comment": Comment}


def hide_names(face: Face) -> list[dict]:
    """Take the name out of every text here that names this member. Returns what `show_names` needs."""
    told = []
    for what, model in TEXTS.items():
        here = model.objects.filter(neighbourhood_id=face.here).exclude(mentions={}).exclude(author_id=face.member)
        naming = here.annotate(ids=Cast("mentions", TextField())).filter(ids__contains=str(face.member))
        for said in naming.select_for_update().order_by("id"):
            names = [name for name, ident in said.mentions.items() if ident == str(face.member)]
            told += [_unnamed(what, said, name) for name in names]
    return told


def _unnamed(what: str, said: Post | Comment, name: str) -> dict:
    with translation.override(said.language if said.language in LANGUAGES else "en"):
        nobody = _("a former neighbour")
    parts, body, places = pattern_of((name,)).split(said.body), "", []
    for i, part in enumerate(parts):
        if i % 2:
            places.append(len(body))
        body += nobody if i % 2 else part
    said.body = body
    said.mentions = {called: ident for called, ident in said.mentions.items() if called != name}
    _save(said)
    return {"what": what, "id": str(said.id), "name": name, "length": len(nobody), "places": places, "mark": _mark(body)}


def show_names(face: Face, told: list[dict]) -> None:
    """Put the name back, last one first, where the text is as it was left."""
    for one in reversed(told):
        said = TEXTS[one["what"]].objects.select_for_update().filter(neighbourhood_id=face.here, id=UUID(one["id"])).first()
        if said is None or _mark(said.body) != one["mark"]:
            continue
        for place in reversed(one["places"]):
            said.body = f"{said.body[:place]}@{one['name']}{said.body[place + one['length'] :]}"
        said.mentions = said.mentions | {one["name"]: str(face.member)}
        _save(said)


def _save(said: Post | Comment) -> None:
    fields = ["body", "mentions", "vector"]
    said.vector = vector_of(said.language, getattr(said, "title", ""), whole_text(said) if isinstance(said, Post) else said.body)
    if isinstance(said, Post):
        said.version += 1
        fields.append("version")
        Card.objects.filter(neighbourhood_id=said.neighbourhood_id, post_id=said.id).delete()
        carry_along(said)
    said.save(update_fields=fields)


def _mark(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
