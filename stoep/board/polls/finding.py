"""Finding polls and one's own choice, through the standing."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..models import Poll, Post, Vote


def poll_of(member: MemberStanding, post: UUID) -> tuple[Post, Poll]:
    """A poll that stands here, with its post; not a copy from next door. Raises DoesNotExist."""
    return Post.objects.visible_to(member).get(id=post, nearby_from=None), Poll.objects.get(neighbourhood=member.here, post_id=post)


def my_choice(member: MemberStanding, post: UUID) -> list[int]:
    """What one chose; nothing, when one has not or it was counted."""
    mine = Vote.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    return mine.values_list("chosen", flat=True).first() or []
