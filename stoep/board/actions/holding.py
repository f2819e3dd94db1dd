"""Putting a text aside and letting it stand again: nobody reads it meanwhile, nothing of it is lost. For the keeper's hand."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import Standing

from ..counting import recount
from ..models import Card, Comment, Post
from ..nearby.carrying import carry_along


@transaction.atomic
def hold_post(standing: Standing, *, post: UUID, why: str) -> Post:
    """Nobody reads the post until it is released. `why`: "flags" or "decision". Held twice is held once."""
    return _put_aside(standing, "hold_post", _locked(standing, post), why)


@transaction.atomic
def hold_comment(standing: Standing, *, comment: UUID, why: str) -> Comment:
    """The same for a remark; the talk is counted without it."""
    return _put_aside(standing, "hold_comment", _locked_comment(standing, comment), why)


@transaction.atomic
def release_post(standing: Standing, *, post: UUID) -> Post:
    """It stands again."""
    return _put_back(standing, "release_post", _locked(standing, post))


@transaction.atomic
def release_comment(standing: Standing, *, comment: UUID) -> Comment:
    """The same for a remark."""
    return _put_back(standing, "release_comment", _locked_comment(standing, comment))


def _put_aside(standing, verb, said, why):
    if said.held_at is None:
        _set(said, now())
        record(standing, verb, said.id, author=said.author_id, why=why)
    return said


def _put_back(standing, verb, said):
    if said.held_at is not None:
        _set(said, None)
        record(standing, verb, said.id, author=said.author_id)
    return said


def _set(said: Post | Comment, held_at) -> None:
    """A stored card of a text that is held must not be there when a page asks for it."""
    said.held_at = held_at
    if isinstance(said, Comment):
        said.save(update_fields=["held_at"])
        recount(said.neighbourhood_id, said.post_id)
        return
    said.version += 1
    if held_at is None:
        said.held_along = False
    said.save(update_fields=["held_at", "version", "held_along"])
    carry_along(said)
    Card.objects.filter(neighbourhood=said.neighbourhood_id, post_id=said.id).delete()


def _locked(standing, post: UUID) -> Post:
    return Post.objects.select_for_update().get(neighbourhood=standing.here, id=post)


def _locked_comment(standing, comment: UUID) -> Comment:
    """The post first: whoever counts its talk holds it."""
    found = Comment.objects.get(neighbourhood=standing.here, id=comment)
    Post.objects.select_for_update(no_key=True).get(neighbourhood=standing.here, id=found.post_id)
    return Comment.objects.select_for_update(no_key=True).get(neighbourhood=standing.here, id=comment)
