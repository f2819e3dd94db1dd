"""Where allauth meets the house: who may sign up (only somebody with a letter), limits, mails in the reader's language,
sealed secrets."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from stoep.lib.codes import six_digits
from stoep.lib.limits import EVERYWHERE, count_everywhere, spend
from stoep.lib.live import end_streams
from stoep.lib.networks import network_of
from stoep.lib.refusals import not_allowed

from . import refusals
from .closed import note_closed
from .digits import digits_for_mail
from .limits import MAIL_PER_MAILBOX, MAIL_PER_NETWORK, PASSWORD_PER_ACCOUNT, PASSWORD_PER_NETWORK, WRONG_EVERYWHERE
from .models import Person, canonical_email
from .sign_ins import note_browser

BACK = "/account/back/"  # stoep/privacy
BUDGETED = {
    f"account/email/{what}"
    for what in ("login_code", "password_reset_code", "unknown_account", "email_confirmation", "account_already_exists")
}


def greeted(whom: Person | None, at: list[Person]) -> str:
    """Whom a mail greets: who it happened to, or both of a mailbox. Empty where one account has it and asked for digits."""
    if whom is not None:
        return whom.name
    return _("%(one)s and %(other)s") % {"one": at[0].name, "other": at[1].name} if len(at) > 1 else ""


def sealing(purpose: str) -> Fernet:
    """A cipher whose key is derived from the secret key, one per purpose."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"stoep {purpose}:{settings.SECRET_KEY}".encode()).digest()))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | refusals.ACCOUNT

    def is_open_for_signup(self, request):
        """Accounts begin at /join/, with a letter."""
        return False

    def is_safe_url(self, url):
        """Where one may be sent on to: a path of this site, written without a host. Not even our own other names."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def clean_email(self, email):
        return canonical_email(super().clean_email(email))

    def pre_authenticate(self, request, **credentials):
        """Before a password is compared: budgets per network and per account, the same for accounts that do not exist."""
        who = canonical_email(credentials.get("email") or "")
        if not spend(PASSWORD_PER_NETWORK, network_of(request)) or not spend(PASSWORD_PER_ACCOUNT, who):
            raise ValidationError(_("Too many tries. Wait a quarter of an hour, or sign in with a code by mail."), code="too_many")

    def authentication_failed(self, request, **credentials):
        """Counted over the whole platform: many wrong passwords at many accounts are one attack (SECURITY D3)."""
        count_everywhere(WRONG_EVERYWHERE, "wrong passwords")

    def is_login_by_code_required(self, login):
        """While somebody tries stolen passwords, a right password alone is not enough: digits by mail come on top.

        Whoever signs in with a passkey, a second step or a mailed code notices nothing, so nobody can be locked out with
        this (D4).
        """
        records = get_authentication_records(self.request, login.user)
        if not records or records[-1]["method"] != "password" or spend(WRONG_EVERYWHERE, EVERYWHERE, cost=0):
            return False
        return not is_mfa_enabled(login.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])

    def get_login_stages(self):
        """Between the proof and all that follows: which of two who share a mailbox it is (choosing.py)."""
        return ["stoep.people.choosing.ChooseStage", *super().get_login_stages()]

    @transaction.atomic
    def confirm_email(self, request, email_address):
        """Another mailbox is proven. Whoever shared the old one does not take the place beside somebody along to the new one."""
        confirmed = super().confirm_email(request, email_address)
        Person.objects.filter(pk=email_address.user_id, email=email_address.email).update(beside=0)
        return confirmed

    def get_reauthentication_methods(self, user):
        """The other ways to show that it is you, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": refusals.OTHER_WAYS.get(way["id"], way["description"])} for way in ways]

    def generate_login_code(self):
        return digits_for_mail(network_of(self.request))

    generate_password_reset_code = generate_login_code

    def generate_email_verification_code(self):
        return six_digits()

    def get_client_ip(self, request):
        return network_of(request)

    def respond_user_inactive(self, request, user):
        """The right password or passkey of an account that is closed: a page that says how one comes back. From the page that asked who
        one is, back to it."""
        note_closed(request, user)
        onward = get_next_redirect_url(request) or ""
        return redirect(onward if onward.startswith(BACK) else "account_inactive")

    def login(self, request, user):
        """With what the browser calls itself, for the list of sign-ins."""
        super().login(request, user)
        note_browser(request)

    def logout(self, request):
        """Open pages hear nothing more of the neighbourhood."""
        if request.user.is_authenticated:
            end_streams(request.user.pk)
        super().logout(request)

    def send_mail(self, template_prefix, email, context):
        """Through the outbox, in the language of the account. Codes have a budget per mailbox and network; notices are always sent.

        Beyond the budget the page says so, whether the account exists or not, and the code that was made is not kept: five guesses
        at each of any number of codes that nobody was sent would be a way in.
        """
        network = network_of(self.request) if self.request else "none"
        within = template_prefix not in BUDGETED or (spend(MAIL_PER_NETWORK, network) and spend(MAIL_PER_MAILBOX, canonical_email(email)))
        if not within:
            reason = _("Too many mails were asked for. Wait an hour, or sign in with your password or a passkey.")
            raise ImmediateHttpResponse(not_allowed(self.request, reason, 429))
        if template_prefix == "account/email/unknown_account":
            digits_for_mail(network)  # nobody gets them: so that a mailbox without an account takes the same steps
        at = list(Person.objects.at(email))
        if template_prefix == "account/email/unknown_account" and at and not any(one.is_active for one in at):
            # told to the mailbox alone: the page says the same to everybody
            template_prefix = "account/email/closed_account"
        person = context.get("whom") or (at[0] if at else None)
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context | {"name": greeted(context.get("whom"), at)})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """To whom it happened, by name: two may read this mailbox."""
        super().send_notification_mail(template_prefix, user, {"whom": user} | (context or {}), email)


class MfaAdapter(DefaultMFAAdapter):
    """Second-step secrets lie encrypted in the table."""

    error_messages = DefaultMFAAdapter.error_messages | refusals.SECOND_STEP

    def is_mfa_enabled(self, user, types=None):
        """Whether signing in by password or mailed code asks for a second step.

        Whoever acts for the town is always asked. A resident's passkey is one more way in, not a second lock: it must not shut out
        somebody who signs in with a password at the library.
        """
        kept = super().is_mfa_enabled(user, types)
        if not kept or types is None or Authenticator.Type.WEBAUTHN not in types or user.mandates.exists():
            return kept
        mine = Authenticator.objects.filter(user=user, type__in=types)
        return any(one.type != Authenticator.Type.WEBAUTHN or one.wrap().is_passwordless is False for one in mine)

    def get_totp_label(self, user):
        """What an app on the phone calls the account: with the name, since two may share a mailbox and a phone."""
        return f"{user.name} ({user.email})"

    def get_public_key_credential_user_entity(self, user):
        """What a browser calls it when it offers passkeys."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name, "name": self.get_totp_label(user)}

    def generate_authenticator_name(self, user, type):
        return _("This device")

    def encrypt(self, text: str) -> str:
        return sealing("second step").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing("second step").decrypt(encrypted_text.encode()).decode()
