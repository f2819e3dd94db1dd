"""What this room keeps of one person (lib/own.py). Of a conversation one has what one said oneself; the rest is the others'.
Of a note one has that one did it and when; whom one asked in is theirs."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import left_out, tell, widest

from .actions.pictures import folder_of


def _picture(here: int, row: dict):
    return widest(folder_of(here), row["id"])


tell(
    "chat.Message", "author_id", _("My messages in conversations"),
    when="created", kind="kind", text="body", times="times", taken_back="withdrawn_at", conversation="conversation_id",
)  # fmt: skip
tell("chat.SentPicture", "member_id", _("Pictures I sent in conversations"), _picture, when="created", message="message_id", id="id")
tell("chat.Conversation", "begun_by", _("Conversations I began"), when="begun_at", conversation="id")
tell("chat.Marker", "member_id", _("Conversations I put on silent"), conversation="conversation_id", when="muted_at")
tell("chat.MailWish", "member_id", _("Whether I want a mail when somebody writes to me"), mail="mail", after="after")
left_out(chat_Waiting="a message that waits, until it is read: what it says is its writer's")
