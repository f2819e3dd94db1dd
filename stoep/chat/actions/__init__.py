"""The verbs of the chat."""

from .gathering import enter_group_talk, follow_group, leave_group_talks, name_group_talk
from .groups import add_to_group, leave_conversation, rename_group
from .holding import hold_message, release_message
from .pictures import upload_sent_picture
from .reading import bring_wish, mark_read, mute_conversation, wish_mail
from .sending import send_message, withdraw_message
from .starting import start_conversation, start_group
from .times import answer_proposal, propose_times

__all__ = [
    "add_to_group", "answer_proposal", "bring_wish", "enter_group_talk", "follow_group", "hold_message", "leave_conversation",
    "leave_group_talks", "mark_read", "mute_conversation", "name_group_talk", "propose_times", "release_message", "rename_group",
    "send_message", "start_conversation", "start_group", "upload_sent_picture", "wish_mail", "withdraw_message",
]  # fmt: skip
