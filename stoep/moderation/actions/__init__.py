"""The verbs of moderation."""

from .appealing import appeal
from .deciding import decide, take_matter, undo_decision
from .flagging import flag

__all__ = ["appeal", "decide", "flag", "take_matter", "undo_decision"]
