"""allauth's refusals, said as the house says them, in every language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

ACCOUNT = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("This is the address you sign in with. Choose another one first."),
    "duplicate_email": _("This address is in your account already."),
    "email_password_mismatch": _("This e-mail address and this password do not belong together."),
    "email_taken": _("This address belongs to another account."),
    "enter_current_password": _("Type the password you have now."),
    "incorrect_code": _("This code is not right."),
    "incorrect_password": _("This password is not right."),
    "invalid_or_expired_key": _("This no longer counts: it was used already, or it is too old."),
    "invalid_login": _("Signing in did not work. Begin again."),
    "invalid_password_reset": _("This no longer counts: it was used already, or it is too old."),
    "max_email_addresses": _("An account holds at most %d addresses."),
    "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour, or sign in with a code by mail."),
    "unknown_email": _("We know no account with this address."),
    "unverified_primary_email": _("Confirm your e-mail address first."),
    "same_as_current": _("This is the one you have already."),
    "rate_limited": _("That was often. Wait a minute, then try again."),
}
SECOND_STEP = {
    "add_email_blocked": _("An account with a second step holds one address only."),
    "cannot_delete_authenticator": _("The second step cannot be switched off now."),
    "cannot_generate_recovery_codes": _("Spare codes belong to a second step. Switch that on first."),
    "incorrect_code": _("This code is not right."),
    "unverified_email": _("Confirm your e-mail address first."),
}
OTHER_WAYS = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With your app or a spare code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}
# Written into allauth's forms: ours by translation only.
AS_THEY_ARE = (gettext_noop("You must type the same password each time."), gettext_noop("Forgot your password?"))
