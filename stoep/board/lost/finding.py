"""Finding what is lost, through the standing."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..models import Lost


def lost_of(member: MemberStanding, post: UUID) -> Lost:
    """The facet of a post. Raises DoesNotExist."""
    return Lost.objects.get(neighbourhood=member.here, post_id=post)
