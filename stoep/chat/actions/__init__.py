"""The verbs of the chat."""

from .groups import add_to_group, leave_conversation, rename_group
from .holding import hold_message, release_message
from .pictures import upload_sent_picture
from .reading import mark_read, mute_conversation, wish_mail
from .sending import send_message, withdraw_message
from .starting import start_conversation, start_group
from .times import answer_proposal, propose_times

__all__ = [
    "add_to_group", "answer_proposal", "hold_message", "leave_conversation", "mark_read", "mute_conversation", "propose_times",
    "release_message", "rename_group", "send_message", "start_conversation", "start_group", "upload_sent_picture", "wish_mail",
    "withdraw_message",
]  # fmt: skip
