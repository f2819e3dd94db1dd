"""Finding what is planned, through the standing."""

from uuid import UUID

from stoep.lib.standings import MemberStanding

from ..actions import void_card
from ..models import Attendance, Bring, Event, Need, Post


def event_of(member: MemberStanding, post: UUID) -> Event:
    """The facet of a post. Raises DoesNotExist."""
    return Event.objects.get(neighbourhood=member.here, post_id=post)


def locked_event(member: MemberStanding, post: UUID) -> tuple[Post, Event]:
    """The post, held until the act is written, and its facet: acts on one event come one after the other. Raises DoesNotExist."""
    found = Post.objects.visible_to(member).select_for_update().get(id=post)
    return found, event_of(member, post)


def voided(member: MemberStanding, post: Post) -> None:
    """Its card says something else now."""
    void_card(member, post)
    post.save(update_fields=["version"])


def standing_events(member: MemberStanding):
    """Events whose post this reader may read, each with its post."""
    found = Event.objects.filter(neighbourhood=member.here, post__neighbourhood=member.here, post__withdrawn_at=None, post__held_at=None)
    return found.exclude(post__author_id__in=member.hidden).select_related("post")


def standing_event(member: MemberStanding, post: UUID) -> Event:
    """One of them. Raises DoesNotExist."""
    return standing_events(member).get(post_id=post)


def attending(member: MemberStanding, post: UUID) -> list[Attendance]:
    """Who answered, first come first; without whom a block hides."""
    found = Attendance.objects.filter(neighbourhood=member.here, post_id=post).exclude(member_id__in=member.hidden)
    return list(found.select_related("member").order_by("at"))


def needs_of(member: MemberStanding, post: UUID) -> list[Need]:
    """What is to be brought, each with whom this reader may read: `.names`, `.unnamed` (shielded, or behind a block: counted),
    `.mine`, and how many are still `.missing`."""
    needs = list(Need.objects.filter(neighbourhood=member.here, post_id=post).order_by("position"))
    brings = Bring.objects.filter(neighbourhood=member.here, need_id__in=[need.id for need in needs]).select_related("member")
    by = list(brings.order_by("at")) if needs else []
    for need in needs:
        mine = [one for one in by if one.need_id == need.id]
        need.names = [one.member.name for one in mine if _named(member, one)]
        need.unnamed, need.missing = len(mine) - len(need.names), max(0, need.wanted - len(mine))
        need.mine = any(one.member_id == member.member for one in mine)
    return needs


def wanted_of(here: int, post: UUID) -> list[str]:
    """What is to be brought, in the author's words and order."""
    return list(Need.objects.filter(neighbourhood=here, post_id=post).order_by("position").values_list("what", flat=True))


def _named(member: MemberStanding, bring: Bring) -> bool:
    """Whether this reader reads who it is."""
    return bring.member_id == member.member or (not bring.member.shielded and bring.member_id not in member.hidden)
