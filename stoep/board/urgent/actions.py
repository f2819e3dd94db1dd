"""Calling the neighbours at once, and saying that it is over."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding, Standing
from stoep.membership.actions.settling import one_at_a_time

from ..actions.topics import proposed
from ..actions.versions import void_card
from ..models import Post
from .reasons import LASTS
from .rules import may_call_urgent, may_end


@transaction.atomic
def call_urgent(member: MemberStanding, *, post: UUID, reason: str) -> Post:
    """Mark one's own new post as urgent, for a day: who wants to hear of such things is told at once. Twice is once. Raises NotAllowed;
    the post then stands as an ordinary one."""
    one_at_a_time("urgent", member.here)  # fifty at once are counted one after the other
    found = Post.objects.select_for_update().get(neighbourhood=member.here, id=post)
    if found.urgent:
        return found
    may_call_urgent(member, found, reason).insist()
    found.urgent, found.urgent_until = reason, now() + LASTS
    if found.topics_proposed:
        found.topics = proposed(found.kind, found.title, found.body, reason)
    void_card(member, found)  # kept a moment ago, with what its words proposed
    found.save(update_fields=["urgent", "urgent_until", "topics", "version"])
    record(member, "call_urgent", found.id, reason=reason)
    return found


@transaction.atomic
def end_urgent(member: MemberStanding, *, post: UUID) -> Post:
    """It is over: who was called hears it. Raises NotAllowed."""
    found = Post.objects.select_for_update().get(neighbourhood=member.here, id=post)
    may_end(member, found).insist()
    call_off(member, found)
    return found


@transaction.atomic
def lower_urgent(standing: Standing, *, post: UUID, why: str) -> Post:
    """Neighbours, or who looks after Stoep, found it not urgent: it stands as an ordinary post. For the keeper's hand; twice is once."""
    found = Post.objects.select_for_update().get(neighbourhood=standing.here, id=post)
    if found.urgent and not found.urgent_lowered:
        found.urgent_lowered, found.urgent_until = True, min(now(), found.urgent_until)
        found.save(update_fields=["urgent_lowered", "urgent_until"])
        record(standing, "lower_urgent", found.id, author=found.author_id, why=why)
    return found


def call_off(standing: Standing, post: Post) -> None:
    """End the call of a post, if it calls: it is over, home again, solved. The caller holds the post and asked its own rule."""
    if post.calls:
        post.urgent_until = now()
        post.save(update_fields=["urgent_until"])
        record(standing, "end_urgent", post.id)
