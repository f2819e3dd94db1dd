"""Finding ideas and who is behind them, through the standing."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..actions import void_card
from ..feed import parse_id
from ..models import Backing, Idea, Post


def idea_of(member: MemberStanding, post: UUID) -> Idea:
    """The facet of a post. Raises DoesNotExist."""
    return Idea.objects.get(neighbourhood=member.here, post_id=post)


def locked_idea(member: MemberStanding, post: UUID) -> tuple[Post, Idea]:
    """The post, held until the act is written, and its facet; not a copy from next door. Raises DoesNotExist."""
    found = Post.objects.visible_to(member).select_for_update().get(id=post, nearby_from=None)
    return found, idea_of(member, post)


def voided(member: MemberStanding, post: Post) -> None:
    """Its card says something else now."""
    void_card(member, post)
    post.save(update_fields=["version"])


def backing(member: MemberStanding, post: UUID) -> list[Backing]:
    """Who is behind it, first come first; without whom a block hides."""
    found = Backing.objects.filter(neighbourhood=member.here, post_id=post).exclude(member_id__in=member.hidden)
    return list(found.select_related("member").order_by("at"))


def begun_from(member: MemberStanding, which: str) -> Post | None:
    """One's own idea that an event or a group begins from, by the id in the address; None for anything else."""
    ident = parse_id(which)
    return Post.objects.visible_to(member).filter(id=ident, author_id=member.member, kind=Post.Kind.IDEA).first() if ident else None
