"""The outside of every mail: an SMTP server (STOEP_SMTP_URL), or a folder with one .eml per mail (STOEP_MAIL_DIR).

smtp://user:password@host:587    STARTTLS where it is offered; a password never goes out unencrypted
smtps://user:password@host:465   TLS from the first byte
"""

import os
import re
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

TIMEOUT = 20  # seconds
MAILS_A_TALK = 50  # then a new connection: many servers close one after a hundred
AT_ONCE = 4  # mails on their way at a time, of one job
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Undeliverable(Exception):
    """The server refuses this mail for good: trying again would change nothing."""


class Postponed(Exception):
    """Not now: try again later. Like Undeliverable it names no address, since its text reaches the log."""


class Away(Postponed):
    """No mail at all can go now: the server does not answer, or does not want to speak with us."""


def deliver(sender: str, recipients: list[str], message: bytes, name: str) -> None:
    """Hand over one mail, whole. `name` is the mail's own, the same each time: in a folder, the second replaces the first.

    Raises Undeliverable, or Postponed and OSError when it may work later.
    """
    with line() as hand_over:
        hand_over(sender, recipients, message, name)


@contextmanager
def line():
    """`deliver` for many mails in a row: over one connection, which is renewed when the server has closed it or has had enough."""
    if settings.MAIL_DIR:
        yield _write
        return
    talk = Talk(urlsplit(settings.SMTP_URL))
    try:
        yield talk.deliver
    finally:
        talk.end()


@contextmanager
def lines():
    """A function that hands over AT_ONCE mails at most, each (sender, recipients, message, name) as for `deliver`, on as many lines: a mail
    server takes its time for each. It returns for each of them None, or what `deliver` would have raised."""
    if settings.MAIL_DIR:
        yield lambda mails: [_tried(_write, mail) for mail in mails]
        return
    talks = [Talk(urlsplit(settings.SMTP_URL)) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as hands:
        try:
            yield lambda mails: list(hands.map(_tried, [talk.deliver for talk in talks[: len(mails)]], mails))
        finally:
            for talk in talks:
                talk.end()


def _tried(hand_over, mail: tuple) -> Exception | None:
    try:
        return hand_over(*mail)
    except (Undeliverable, Postponed, OSError) as trouble:
        return trouble


class Talk:
    """A conversation with an SMTP server."""

    def __init__(self, url):
        self.url, self.server, self.sent = url, None, 0

    def deliver(self, sender: str, recipients: list[str], message: bytes, name: str) -> None:
        """As `deliver` above. After trouble the next mail begins on a new connection."""
        try:
            server = self._open()
            server.sendmail(sender, recipients, message, mail_options=_options(server, [sender, *recipients]))
            self.sent += 1
        except smtplib.SMTPRecipientsRefused as refused:
            for_good = all(500 <= code < 600 for code, _ in refused.recipients.values())
            raise (Undeliverable if for_good else Postponed)("the recipient was refused") from None
        except smtplib.SMTPDataError as refused:
            for_good = 500 <= refused.smtp_code < 600
            raise (Undeliverable if for_good else Postponed)(f"the message was refused: {refused.smtp_code}") from None
        except smtplib.SMTPException as trouble:
            self.end()
            raise Away(type(trouble).__name__) from None
        except OSError:
            self.end()
            raise

    def _open(self):
        if self.server and (self.sent % MAILS_A_TALK == 0 or not self._listens()):
            self.end()
        if not self.server:
            secured = {"context": ssl.create_default_context()} if self.url.scheme == "smtps" else {}
            kind = smtplib.SMTP_SSL if self.url.scheme == "smtps" else smtplib.SMTP
            self.server = kind(self.url.hostname, self.url.port or 0, timeout=TIMEOUT, **secured)
            _introduce(self.server, self.url)
        return self.server

    def _listens(self) -> bool:
        """Whether the server is still there: it may have closed the line while we wrote the next mail."""
        try:
            return self.server.noop()[0] == 250
        except (smtplib.SMTPServerDisconnected, OSError):
            return False

    def end(self) -> None:
        """Say goodbye, if anybody still listens."""
        server, self.server = self.server, None
        if server:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()


def sweep(before: datetime) -> int:
    """Delete the mails of the folder that are older, and what a killed process left of one. Returns how many. Other files stay."""
    found = [*Path(settings.MAIL_DIR).glob("*.eml"), *Path(settings.MAIL_DIR).glob(".*.[0-9]*")] if settings.MAIL_DIR else []
    ours = [file for file in found if re.fullmatch(r"\.?[0-9A-Za-z-]{1,80}\.(eml|[0-9]+)", file.name)]
    old = [file for file in ours if file.stat().st_mtime < before.timestamp()]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


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


def _write(sender: str, recipients: list[str], message: bytes, name: str) -> None:
    """The file appears whole or not at all."""
    if not re.fullmatch(r"[0-9A-Za-z-]{1,80}", name):
        raise ValueError(f"not a file name: {name!r}")
    folder = Path(settings.MAIL_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the mails in it hold digits that open an account
    partial = folder / f".{name}.{os.getpid()}"
    with partial.open("wb") as file:
        file.write(message)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / f"{name}.eml")


def _introduce(server, url) -> None:
    server.ehlo_or_helo_if_needed()
    secret = url.scheme == "smtps"
    if not secret and url.hostname not in LOOPBACK and server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
        secret = True
    if url.username:
        if not secret and url.hostname not in LOOPBACK:
            raise Away("the server offers no encryption, and a password is set")
        server.login(unquote(url.username), unquote(url.password or ""))


def _options(server, addresses) -> list[str]:
    """SMTPUTF8 where an address needs it."""
    if all(address.isascii() for address in addresses):
        return []
    if not server.has_extn("smtputf8"):
        raise Undeliverable("the server takes no address outside ASCII")
    return ["SMTPUTF8", "BODY=8BITMIME"]
