"""The mails about an account that goes: nobody uses it, the way back, goodbye. In the reader's language; no secret but the links."""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from stoep.membership.dodging import sanction_of
from stoep.people.models import Person

from .models import Erasure
from .whereabouts import where_of

BACK = signing.Signer(salt="stoep.privacy.back")
STAY = signing.Signer(salt="stoep.privacy.stay")


def mail_unused(person: Person) -> None:
    """Nobody came for long: where that was, until when it is there, and the one click that keeps it."""
    token = STAY.sign(str(person.pk)).replace(":", ".")
    _mail(person, "unused", link=settings.BASE_URL + reverse("still_here", args=[token]), until=person.unused_until, **where_of(person.pk))


def mail_hidden(person: Person, erasure: Erasure) -> None:
    """It is hidden, and until when one can come back."""
    link = settings.BASE_URL + reverse("come_back", args=[token_of(erasure)])
    which, until = "hidden_unused" if erasure.unused else "hidden", timezone.localtime(erasure.due).date()
    _mail(person, which, link=link, until=until, sanction=sanction_of(person.pk), **where_of(person.pk))


def mail_goodbye(person: Person) -> None:
    """It is erased: the last mail this mailbox gets."""
    _mail(person, "goodbye", sanction=sanction_of(person.pk))


def token_of(erasure: Erasure) -> str:
    """What stands in the link back. It signs nobody in."""
    return BACK.sign(erasure.id.hex).replace(":", ".")


def read_token(token: str) -> str | None:
    """The number of the erasure in a genuine link; None for anything else."""
    try:
        return BACK.unsign(token[:200].replace(".", ":"))
    except signing.BadSignature:
        return None


def read_stay(token: str) -> int | None:
    """The number of the account in a genuine link of "I am still here"; None for anything else."""
    try:
        return int(STAY.unsign(token[:200].replace(".", ":")))
    except signing.BadSignature:
        return None


def _mail(person: Person, which: str, **words) -> None:
    with translation.override(person.language):
        words |= {"name": person.name}
        subject = " ".join(render_to_string(f"privacy/mail/{which}_subject.txt", words).split())
        body = render_to_string(f"privacy/mail/{which}.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
