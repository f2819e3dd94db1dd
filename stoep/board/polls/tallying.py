"""The end of a poll. Only the keeper can count: a neighbour reads their own vote and no other.

What was picked is emptied in the transaction that keeps the tally, so that afterwards nobody, whoever opens the database, can say who
chose what. That somebody voted stays a week, for the bell.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member

from ..actions import void_card
from ..models import Poll, Post, Vote
from .ballots import counted

KEPT = timedelta(days=settings.RETENTION["vote"])


def count_polls() -> int:
    """Every poll whose time is up. Returns how many. As keeper; may run twice."""
    with fan_out("polls that ended"):
        due = Poll.objects.filter(ends_at__lte=now(), ended_at=None)
        found = list(due.values_list("neighbourhood_id", "post_id")[:1000])
    return sum(count_poll(here, post) for here, post in found)


@transaction.atomic
def count_poll(here: int, post: UUID) -> bool:
    """Count one, once: whoever comes second waits for the first and finds it counted. Of one that was taken back, or is put aside,
    nobody is told; who comes back to Stoep after all finds their poll with its result."""
    keeper = Clockwork.of("count_polls", here=here)
    said = Post.objects.select_for_update().get(neighbourhood=here, id=post)
    poll = Poll.objects.get(neighbourhood=here, post_id=post)
    if poll.ended_at or not poll.over:
        return False
    votes = Vote.objects.filter(neighbourhood=here, post_id=post)
    votes.filter(member__state=Member.State.GONE).delete()
    picked = list(votes.values_list("picks", flat=True))
    poll.voted, poll.tally, poll.ended_at = len(picked), counted(poll, picked, poll.early), now()
    poll.save(update_fields=["voted", "tally", "ended_at"])
    votes.update(picks=[])
    _voided(keeper, said)
    if not said.withdrawn_at and not said.held_at:
        record(keeper, "count_poll", post)
    return True


def drop_votes_of(here: int, member: UUID) -> int:
    """Who moved away or left has no say any more in what is still open. As keeper; returns in how many polls. Twice changes nothing."""
    theirs = Vote.objects.filter(neighbourhood_id=here, member_id=member)
    found = list(theirs.values_list("post_id", flat=True).order_by("post_id"))
    return sum(_drop(here, post, theirs) for post in found)


@transaction.atomic
def _drop(here: int, post: UUID, theirs) -> bool:
    said = Post.objects.select_for_update().get(neighbourhood=here, id=post)
    poll = Poll.objects.get(neighbourhood=here, post_id=post)
    gone = theirs.filter(post_id=post).delete()[0]
    if gone and poll.ended_at is None:
        poll.voted = Vote.objects.filter(neighbourhood=here, post_id=post).count()
        poll.save(update_fields=["voted"])
        _voided(Clockwork.of("drop_votes", here=here), said)
    return bool(gone)


def _voided(keeper: Clockwork, post: Post) -> None:
    """Its card says something else now."""
    void_card(keeper, post)
    post.save(update_fields=["version"])


def sweep_votes() -> int:
    """Who voted in what ended a week ago. Returns how many rows. As keeper."""
    with fan_out("votes of polls long over"):
        over = Poll.objects.filter(neighbourhood=OuterRef("neighbourhood"), post_id=OuterRef("post_id"), ended_at__lt=now() - KEPT)
        return Vote.objects.filter(Exists(over), picks=[]).delete()[0]
