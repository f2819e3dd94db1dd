"""Asking everybody to choose, choosing, ending it; and the keeper's counting."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork, MemberStanding

from ..actions import edit_post, locked_post, publish_post, void_card
from ..models import Poll, Post, Vote
from .rules import may_end_poll, may_vote


@transaction.atomic
def begin_poll(member: MemberStanding, *, act: UUID, said: dict, options: list[str], several: bool, ends_at: datetime) -> Post:
    """Ask the neighbours to choose. `said`: as publish_post takes it. What can be chosen stays as it is. Raises NotAllowed."""
    post = publish_post(member, kind=Post.Kind.POLL, act=act, **said)
    Poll.objects.bulk_create(  # the second click of a double one
        [Poll(neighbourhood_id=member.here, post_id=post.id, options=options, several=several, ends_at=ends_at)], ignore_conflicts=True
    )
    return post


@transaction.atomic
def edit_poll(member: MemberStanding, *, post: UUID, said: dict) -> Post:
    """Change the words around it. Raises NotAllowed."""
    return edit_post(member, post=post, **said)


@transaction.atomic
def vote_poll(member: MemberStanding, *, post: UUID, chosen: Collection[int]) -> list[int]:
    """These and no others; none takes it back. The journal learns that somebody chose, never what. Raises NotAllowed, DoesNotExist."""
    found = Post.objects.visible_to(member).select_for_update(no_key=True).get(id=post, nearby_from=None)
    poll, wanted = Poll.objects.get(neighbourhood=member.here, post_id=found.id), sorted(set(chosen))
    may_vote(member, poll, wanted).insist()
    mine = Vote.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    if not wanted:
        mine.delete()
    elif not mine.update(chosen=wanted):
        Vote(neighbourhood_id=member.here, post_id=post, member_id=member.member, chosen=wanted).save(force_insert=True)
    record(member, "vote_poll", post)
    return wanted


@transaction.atomic
def end_poll(member: MemberStanding, *, post: UUID) -> Poll:
    """Now, not later; the keeper counts within minutes. Raises NotAllowed, DoesNotExist."""
    found = locked_post(member, post)
    poll = Poll.objects.get(neighbourhood=member.here, post_id=post)
    may_end_poll(member, found, poll).insist()
    poll.ends_at = now()
    poll.save(update_fields=["ends_at"])
    void_card(member, found)
    found.save(update_fields=["version"])
    record(member, "end_poll", post)
    return poll


def count_polls() -> int:
    """Those that have ended and are not counted. Returns how many. As keeper; may run as often as it likes, two at once too."""
    with fan_out("polls that have ended"):
        over = list(Poll.objects.filter(counted_at=None, ends_at__lte=now()).values_list("neighbourhood_id", "post_id")[:500])
    return sum(_count(Clockwork.of("count_polls", here=here), post) for here, post in over)


@transaction.atomic
def _count(keeper: Clockwork, post: UUID) -> bool:
    """The numbers, and every choice is gone. Nobody votes meanwhile: whoever votes holds the post too."""
    found = Post.objects.select_for_update().get(neighbourhood=keeper.here, id=post)
    poll = Poll.objects.get(neighbourhood=keeper.here, post_id=post)
    if poll.counted_at:
        return False
    votes = Vote.objects.filter(neighbourhood=keeper.here, post_id=post)
    chosen = list(votes.values_list("member_id", "chosen"))
    poll.counts = [sum(number in numbers for _member, numbers in chosen) for number in range(len(poll.options))]
    poll.voters, poll.counted_at = len(chosen), now()
    poll.save(update_fields=["counts", "voters", "counted_at"])
    votes.delete()
    void_card(keeper, found)
    found.save(update_fields=["version"])
    record(keeper, "count_poll", post, members=[str(member) for member, _ in chosen])
    return True
