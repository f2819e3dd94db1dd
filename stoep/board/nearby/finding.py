"""The neighbourhoods next door, and the talk there, as far as one may see them."""

from uuid import UUID

from stoep.lib.clock import this_day
from stoep.lib.standings import MemberStanding
from stoep.places.models import Neighbourhood

from ..models import Comment, Post


def names_of(places: set[int]) -> dict[int, str]:
    """{neighbourhood: its name}; no query for none."""
    return dict(Neighbourhood.objects.filter(id__in=places).values_list("id", "name")) if places else {}


def next_door(here: int) -> list[Neighbourhood]:
    """The open neighbourhoods of the same town that touch this one, by name."""
    touches = Neighbourhood.objects.values_list("touches", flat=True).get(id=here)
    open_by_now = Neighbourhood.objects.filter(id__in=touches, opened_on__lte=this_day())
    return list(open_by_now.only("id", "name", "slug").order_by("name"))


def copy_for(guest: MemberStanding, post: UUID) -> Post:
    """The copy of one's own post in the neighbourhood one is a guest in. Raises DoesNotExist."""
    return Post.objects.get(neighbourhood=guest.here, nearby_post=post, author_id=guest.member, withdrawn_at=None, held_at=None)


def talk_of(guest: MemberStanding, copy: Post) -> list[Comment]:
    """The remarks that stand under it, oldest first, each answer after the remark it answers."""
    said = Comment.objects.visible_to(guest).filter(post_id=copy.id, guest_id=guest.member).order_by("created")
    tops, under = [], {}
    found = list(said)
    ids = {remark.id for remark in found}
    for remark in found:
        (under.setdefault(remark.parent_id, []) if remark.parent_id in ids else tops).append(remark)
    return [one for top in tops for one in (top, *under.get(top.id, []))]
