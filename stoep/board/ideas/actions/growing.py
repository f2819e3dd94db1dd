"""A day in the calendar, or a group, out of an idea: made by the calendar's and the groups' own verbs, and linked both ways."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stoep.journal.record import record
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ...calendar.actions import plan_event
from ...calendar.finding import voided
from ...groups.actions import begin_group
from ...models import Group, Idea, Outcome, Post
from ..finding import came_of, locked_idea
from ..rules import may_grow


@transaction.atomic
def plan_day(member: MemberStanding, *, idea: UUID, **planned) -> Post:
    """Plan a day for one's idea: `planned` as plan_event takes it. Whoever is for the idea hears of it. Twice sent is planned once.
    Raises NotAllowed."""
    found, facet = locked_idea(member, idea)
    may_grow(member, found, facet).insist()
    event = plan_event(member, **planned)
    if _linked(member, facet, found, event_id=event.id):
        record(member, "plan_day", idea, event=event.id)
    return event


@transaction.atomic
def gather_group(member: MemberStanding, *, idea: UUID, **begun) -> Group:
    """Make a group of one's idea: `begun` as begin_group takes it. Whoever joined is asked to come in; nobody is put into it. Twice sent
    is one group. Raises NotAllowed."""
    found, facet = locked_idea(member, idea)
    may_grow(member, found, facet).insist()
    (_days, before), group = came_of(member, idea), begin_group(member, **begun)
    if before and before.id != group.id:
        raise NotAllowed(_("There is a group for this idea already."))
    if _linked(member, facet, found, group_id=group.id):
        record(member, "gather_group", idea, group=group.id)
    return group


def _linked(member, facet: Idea, post: Post, **outcome) -> bool:
    """Whether the link is new; with the first one, the idea is being done."""
    if Outcome.objects.filter(neighbourhood=member.here, **outcome).exists():
        return False
    Outcome(neighbourhood_id=member.here, post_id=post.id, **outcome).save(force_insert=True)
    if facet.stage == Idea.Stage.GATHERING:
        facet.stage = Idea.Stage.DOING
        facet.save(update_fields=["stage"])
        voided(member, post)
    return True
