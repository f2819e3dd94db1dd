"""Bringing the copies next door into line with the original: made, changed, taken back, held and let go again.

The author's act queues one job; that queues one for each neighbourhood, each in a transaction of its own. A copy is known by
`copy_act`, so of two jobs, or of one that was killed and runs again, each neighbourhood has one copy. The original is read again once the
copy is held: the last job writes what stood last.
"""

import shutil
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils import translation

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.jobs import defer, defer_each
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.guests import guest_face, short_name
from stoep.membership.models import Member

from ..acts import copy_act
from ..facets import facet_of
from ..models import Card, Picture, Post
from ..search import vector_of
from .finding import next_door
from .kinds import KINDS

WORDS = ("title", "body", "language", "topics", "comments_on", "edited_at", "solved_at")


@dataclass(frozen=True)
class Original:
    """A post as its copies should be."""

    post: Post
    author: Member

    @property
    def stands(self) -> bool:
        """Whether there should be copies: not taken back, not about an empty home, and not of somebody who hides since."""
        return bool(self.post.reach_at and not self.post.withdrawn_at and not self.post.away and not self.author.shielded)


def carry_along(post: Post) -> None:
    """The copies follow, if there are any: part of every act that voids the post's card."""
    if post.reach:
        defer("carry_nearby", neighbourhood=post.neighbourhood_id, post=str(post.id))


def carry_all_of(here: int, member: UUID) -> int:
    """All copies of what this member said follow: somebody hides, or no longer does. As keeper."""
    reached = Post.objects.filter(neighbourhood_id=here, author_id=member, reach_at__isnull=False)
    places = [{"neighbourhood": place, "home": here, "post": str(post.id)} for post in reached for place in post.reach]
    defer_each("copy_nearby", places)
    return len(places)


def carry(here: int, post: UUID) -> int:
    """Queue a job for each neighbourhood this post reaches. Returns how many."""
    found = Post.objects.filter(neighbourhood_id=here, id=post).first()
    places = found.reach if found else []
    defer_each("copy_nearby", [{"neighbourhood": place, "home": here, "post": str(post)} for place in places])
    return len(places)


def copy_to(place: int, home: int, post: UUID) -> Post | None:
    """The copy in one neighbourhood, as it should be now; None where there is none and need not be. As keeper."""
    with fan_out("a post reaches next door"):
        original = _original(home, post)
        if original is None or place not in original.post.reach:
            return None
        wanted = {"neighbourhood_id": place, "act": copy_act(post)}
        new = None
        if original.stands and not original.post.held_at and not Post.objects.filter(**wanted).exists():
            new = _insert(original, place, wanted)
        copy = Post.objects.select_for_update().filter(**wanted).first()
        if copy is None:
            return None
        _bring_in_line(copy, _original(home, post), fresh=copy.id == new)
        return copy


def _original(home, post) -> Original | None:
    found = Post.objects.filter(neighbourhood_id=home, id=post).first()
    return found and Original(found, Member.objects.get(neighbourhood_id=home, id=found.author_id))


def _insert(original, place, wanted) -> UUID | None:
    """An empty row, which the next step fills; None where its author has another face there, or no account any more.

    Where it may go is asked again: whoever found a way to write `reach` would else write on any board of any town.
    """
    person, here = original.author.person_id, original.post.neighbourhood_id
    goes = original.post.kind in KINDS and original.post.nearby_from is None and place in {near.id for near in next_door(here)}
    face = guest_face(person, place, original.author.name) if goes and person else None
    if face is None:
        return None
    copy = Post(
        **wanted, author_id=face, kind=original.post.kind, body="", language=original.post.language, created=now(),
        nearby_from=original.post.neighbourhood_id, nearby_post=original.post.id,
    )  # fmt: skip
    Post.objects.bulk_create([copy], ignore_conflicts=True)
    return copy.id


def _bring_in_line(copy: Post, original: Original, fresh: bool) -> None:
    stood, post = copy.withdrawn_at is None, original.post
    for name, value in _wording(original).items():
        setattr(copy, name, value)
    copy.withdrawn_at = None if original.stands else copy.withdrawn_at or now()
    if post.held_at and copy.held_at is None:
        copy.held_at, copy.held_along = now(), True
    elif not post.held_at and copy.held_along:
        copy.held_at, copy.held_along = None, False
    copy.version += 1
    copy.vector = vector_of(copy.language, copy.title, copy.body)
    copy.save(update_fields=[*WORDS, "vector", "version", "withdrawn_at", "held_at", "held_along"])
    Card.objects.filter(neighbourhood_id=copy.neighbourhood_id, post_id=copy.id).delete()
    _pictures(copy, post)
    clock = Clockwork.of("copy_nearby", here=copy.neighbourhood_id)
    if fresh:
        record(clock, "publish_nearby", copy.id, home=post.neighbourhood_id)
    elif stood and copy.withdrawn_at:
        record(clock, "withdraw_nearby", copy.id)


def _wording(original: Original) -> dict:
    """The words of the copy: what its facet says first, in the language of the text, and nobody's whole name."""
    post, facet = original.post, facet_of(original.post.kind)
    with translation.override(post.language):
        facts = [str(fact) for fact in facet.facts(post.neighbourhood_id, post)] if facet else []
    body = post.body
    for name in sorted(post.mentions, key=len, reverse=True):
        body = body.replace(f"@{name}", short_name(name))
    words = {name: getattr(post, name) for name in WORDS}
    return words | {"body": "\n\n".join(part for part in ("\n".join(facts), body) if part)}


def _pictures(copy: Post, post: Post) -> None:
    """Rows and files of the same pictures. The files first: a row never lacks one, and a file without a row is swept."""
    from ..actions.pictures import folder_of  # the actions call this file

    theirs = {uuid5(copy.id, str(one.id)): one for one in Picture.objects.filter(neighbourhood_id=post.neighbourhood_id, post_id=post.id)}
    mine = Picture.objects.filter(neighbourhood_id=copy.neighbourhood_id, post_id=copy.id)
    mine.exclude(id__in=list(theirs)).update(post_id=None)
    folder = folder_of(copy.neighbourhood_id)
    folder.mkdir(parents=True, exist_ok=True)
    for ident, one in theirs.items():
        for file in folder_of(post.neighbourhood_id).glob(f"{one.id}-*.webp"):
            half = folder / f".{uuid7()}"
            shutil.copy2(file, half)
            half.rename(folder / f"{ident}-{file.stem.rpartition('-')[2]}.webp")
    rows = [
        Picture(
            neighbourhood_id=copy.neighbourhood_id, id=ident, post_id=copy.id, member_id=copy.author_id, position=one.position,
            alt=one.alt, width=one.width, height=one.height,
        ) for ident, one in theirs.items()
    ]  # fmt: skip
    shown = ["post_id", "position", "alt"]
    Picture.objects.bulk_create(rows, update_conflicts=True, unique_fields=["neighbourhood", "id"], update_fields=shown)
