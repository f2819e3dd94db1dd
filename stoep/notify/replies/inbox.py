"""Where answers by mail arrive: a Maildir that the mail server fills (STOEP_INBOX_MAILDIR), or a mailbox over IMAP (STOEP_INBOX_IMAP_URL).

A mail is taken away once it was dealt with; one that nobody can read is marked and left for a person to look at. One inbox is read by one
worker at a time or by several, it makes no difference: an answer that is read twice is one answer.
"""

import imaplib
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

MOST = 200  # mails in one go
BYTES = 2_000_000  # of each
TIMEOUT = 30  # seconds
log = logging.getLogger("stoep.inbox")


def mails() -> Iterator[tuple[bytes, Callable[[], None], Callable[[], None]]]:
    """(the mail, take it away, leave it marked) for each that waits, oldest first."""
    if settings.INBOX_MAILDIR:
        yield from _maildir(Path(settings.INBOX_MAILDIR))
    elif settings.INBOX_IMAP_URL:
        yield from _imap(urlsplit(settings.INBOX_IMAP_URL))


def _maildir(folder: Path):
    """New mails only: what somebody has looked at lies in `cur`, and so does what we could not read."""
    for file in sorted((folder / "new").iterdir(), key=lambda f: f.name)[:MOST]:
        try:
            with file.open("rb") as opened:
                raw = opened.read(BYTES)
        except FileNotFoundError:
            continue  # another worker was quicker
        yield raw, partial(file.unlink, missing_ok=True), partial(_aside, folder, file)


def _aside(folder: Path, file: Path) -> None:
    (folder / "cur").mkdir(exist_ok=True)
    file.rename(folder / "cur" / f"{file.name}:2,F")


def _imap(url):
    """imaps://user:password@host/INBOX; imap:// only to this very machine, since a password would travel in the open."""
    if url.scheme != "imaps" and url.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("an inbox on another machine is read over imaps")
    kind, port = (imaplib.IMAP4_SSL, 993) if url.scheme == "imaps" else (imaplib.IMAP4, 143)
    with kind(url.hostname, url.port or port, timeout=TIMEOUT) as server:
        server.login(unquote(url.username or ""), unquote(url.password or ""))
        server.select(f'"{unquote(url.path.strip("/")) or "INBOX"}"')
        _, found = server.uid("SEARCH", "UNFLAGGED", "UNDELETED")
        for uid in (found[0] or b"").split()[:MOST]:
            _, answer = server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{BYTES}>)")
            raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if raw is not None:
                yield raw, partial(_mark, server, uid, r"(\Deleted)"), partial(_mark, server, uid, r"(\Flagged)")
        server.expunge()


def _mark(server, uid: bytes, flag: str) -> None:
    server.uid("STORE", uid, "+FLAGS", flag)
