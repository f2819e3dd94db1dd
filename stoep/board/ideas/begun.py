"""What stands in the form of a day or a group that is made of an idea, and the way from that form to the act."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..calendar.actions import plan_event
from ..calendar.finding import needs_of
from ..calendar.need_lines import as_lines
from ..groups.actions import begin_group
from ..groups.models import ABOUT, NAME
from ..models import Group, Post
from .actions import gather_group, plan_day
from .finding import own_open_idea


def as_event(member: MemberStanding, ident: UUID | None) -> dict:
    """The form of an event, filled in from one's own idea; nothing for what is none."""
    found = own_open_idea(member, ident)
    if not found:
        return {}
    post, needs = found[0], needs_of(member, found[0].id)
    said = {name: getattr(post, name) for name in ("title", "body", "language")} | {"group": post.group_id or ""}
    topics = [] if post.topics_proposed else post.topics
    return said | {"topics": topics, "needs": as_lines([need for need in needs if need.missing]), "idea": post.id}


def as_group(member: MemberStanding, ident: UUID | None) -> dict:
    """The form of a group, filled in from one's own idea."""
    found = own_open_idea(member, ident)
    if not found:
        return {}
    post = found[0]
    return {"name": post.title[:NAME], "kind": "other", "about": " ".join(post.body.split())[:ABOUT], "idea": post.id}


def planned(member: MemberStanding, idea: UUID | None, **event) -> Post:
    """Plan it; for one's idea, where that goes on still. Raises NotAllowed."""
    return plan_day(member, idea=idea, **event) if own_open_idea(member, idea) else plan_event(member, **event)


def gathered(member: MemberStanding, idea: UUID | None, **group) -> Group:
    """Begin the group; of one's idea, where that goes on still. Raises NotAllowed."""
    return gather_group(member, idea=idea, **group) if own_open_idea(member, idea) else begin_group(member, **group)
