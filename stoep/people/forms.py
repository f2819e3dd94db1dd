"""The forms of signing in: allauth's own, with our words, no grey text inside the boxes, and a limit on guesses at a second step."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from stoep.lib.limits import spend
from stoep.lib.networks import network_of

from . import app_codes
from .digits import Guess
from .limits import SECOND_STEP_PER_ACCOUNT

WORDS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "password": _("Your password"),
    "oldpassword": _("Your password now"),
    "password1": _("Your new password"),
    "password2": _("The new password once more"),
    "code": _("The six digits"),
    "name": _("A name for this device"),
}
HELP = {"password1": _("At least 12 characters; a few words in a row are easy to remember.")}
LONGER_NOW = _(
    "This code is not right, or it no longer counts. Somebody is guessing codes, so we mail longer ones for now: ask for a new code. "
    "Your passkey, or your password with a second step, works as ever."
)
USED = _("This code has been used. Wait until your app shows the next one: that takes half a minute at most.")
LONGEST = {"password": 128, "oldpassword": 128, "password1": 128, "password2": 128, "code": 40, "name": 60}


class Plain:
    """A label above each box and nothing inside it; nothing longer than it may be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = WORDS.get(name, field.label), HELP.get(name, "")
            if isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField):
                limit_length(field, LONGEST.get(name, 254))


def limit_length(field, most: int) -> None:
    """Before anything dear is done with what was typed."""
    field.max_length = most
    field.widget.attrs["maxlength"] = most
    field.validators = [forms.fields.validators.MaxLengthValidator(most), *field.validators]


class SignInForm(Plain, account.LoginForm):
    """E-mail and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words, url = _("Forgot it? Choose a new one"), reverse("account_reset_password")
        self.fields["password"].help_text = format_html('<a href="{}">{}</a>', url, words)


class AskCodeForm(Plain, account.RequestLoginCodeForm):
    """Where to mail six digits."""


class GuessedByMail(Plain):
    """Digits that were mailed. While they are guessed everywhere, all that fails is answered alike, account or none (digits.py)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The digits from the mail")

    def clean_code(self):
        guess = Guess(network_of(context.request))
        if not guess.may_open(self.expected_code or ""):
            raise ValidationError(LONGER_NOW, code="longer_now")
        try:
            code = super().clean_code()
        except ValidationError:
            if guess.quiet:
                raise
            raise ValidationError(LONGER_NOW, code="longer_now") from None
        guess.give_back()
        return code


class CodeForm(GuessedByMail, account.ConfirmLoginCodeForm):
    """The digits that were mailed to sign in."""


class ResetForm(Plain, account.ResetPasswordForm):
    """Where to mail six digits for a new password."""


class ResetCodeForm(GuessedByMail, account.ConfirmPasswordResetCodeForm):
    """The digits that were mailed for a new password."""


class MailboxCodeForm(Plain, account.ConfirmEmailVerificationCodeForm):
    """Six digits that prove another mailbox."""


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """A new password after the six digits."""


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """A new password in place of the old."""


class SetPasswordForm(Plain, account.SetPasswordForm):
    """A first password."""


class AddMailboxForm(Plain, account.AddEmailForm):
    """Another mailbox in place of the first."""

    def __init__(self, *given, **more):
        super().__init__(*given, **more)
        self.fields["email"].label = _("Your new e-mail address")


class AskAgainForm(Plain, account.ReauthenticateForm):
    """The password once more, before something that matters."""


class GuessLimited(Plain):
    """A second step may be guessed ten times in a quarter of an hour, whatever the network, and a code of the app counts once. Only who
    has the password gets here."""

    def clean_code(self):
        if not spend(SECOND_STEP_PER_ACCOUNT, self.user.pk):
            raise ValidationError(_("Too many tries. Wait a quarter of an hour, then try again."), code="too_many")
        if app_codes.was_used(self.user, self.cleaned_data["code"]):
            raise ValidationError(USED, code="used")
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not app_codes.use(self.user, code):
            raise ValidationError(USED, code="used")
        return code


class SecondStepForm(GuessLimited, AuthenticateForm):
    """Six digits of the app, or a spare code."""


class SecondStepAgainForm(GuessLimited, ReauthenticateForm):
    """The second step once more, before something that matters."""


class ActivateAppForm(Plain, ActivateTOTPForm):
    """The first six digits of a new app."""


class AddPasskeyForm(Plain, AddWebAuthnForm):
    """A passkey: on its own enough to sign in, unless somebody wants it as a second step only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("Without it, we ask for your password first and for the passkey after that.")


class NamePasskeyForm(Plain, EditWebAuthnForm):
    """Another name for a passkey."""
