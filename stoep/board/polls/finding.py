"""Finding a poll and one's own vote, through the standing. Nobody else's vote is ever found."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..models import Poll, Vote


def poll_of(member: MemberStanding, post: UUID) -> Poll:
    """The facet of a post. Raises DoesNotExist."""
    return Poll.objects.get(neighbourhood=member.here, post_id=post)


def my_vote(member: MemberStanding, post: UUID) -> list[int] | None:
    """What I picked; None where I did not vote."""
    mine = Vote.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    return mine.values_list("picks", flat=True).first()
