"""What this room keeps of one person (lib/own.py)."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import tell_account

tell_account(
    "people.Person", "id", _("My account"),
    name="name", email="email", language="language", since="joined_at", last_used="last_login", last_month="seen_in", active="is_active",
)  # fmt: skip
tell_account("account.EmailAddress", "user_id", _("My e-mail addresses"), email="email", confirmed="verified")
tell_account(
    "mfa.Authenticator", "user_id", _("Passkeys and second step"), kind="type", since="created_at", last_used="last_used_at"
)
tell_account("people.Session", "person_id", _("Where I am signed in"), last_used="seen_at", until="expire_date")
