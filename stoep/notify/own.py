"""What this room keeps of one person (lib/own.py)."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import tell, tell_account

tell(
    "notify.Notification", "member_id", _("My bell"), when="created", kind="verb", read="read_at", mailed="mailed_at", post="post_id",
    group="group_id",
)  # fmt: skip
tell(
    "notify.Preference", "member_id", _("What I want to hear, and how"),
    rhythm="rhythm", answers="answers", mentions="mentions", announcements="announcements", posts="posts", mail_text="mail_text",
    push="push", push_text="push_text", quiet_from="quiet_from", quiet_until="quiet_until", urgent="urgent", lost="lost", wake="wake",
)  # fmt: skip
tell("notify.Mute", "member_id", _("Talks I want to hear no more of"), when="at", post="post_id")
tell("notify.Digest", "member_id", _("Up to when the mail with news told me"), until="until")
tell_account("notify.PushDevice", "person_id", _("Devices that show me messages"), since="added_at")
