"""Asking all neighbours, voting, ending it early."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ..actions import edit_post, locked_post, publish_post, void_card
from ..findable import make_findable
from ..models import Poll, Post, Vote
from .ballots import cleaned
from .finding import my_vote, poll_of
from .rules import may_end, may_reshape, may_run, may_vote


@transaction.atomic
def ask_poll(member: MemberStanding, *, act: UUID, said: dict, **facet) -> Post:
    """Ask the neighbours. `said`: as publish_post takes it; `facet`: what, options, several, ends_at. Raises NotAllowed."""
    may_run(facet["ends_at"]).insist()
    post = publish_post(member, kind=Post.Kind.POLL, act=act, **said)
    Poll.objects.bulk_create([Poll(neighbourhood_id=member.here, post_id=post.id, **facet)], ignore_conflicts=True)  # a double click
    make_findable(post)
    return post


@transaction.atomic
def edit_poll(member: MemberStanding, *, post: UUID, said: dict, **facet) -> Post:
    """Change one's own text; and, while nobody voted, what can be chosen and until when. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    poll = poll_of(member, post)
    changed = {name: value for name, value in facet.items() if getattr(poll, name) != value}
    if changed:
        may_reshape(poll).insist()
        may_run(changed.get("ends_at", poll.ends_at)).insist()
        Poll.objects.filter(neighbourhood=member.here, post_id=post).update(**changed)
    make_findable(found)
    return found


@transaction.atomic
def vote_poll(member: MemberStanding, *, post: UUID, picks: Iterable[str | int]) -> list[int]:
    """Vote, vote otherwise, or (no picks) take one's vote back. Twice the same is once. What was picked stands in no journal.

    Raises NotAllowed; DoesNotExist where the post does not stand for this member.
    """
    found = Post.objects.visible_to(member).select_for_update().get(id=post)
    poll, before = poll_of(member, post), my_vote(member, post)
    may_vote(member, poll).insist()
    chosen = cleaned(poll, picks)
    if chosen is None:
        raise NotAllowed(_("Pick one of the answers."))
    if chosen == (before or []):
        return chosen
    mine = Vote.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    if not chosen:
        mine.delete()
    elif not mine.update(picks=chosen):
        Vote(neighbourhood_id=member.here, post_id=post, member_id=member.member, picks=chosen).save(force_insert=True)
    if bool(chosen) != bool(before):
        poll.voted += 1 if chosen else -1
        poll.save(update_fields=["voted"])
        _voided(member, found)
    record(member, "vote_poll", post, voted=bool(chosen))
    return chosen


@transaction.atomic
def end_poll(member: MemberStanding, *, post: UUID) -> Post:
    """End one's own poll before its day; it is counted in a moment, and cannot go on again. Raises NotAllowed."""
    found = locked_post(member, post)
    poll = poll_of(member, post)
    may_end(member, found, poll).insist()
    poll.ends_at, poll.early = now(), True
    poll.save(update_fields=["ends_at", "early"])
    _voided(member, found)
    record(member, "end_poll", post)
    defer("count_poll", neighbourhood=member.here, post=str(post))
    return found


def _voided(member: MemberStanding, post: Post) -> None:
    """Its card says something else now."""
    void_card(member, post)
    post.save(update_fields=["version"])
