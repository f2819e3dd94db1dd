"""The verbs of the calendar."""

from .attending import attend_event
from .bringing import bring_to_event
from .planning import cancel_event, edit_event, plan_event, skip_event

__all__ = ["attend_event", "bring_to_event", "cancel_event", "edit_event", "plan_event", "skip_event"]
