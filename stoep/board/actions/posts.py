"""Saying something on the board, changing it, taking it back, keeping it on top."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.actions.settling import one_at_a_time

from ..absence.telling import absence
from ..drafts.actions import draft_said
from ..groups.rules import may_say_in
from ..mentions import named_in
from ..models import Group, Picture, Post
from ..rules import may_change, may_edit, may_pin, may_pin_one_more, may_publish
from ..search import vector_of
from .once import written_before
from .topics import proposed
from .versions import locked_post, void_card

PINNED_FOR = timedelta(days=7)
AS_IT_WAS = "as it was"
TEXT = ("title", "body", "language")


@transaction.atomic
def publish_post(
    member: MemberStanding,
    *,
    kind: str,
    title: str,
    body: str,
    language: str,
    topics: list[str],
    comments_on: bool,
    pictures: dict[UUID, str],
    act: UUID,
    mention: Collection[UUID] = (),
    group: UUID | None = None,
) -> Post:
    """Say something to the neighbourhood, or for a `group` of it, which stands on the same board. `pictures`: id → alt text, in order, of
    pictures this member uploaded. `mention`: neighbours chosen while typing; they decide who is meant where two have one name.

    Without a topic it gets the one its words propose. The same `act` sent twice gives the first post back: a double click says it once.
    Raises NotAllowed.
    """
    post = Post(
        neighbourhood_id=member.here, author_id=member.member, kind=kind, title=title, body=body, language=language,
        topics=topics or proposed(kind, title, body),
        comments_on=comments_on, created=now(), act=act, vector=vector_of(language, title, body), mentions=named_in(member, body, mention),
        group_id=group, topics_proposed=not topics, **absence(kind, title, body),
    )  # fmt: skip
    one_at_a_time("posts", member.here, member.member)
    if earlier := written_before(post, may_publish(member) and _for(member, group)):
        return earlier
    draft_said(member, act)
    if pictures:
        _attach(member, post.id, pictures)
    record(member, "publish_post", post.id, kind=kind, **({"group": group} if group else {}))
    return post


def _for(member: MemberStanding, group: UUID | None) -> Allowed | Denied:
    """Whether this member may write for that group; for none, all may."""
    return may_say_in(member, Group.objects.filter(neighbourhood=member.here, id=group).first()) if group else ALLOWED


def _attach(member, post_id, pictures):
    mine = Picture.objects.filter(neighbourhood=member.here, member_id=member.member, id__in=list(pictures))
    for picture in mine.filter(post_id=None) | mine.filter(post_id=post_id):
        picture.post_id, picture.alt, picture.position = post_id, pictures[picture.id], list(pictures).index(picture.id)
        picture.save(update_fields=["post_id", "alt", "position"])


@transaction.atomic
def edit_post(
    member: MemberStanding,
    *,
    post: UUID,
    title: str,
    body: str,
    language: str,
    topics: list[str],
    comments_on: bool,
    pictures: dict[UUID, str],
    mention: Collection[UUID] = (),
    group: UUID | str | None = AS_IT_WAS,
) -> Post:
    """Change one's own text; it then says *edited*. Pictures that are no longer named are taken off. Raises NotAllowed."""
    found = locked_post(member, post)
    may_edit(member, found).insist()
    if group not in (AS_IT_WAS, found.group_id):
        _for(member, group).insist()
        found.group_id = group
    found.title, found.body, found.language, found.comments_on = title, body, language, comments_on
    found.topics, found.topics_proposed = topics or proposed(found.kind, title, body, found.urgent), not topics
    found.edited_at, found.vector = now(), vector_of(language, title, body)
    found.mentions = named_in(member, body, [*found.mentions.values(), *mention])
    told = absence(found.kind, title, body)
    found.away, found.expires_at = told["away"], told["expires_at"]
    void_card(member, found)
    changed = [*TEXT, *told, "topics", "topics_proposed", "comments_on", "edited_at", "vector", "version", "mentions", "group_id"]
    found.save(update_fields=changed)
    Picture.objects.filter(neighbourhood=member.here, post_id=found.id).exclude(id__in=list(pictures)).update(post_id=None)
    _attach(member, found.id, pictures)
    record(member, "edit_post", found.id)
    return found


@transaction.atomic
def withdraw_post(member: MemberStanding, *, post: UUID) -> Post:
    """Take one's own post back. It leaves the board at once; those who answered find a trace where it stood. Raises NotAllowed."""
    found = locked_post(member, post)
    may_change(member, found).insist()
    found.withdrawn_at = now()
    void_card(member, found)
    found.save(update_fields=["withdrawn_at", "version"])
    record(member, "withdraw_post", found.id)
    return found


@transaction.atomic
def pin_post(member: MemberStanding, *, post: UUID, pinned: bool) -> Post:
    """Keep a post on top for a week, or take it off; it ends by itself, and the journal keeps who did it. Raises NotAllowed."""
    may_pin(member).insist()
    found = locked_post(member, post)
    if pinned:
        one_at_a_time("pins", member.here)
        may_pin_one_more(member, found).insist()
    found.pinned_until = now() + PINNED_FOR if pinned else None
    found.save(update_fields=["pinned_until"])
    record(member, "pin_post", found.id, pinned=pinned)
    return found
