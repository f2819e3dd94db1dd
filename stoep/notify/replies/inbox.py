"""Where answers by mail arrive: a Maildir that the mail server fills (STOEP_INBOX_MAILDIR), or a mailbox over IMAP (STOEP_INBOX_IMAP_URL).

A mail is taken away once it was dealt with; one that nobody can read is marked and left for a person to look at. One inbox is read by one
worker at a time or by several, it makes no difference: an answer that is read twice is one answer.

Anybody may send us anything: of a mail only the heads are fetched, and the rest of it once they say that it is somebody's answer.
"""

import imaplib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from .heads import BLOCK

MOST = 200  # mails in one go
LOOKED_AT = 10_000  # mails that are asked for at a time: the library takes no answer of a million characters, as a flooded inbox gives
BYTES = 2_000_000  # of each
TIMEOUT = 30  # seconds
log = logging.getLogger("stoep.inbox")


class Gone(Exception):
    """Another worker was quicker."""


@dataclass(frozen=True)
class Mail:
    """One that waits. `heads`: its first bytes, as far as they are looked at; `whole()`: up to BYTES of all of it, raises Gone."""

    heads: bytes
    whole: Callable[[], bytes]
    take_away: Callable[[], None]
    leave: Callable[[], None]  # marked


def mails() -> Iterator[Mail]:
    """Each that waits, oldest first."""
    if settings.INBOX_MAILDIR:
        yield from _maildir(Path(settings.INBOX_MAILDIR))
    elif settings.INBOX_IMAP_URL:
        yield from _imap(urlsplit(settings.INBOX_IMAP_URL))


def _maildir(folder: Path):
    """New mails only: what somebody has looked at lies in `cur`, and so does what we could not read."""
    for file in sorted((folder / "new").iterdir(), key=lambda f: f.name)[:MOST]:
        try:
            heads = _begin(file, BLOCK)
        except Gone:
            continue
        yield Mail(heads, partial(_begin, file, BYTES), partial(file.unlink, missing_ok=True), partial(_aside, folder, file))


def _begin(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except FileNotFoundError as gone:
        raise Gone from gone


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
        _, (many,) = server.select(f'"{unquote(url.path.strip("/")) or "INBOX"}"')
        for uid in islice(_waiting(server, int(many)), MOST):
            try:
                heads = _fetch(server, uid, "HEADER", BLOCK)
            except Gone:
                continue
            mark = partial(_mark, server, uid)
            yield Mail(heads, partial(_fetch, server, uid, "", BYTES), partial(mark, r"(\Deleted)"), partial(mark, r"(\Flagged)"))
        server.expunge()


def _waiting(server, many: int) -> Iterator[bytes]:
    """Those of the mails that nobody has marked, oldest first."""
    for first in range(1, many + 1, LOOKED_AT):
        _, found = server.uid("SEARCH", f"{first}:{min(first + LOOKED_AT - 1, many)}", "UNFLAGGED", "UNDELETED")
        yield from (found[0] or b"").split()


def _fetch(server, uid: bytes, part: str, most: int) -> bytes:
    _, answer = server.uid("FETCH", uid, f"(BODY.PEEK[{part}]<0.{most}>)")
    found = next((piece[1] for piece in answer if isinstance(piece, tuple)), None)
    if found is None:
        raise Gone
    return found


def _mark(server, uid: bytes, flag: str) -> None:
    server.uid("STORE", uid, "+FLAGS", flag)
