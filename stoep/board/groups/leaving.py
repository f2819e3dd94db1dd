"""What becomes of groups when somebody who is in them erases their account.

A group is the group's: its name and what it says of itself stay for who is in it, also when it was begun by who leaves. Without a keeper
it is offered to whoever is in it longest, as ever. One in which nobody is left ends; where nobody but them ever said anything for it,
it goes.
"""

from stoep.lib.clock import now
from stoep.lib.own import Face

from ..models import Group, GroupMember, GroupWish, Post


def erase_groups(face: Face) -> None:
    """Out of all groups here. Run twice, it does it once."""
    here = {"neighbourhood_id": face.here}
    for model in (GroupMember, GroupWish):
        model.objects.filter(**here, member_id=face.member).delete()
    begun = Group.objects.filter(**here, begun_by=face.member) | Group.objects.filter(**here, worded_by=face.member)
    for group in begun.select_for_update().order_by("id"):
        if not GroupMember.objects.filter(**here, group_id=group.id).exists():
            _nobody_left(group)


def _nobody_left(group: Group) -> None:
    if Post.objects.filter(neighbourhood_id=group.neighbourhood_id, group_id=group.id).exists():  # one's own have none any more
        Group.objects.filter(neighbourhood_id=group.neighbourhood_id, id=group.id, ended_at=None).update(ended_at=now())
    else:
        group.delete()
