"""What this room keeps of one person (lib/own.py). Who told us of something is theirs to have; whom it is about never learns who it was."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import left_out, tell, tell_account

tell("moderation.Flag", "member_id", _("What I reported"), when="at", reason="reason", text="words")
tell(
    "moderation.Statement", "member_id", _("What I was told about reports and decisions"),
    when="at", side="side", text="words", measure="measure", ground="ground", until="until", over="over_at",
)  # fmt: skip
tell_account("moderation.Appeal", "person_id", _("Where I asked for another look"), when="at", text="words", decided="decided_at")
left_out(
    moderation_Decision="an operator's act in their office: it answers for the platform, not for the person",
    moderation_Matter="a copy of what was reported, before the operator; its author has the text itself and the statement about it",
    moderation_Look="an operator's act in their office; whom it concerns reads how much was read",
    moderation_Opened="what was opened of one's own stands under My safety once one may be told; until then an order keeps it silent",
    moderation_Sanction="what a decision did: the statement says it to the person",
)
