"""Finding things and wishes through the standing."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..actions import void_card
from ..models import Claim, Post, Thing


def thing_of(member: MemberStanding, post: UUID) -> Thing:
    """The facet of a post. Raises DoesNotExist."""
    return Thing.objects.get(neighbourhood=member.here, post_id=post)


def locked_thing(member: MemberStanding, post: UUID) -> tuple[Post, Thing]:
    """The post, held until the act is written, and its facet: acts on one thing come one after the other. Raises DoesNotExist."""
    found = Post.objects.visible_to(member).select_for_update().get(id=post)
    return found, thing_of(member, post)


def voided(member: MemberStanding, post: Post) -> None:
    """Its card says something else now."""
    void_card(member, post)
    post.save(update_fields=["version"])


def claims_on(member: MemberStanding, post: UUID) -> list[Claim]:
    """Who would like it, in the order of asking; without whom a block hides."""
    wishes = Claim.objects.filter(neighbourhood=member.here, post_id=post).exclude(state__in=("declined", "withdrawn"))
    return list(wishes.exclude(member_id__in=member.hidden).select_related("member").order_by("asked_at"))


def my_claims(member: MemberStanding, post: UUID) -> list[Claim]:
    """One's own wishes for it, newest first; not those that were taken back."""
    mine = Claim.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    return list(mine.exclude(state="withdrawn").order_by("-asked_at")[:5])


def promised_days(member: MemberStanding, post: UUID) -> list[Claim]:
    """The loans that were agreed, from today on: days, not names."""
    taken = Claim.objects.filter(neighbourhood=member.here, post_id=post, state__in=Claim.TAKES, starts__isnull=False)
    return list(taken.order_by("starts")[:20])
