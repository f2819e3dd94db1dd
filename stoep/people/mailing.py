"""The one mail about an account that no page of allauth's sends."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from stoep.lib.clock import now

from .models import Person

REMOVED = "mfa/email/second_step_removed"


def mail_second_step_removed(person: Person) -> None:
    """In the language of the account, to its own mailbox: that it was done, and what to do when they did not ask for it."""
    words = {"name": person.name, "timestamp": now(), "current_site": {"domain": urlsplit(settings.BASE_URL).netloc}}
    with translation.override(person.language):
        subject = " ".join(render_to_string(f"{REMOVED}_subject.txt", words).split())
        body = render_to_string(f"{REMOVED}_message.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
