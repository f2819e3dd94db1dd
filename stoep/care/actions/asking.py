"""Asking for help, changing the request, telling a few neighbours of it."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from stoep.board.actions import edit_post, locked_post, publish_post
from stoep.board.findable import make_findable
from stoep.board.models import Post
from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ..finding import who_can
from ..models import HelpAsked, HelpRequest
from ..rules import may_ask_neighbours


@transaction.atomic
def ask_help(member: MemberStanding, *, act: UUID, said: dict, skill: str, moment: str, helpers: int) -> Post:
    """Ask the neighbours for help. `said`: as publish_post takes it. Who ticked this skill and wishes to hear at once is told.

    Raises NotAllowed.
    """
    post = publish_post(member, kind=Post.Kind.HELP, act=act, **said)
    facet = HelpRequest(neighbourhood_id=member.here, post_id=post.id, skill=skill, moment=moment, helpers=helpers)
    HelpRequest.objects.bulk_create([facet], ignore_conflicts=True)
    if not HelpRequest.objects.filter(neighbourhood=member.here, id=facet.id).exists():
        return post  # the second click of a double one
    make_findable(post)
    tell = [offer.member_id for offer in who_can(member, skill) if offer.at_once]
    _tell(member, post.id, tell, by_asker=False)
    return post


@transaction.atomic
def edit_help(member: MemberStanding, *, post: UUID, said: dict, skill: str, moment: str, helpers: int) -> Post:
    """Change one's own request. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    HelpRequest.objects.filter(neighbourhood=member.here, post_id=post).update(skill=skill, moment=moment, helpers=helpers)
    make_findable(found)
    return found


@transaction.atomic
def ask_neighbours(member: MemberStanding, *, post: UUID, members: Collection[UUID]) -> int:
    """Tell these neighbours, who ticked the skill, of one's own request; five at most. Returns how many. Raises NotAllowed."""
    found = locked_post(member, post)
    request = HelpRequest.objects.get(neighbourhood=member.here, post_id=post)
    told = HelpAsked.objects.filter(neighbourhood=member.here, post_id=post).values_list("member_id", flat=True)
    able = {offer.member_id for offer in who_can(member, request.skill)}
    fresh = [ident for ident in dict.fromkeys(members) if ident in able - set(told)]
    may_ask_neighbours(member, found, request, len(fresh)).insist()
    return _tell(member, post, fresh, by_asker=True)


def _tell(member, post: UUID, members: list, by_asker: bool) -> int:
    """A row for each, and one line in the journal, from which bell and mail are made."""
    rows = [HelpAsked(neighbourhood_id=member.here, post_id=post, member_id=ident, by_asker=by_asker) for ident in members]
    if rows:
        HelpAsked.objects.bulk_create(rows, ignore_conflicts=True)
        record(member, "ask_neighbours", post, members=[str(ident) for ident in members], by_asker=by_asker)
    return len(rows)
