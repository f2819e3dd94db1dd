"""Holding a post while an act is written, and voiding its stored cards."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..models import Card, Post
from ..nearby.carrying import carry_along


def locked_post(member: MemberStanding, post: UUID) -> Post:
    """The post, held until the act is written. Raises DoesNotExist."""
    return Post.objects.select_for_update().get(neighbourhood=member.here, id=post)


def void_card(member: MemberStanding, post: Post) -> None:
    """Another version: stored cards of the old one are void. The caller holds the post and saves its `version`."""
    post.version += 1
    Card.objects.filter(neighbourhood=member.here, post_id=post.id).delete()
    carry_along(post)
