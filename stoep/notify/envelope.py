"""What every mail to a member has around its words: who sends it, who may stop it, and how a mail server knows it again."""

import re
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from stoep.lib.mailbox import Undeliverable
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .outbox import address_only
from .unsubscribing import unsubscribe_url, why_url


def foot(place: Neighbourhood, member: Member, kind: str) -> dict:
    """The links at the foot: no more of these, why, and the settings."""
    return {
        "place": place,
        "name": member.name,
        "stop": unsubscribe_url(place.id, member.id, kind),
        "why": why_url(place.id, member.id, kind),
        "settings": settings.BASE_URL + reverse("notification_settings", args=[place.slug]),
    }


def host() -> str:
    """The right side of our Message-IDs."""
    return urlsplit(settings.BASE_URL).hostname


def letter(person: Person, folder: str, ident, words: dict, headers: dict | None = None) -> EmailMultiAlternatives:
    """A mail of the templates notify/mail/<folder>/. `words` holds what `foot` gives and what the templates ask for.

    The subject holds no name and no text of anybody: a locked screen shows it to whoever sits next to it.
    """
    part = {name: render_to_string(f"notify/mail/{folder}/{name}", words) for name in ("subject.txt", "text.txt", "page.html")}
    mail = EmailMultiAlternatives(
        subject=" ".join(part["subject.txt"].split()),
        body=re.sub(r"\n{3,}", "\n\n", part["text.txt"].strip()) + "\n",
        from_email=formataddr((" ".join(f"{words['place'].name} · Stoep".split()), parseaddr(settings.MAIL_FROM)[1])),
        to=[person.email],  # the bare address: a name in it could be read as another one
        headers={
            "Message-ID": f"<{ident}@{host()}>",  # the same at each attempt: a mail server knows the second one again
            "List-Unsubscribe": f"<{words['stop']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        }
        | (headers or {}),
    )
    mail.attach_alternative(part["page.html"], "text/html")
    return mail


def handed(mail: EmailMultiAlternatives, ident) -> tuple[str, list[str], bytes, str]:
    """(sender, recipients, message, name), as lib/mailbox takes it."""
    return address_only(mail.from_email), [address_only(mail.to[0])], mail.message().as_bytes(linesep="\r\n"), str(ident)


def hand_over(mail: EmailMultiAlternatives, ident, deliver) -> str:
    """Send it through `deliver` (lib/mailbox): "sent", or "refused" for good. Trouble that may pass is raised."""
    try:
        deliver(*handed(mail, ident))
    except Undeliverable:
        return "refused"
    return "sent"
