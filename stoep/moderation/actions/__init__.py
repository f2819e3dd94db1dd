"""The verbs of moderation."""

from .appealing import appeal
from .deciding import decide, take_matter, undo_decision
from .flagging import flag, flag_message

__all__ = ["appeal", "decide", "flag", "flag_message", "take_matter", "undo_decision"]
