"""What a remark under a copy carries, so that the copy's author can read it from next door."""

from stoep.lib.standings import MemberStanding
from stoep.membership.guests import short_name
from stoep.membership.models import Member

from ..models import Post


def guest_marks(member: MemberStanding, post: Post) -> dict:
    """Columns of a remark by this member: who reads it as a guest, and the name they know its writer by; of the shielded none.
    The row itself carries them, since the wall asks no other table."""
    if post.nearby_from is None:
        return {}
    me = Member.objects.only("name", "shielded").get(neighbourhood=member.here, id=member.member)
    return {"guest_id": post.author_id, "signed": "" if me.shielded else short_name(me.name)}
