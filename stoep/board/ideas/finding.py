"""Finding ideas through the standing: one, who is for it, what came of it, and what began as one."""

from uuid import UUID

from django.db.models import Q

from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member

from ..models import Backing, Event, Group, GroupMember, Idea, Outcome, Post


def idea_of(member: MemberStanding, post: UUID) -> Idea:
    """The facet of a post. Raises DoesNotExist."""
    return Idea.objects.get(neighbourhood=member.here, post_id=post)


def locked_idea(member: MemberStanding, post: UUID) -> tuple[Post, Idea]:
    """The post, held until the act is written, and its facet: acts on one idea come one after the other. Not a copy from next door.
    Raises DoesNotExist."""
    found = Post.objects.visible_to(member).select_for_update().get(id=post, nearby_from=None)
    return found, idea_of(member, post)


def own_open_idea(member: MemberStanding, post: UUID | None) -> tuple[Post, Idea] | None:
    """One's own idea that stands and goes on; None for every other id, and for none."""
    found = Post.objects.visible_to(member).filter(id=post, author_id=member.member).first() if post else None
    idea = Idea.objects.filter(neighbourhood=member.here, post_id=post, stage__in=Idea.OPEN).first() if found else None
    return (found, idea) if idea else None


def backing(member: MemberStanding, post: UUID) -> list[Backing]:
    """Who is for it and lives here, first come first; without whom a block hides."""
    found = Backing.objects.filter(neighbourhood=member.here, post_id=post, member__neighbourhood=member.here)
    found = found.filter(member__state=Member.State.ACTIVE).exclude(member_id__in=member.hidden)
    return list(found.select_related("member").order_by("at", "id"))


def came_of(member: MemberStanding, post: UUID) -> tuple[list[Event], Group | None]:
    """(the days that were planned for it and that this reader may read, the soonest first, each with its post; the group that was made of
    it and goes on, with `.mine`: whether this reader is in it). One statement where nothing came of it yet."""
    found = list(Outcome.objects.filter(neighbourhood=member.here, post_id=post))
    days, groups = [one.event_id for one in found if one.event_id], [one.group_id for one in found if one.group_id]
    return _days(member, days) if days else [], _group(member, groups) if groups else None


def _days(member: MemberStanding, posts: list[UUID]) -> list[Event]:
    found = Event.objects.filter(neighbourhood=member.here, post_id__in=posts, post__neighbourhood=member.here)
    found = found.filter(post__withdrawn_at=None, post__held_at=None).exclude(post__author_id__in=member.hidden)
    return list(found.select_related("post").order_by("starts_at"))


def _group(member: MemberStanding, groups: list[UUID]) -> Group | None:
    found = Group.objects.standing(member).filter(id__in=groups, ended_at=None).first()
    if found:
        found.mine = GroupMember.objects.filter(neighbourhood=member.here, group_id=found.id, member_id=member.member).exists()
    return found


def began_as(member: MemberStanding, what: UUID) -> Post | None:
    """The idea that a planned day (its post) or a group began as, where this reader may read it."""
    came = Outcome.objects.filter(Q(event_id=what) | Q(group_id=what), neighbourhood=member.here).values("post_id")
    return Post.objects.visible_to(member).filter(id__in=came).first()
