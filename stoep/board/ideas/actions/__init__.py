"""The verbs of ideas."""

from .backing import back_idea, end_backings, take_need
from .growing import gather_group, plan_day
from .sharing import edit_idea, move_idea, share_idea

__all__ = ["back_idea", "edit_idea", "end_backings", "gather_group", "move_idea", "plan_day", "share_idea", "take_need"]
