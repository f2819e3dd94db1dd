"""The verbs of groups."""

from .belonging import end_memberships, hear_group, join_group, leave_group, mute_group
from .founding import begin_group, edit_group, end_group
from .holding import hold_group, release_group
from .keeping import decline_group, hand_group, keep_group

__all__ = [
    "begin_group",
    "decline_group",
    "edit_group",
    "end_group",
    "end_memberships",
    "hand_group",
    "hear_group",
    "hold_group",
    "join_group",
    "keep_group",
    "leave_group",
    "mute_group",
    "release_group",
]
