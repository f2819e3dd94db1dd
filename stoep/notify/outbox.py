"""Django's mail backend: an account's mail is sealed, put down in the transaction that asks for it, and sent by a job.

So a page never waits for a mail server, never fails with it, and takes the same time whether the account exists or not. What
lies in the table is encrypted under a key outside the database: a six-digit code or a reset link is in no dump and no log.
"""

import base64
import hashlib
import json
from datetime import timedelta
from email.utils import parseaddr

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import transaction
from django.db.models import Q

from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.mailbox import Undeliverable, deliver, sweep

from .models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """What `send_mail` and the sign-in pages speak to."""

    def send_messages(self, email_messages):
        for message in email_messages:
            queue_mail(message)
        return len(email_messages)


def queue_mail(message, ident=None) -> None:
    """Put one EmailMessage down and queue its sending: both or neither. Raises BadHeaderError on a line end in a header.

    `ident`: a mail's own id, for the keeper's jobs, which may run twice: it goes once.
    """
    mail = OutgoingMail(sealed=_seal(message), **({"id": ident} if ident else {}))
    with transaction.atomic():
        if ident:
            OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
        else:
            mail.save(force_insert=True)
        defer("send_outgoing", mail=str(mail.id))


def send_queued(mail_id: str) -> str:
    """Send one mail of the outbox and wipe it: "sent", "gone" (sent, or being sent) or "refused". What may pass is raised."""
    mail = OutgoingMail.objects.select_for_update(skip_locked=True).filter(id=mail_id, sent_at=None).first()
    if mail is None:
        return "gone"
    envelope, message = _unseal(mail.sealed)
    outcome = "sent"
    try:
        deliver(envelope["sender"], envelope["recipients"], message, str(mail.id))
    except Undeliverable:
        outcome = "refused"
    mail.sealed, mail.sent_at = b"", now()
    mail.save(update_fields=["sealed", "sent_at"])
    return outcome


def sweep_outbox() -> int:
    """Delete mails sent a day ago, and those nobody would take for three. Returns how many. Where mails go to a folder they go from there
    too, after two weeks: a goodbye comes two weeks after somebody asked to be erased, and in thirty days nothing of them is left."""
    sent, unsent, shelved = (timedelta(days=settings.RETENTION[what]) for what in ("mail", "unsent mail", "mail in a folder"))
    sweep(now() - shelved)
    over = Q(sent_at__lt=now() - sent) | Q(sent_at=None, queued_at__lt=now() - unsent)
    return OutgoingMail.objects.filter(over).delete()[0]


def address_only(written: str) -> str:
    """The bare address in "Somebody <somebody@example.org>": a name is never read as an address."""
    return parseaddr(sanitize_address(written, "utf-8"))[1]


def _seal(message) -> bytes:
    envelope = {"sender": address_only(message.from_email), "recipients": [address_only(r) for r in message.recipients()]}
    return _keys().encrypt(json.dumps(envelope).encode() + b"\n" + message.message().as_bytes(linesep="\r\n"))


def _unseal(sealed) -> tuple[dict, bytes]:
    envelope, _, message = _keys().decrypt(bytes(sealed)).partition(b"\n")
    return json.loads(envelope), message


def _keys() -> MultiFernet:
    """The newest key seals; older ones still open, so that a change of the secret loses no mail."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"stoep outbox:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
