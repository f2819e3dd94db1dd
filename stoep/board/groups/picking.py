"""For which group: the choice in each form that says something. It differs from writer to writer, so it is filled into the page."""

from uuid import UUID

from django.template.loader import render_to_string

from stoep.lib.standings import MemberStanding

from .finding import my_groups


def picker(member: MemberStanding, chosen=None, also: UUID | None = None) -> str:
    """The choice as HTML; nothing for who is in no group. `also`: the group the post is for already."""
    groups = my_groups(member, also)
    return render_to_string("board/groups/_picker.html", {"groups": groups, "chosen": str(chosen or "")}) if groups else ""
