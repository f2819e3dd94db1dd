"""Where allauth meets the house: who may sign up (only somebody with a letter), limits, mails in the reader's language, sealed secrets."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.lib.limits import spend
from stoep.lib.networks import network_of

from .limits import MAIL_PER_MAILBOX, MAIL_PER_NETWORK, PASSWORD_PER_ACCOUNT, PASSWORD_PER_NETWORK
from .models import Person, canonical_email


def sealing(purpose: str) -> Fernet:
    """A cipher whose key is derived from the secret key, one per purpose."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"stoep {purpose}:{settings.SECRET_KEY}".encode()).digest()))


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts begin at /join/, with a letter."""
        return False

    def clean_email(self, email):
        return canonical_email(super().clean_email(email))

    def pre_authenticate(self, request, **credentials):
        """Before a password is compared: budgets per network and per account, the same for accounts that do not exist."""
        who = canonical_email(credentials.get("email") or "")
        if not spend(PASSWORD_PER_NETWORK, network_of(request)) or not spend(PASSWORD_PER_ACCOUNT, who):
            raise ValidationError(_("Too many tries. Wait a quarter of an hour, or sign in with a code by mail."), code="too_many")

    def send_mail(self, template_prefix, email, context):
        """Through the outbox, in the language of the account. Beyond the mailbox's budget nothing more is sent."""
        network = network_of(self.request) if self.request else "none"
        if not spend(MAIL_PER_MAILBOX, canonical_email(email)) or not spend(MAIL_PER_NETWORK, network):
            return
        person = Person.objects.by_email(email)
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context)


class MfaAdapter(DefaultMFAAdapter):
    """Second-step secrets lie encrypted in the table."""

    def encrypt(self, text: str) -> str:
        return sealing("second step").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing("second step").decrypt(encrypted_text.encode()).decode()
