"""What I began, found again. Nobody else's is ever found."""

from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from stoep.lib import when
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..facets import FACETS, facet_of
from ..feed import parse_id
from ..finding import own_loose_pictures
from ..models import Draft, Post
from ..words import KINDS
from .rules import drafts_of

PLAIN = (Post.Kind.MESSAGE, Post.Kind.QUESTION)


def draft_of(member: MemberStanding, draft: UUID | None) -> Draft:
    """One of mine. Raises DoesNotExist."""
    return drafts_of(member).get(id=draft)


def kind_here(request) -> str:
    """The kind of post that is written at this address. Raises DoesNotExist where none is."""
    name = request.resolver_match.url_name
    for kind in FACETS:
        if facet_of(kind).compose == name:
            return kind
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if kind not in PLAIN:
        raise Draft.DoesNotExist
    return kind


def go_on(slug: str, draft: Draft) -> str:
    """Where one goes on writing it."""
    if draft.kind in PLAIN:
        return f"{reverse('compose', args=[slug])}?kind={draft.kind}&draft={draft.id}"
    return f"{reverse(facet_of(draft.kind).compose, args=[slug])}?draft={draft.id}"


def lines(member: MemberStanding) -> list[dict]:
    """What I began, the newest first: address, first words, what it is, and the moment."""
    found = [draft for draft in drafts_of(member).order_by("-changed") if draft.kind in PLAIN or draft.kind in FACETS]
    return [_line(member, draft) for draft in found]


def _line(member, draft):
    words = {"line": draft.line or _("Without words so far"), "changed": when.said(draft.changed, now(), member.language)}
    return {"id": draft.id, "url": go_on(member.place_slug, draft), "kind": KINDS.get(draft.kind, ""), **words}


def begun(request) -> tuple[QueryDict, list, str] | None:
    """(what was typed, its pictures, why it was urgent then) of the draft this address names; None where it names none. What was urgent
    when it was begun need not be so now: it is chosen anew. Raises DoesNotExist."""
    if "draft" not in request.GET:
        return None
    found = draft_of(request.standing, parse_id(request.GET["draft"]))
    if found.kind != kind_here(request):
        raise Draft.DoesNotExist
    typed = QueryDict(mutable=True)
    for name, values in found.typed.items():
        typed.setlist(name, values)
    was_urgent = typed.pop("urgent", [""])[-1]
    typed["act"], typed["kind"] = str(found.act), found.kind
    pictures = own_loose_pictures(request.standing, found.pictures)
    for picture in pictures:
        picture.alt = typed.get(f"alt-{picture.id}", "")
    return typed, pictures, was_urgent
