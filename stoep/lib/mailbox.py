"""The outside of every mail: an SMTP server (STOEP_SMTP_URL), or a folder with one .eml per mail (STOEP_MAIL_DIR).

smtp://user:password@host:587    STARTTLS where it is offered; a password never goes out unencrypted
smtps://user:password@host:465   TLS from the first byte
"""

import os
import re
import smtplib
import ssl
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

TIMEOUT = 20  # seconds
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Undeliverable(Exception):
    """The server refuses this mail for good: trying again would change nothing."""


class Postponed(Exception):
    """Not now: try again later. Like Undeliverable it names no address, since its text reaches the log."""


def deliver(sender: str, recipients: list[str], message: bytes, name: str) -> None:
    """Hand over one mail, whole. `name` is the mail's own, the same each time: in a folder, the second replaces the first.

    Raises Undeliverable, or Postponed and OSError when it may work later.
    """
    if not re.fullmatch(r"[0-9A-Za-z-]{1,80}", name):
        raise ValueError(f"not a file name: {name!r}")
    if settings.MAIL_DIR:
        _write(Path(settings.MAIL_DIR), name, message)
    else:
        _speak(urlsplit(settings.SMTP_URL), sender, recipients, message)


def newest(most: int) -> list[dict]:
    """{to, subject, sent, text} of the last mails put into the folder, newest first. None where mails go to a server."""
    found = Path(settings.MAIL_DIR).glob("*.eml") if settings.MAIL_DIR else []
    latest = sorted(((file.stat().st_mtime, file) for file in found), reverse=True)[:most]
    return [_read(file.read_bytes(), moment) for moment, file in latest]


def _read(raw: bytes, moment: float) -> dict:
    mail = message_from_bytes(raw, policy=policy.default)
    text = mail.get_body(("plain", "html"))
    sent = datetime.fromtimestamp(moment, UTC)
    return {"to": mail["To"], "subject": mail["Subject"], "sent": sent, "text": text.get_content() if text else ""}


def _write(folder: Path, name: str, message: bytes) -> None:
    """The file appears whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the mails in it hold digits that open an account
    partial = folder / f".{name}.{os.getpid()}"
    with partial.open("wb") as file:
        file.write(message)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / f"{name}.eml")


def _speak(url, sender, recipients, message) -> None:
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    secured = {"context": ssl.create_default_context()} if url.scheme == "smtps" else {}
    try:
        with connect(url.hostname, url.port or 0, timeout=TIMEOUT, **secured) as server:
            _introduce(server, url)
            server.sendmail(sender, recipients, message, mail_options=_options(server, [sender, *recipients]))
    except smtplib.SMTPRecipientsRefused as refused:
        for_good = all(500 <= code < 600 for code, _ in refused.recipients.values())
        raise (Undeliverable if for_good else Postponed)("the recipient was refused") from None
    except smtplib.SMTPDataError as refused:
        for_good = 500 <= refused.smtp_code < 600
        raise (Undeliverable if for_good else Postponed)(f"the message was refused: {refused.smtp_code}") from None
    except smtplib.SMTPException as trouble:
        raise Postponed(type(trouble).__name__) from None


def _introduce(server, url) -> None:
    server.ehlo_or_helo_if_needed()
    secret = url.scheme == "smtps"
    if not secret and url.hostname not in LOOPBACK and server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
        secret = True
    if url.username:
        if not secret and url.hostname not in LOOPBACK:
            raise Postponed("the server offers no encryption, and a password is set")
        server.login(unquote(url.username), unquote(url.password or ""))


def _options(server, addresses) -> list[str]:
    """SMTPUTF8 where an address needs it."""
    if all(address.isascii() for address in addresses):
        return []
    if not server.has_extn("smtputf8"):
        raise Undeliverable("the server takes no address outside ASCII")
    return ["SMTPUTF8", "BODY=8BITMIME"]
