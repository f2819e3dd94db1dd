"""What a mail is made of, taken apart in one pass a level: Python's own parser goes over each line once for each part around it."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import islice

from .heads import first, parted

MOST = 50  # parts that are looked at: the text comes before what is attached
DEEPEST = 10  # in one another
HEAD = 2_000  # characters of what a part says it is, that is of all its parameters
BOUNDARY = 200  # characters; RFC 2046 allows 70
DECODED = 400_000  # bytes of a part that are decoded
NOT_IN_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True)
class Part:
    """One piece of a mail that is not made of others. `attached`: it has a name of its own, or is no text."""

    kind: str
    charset: str
    attached: bool
    coding: str
    content: bytes

    def decoded(self) -> bytes:
        """The first bytes of what it carries."""
        raw = self.content[:DECODED]
        if self.coding == "base64":
            letters = NOT_IN_BASE64.sub(b"", raw.partition(b"=")[0])
            whole = letters[: len(letters) - (len(letters) % 4 == 1)]
            return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
        return binascii.a2b_qp(raw) if self.coding == "quoted-printable" else raw


def parts_of(raw: bytes) -> list[Part]:
    """The parts in the order they stand in, as many as we look at."""
    out: list[Part] = []
    _collect(raw, out, [], DEEPEST)
    return out


def _collect(raw: bytes, out: list, seen: list, deeper: int) -> None:
    """`seen` counts those made of others too: hundreds of empty ones are work as well."""
    if len(seen) >= MOST:
        return
    seen.append(None)
    heads, content = parted(raw)
    says = _says(heads)
    boundary = says.get_param("boundary") if says.get_content_maintype() == "multipart" else None
    pieces = _pieces(content, boundary) if isinstance(boundary, str) and 0 < len(boundary) <= BOUNDARY and deeper else ()
    whole = True
    for piece in pieces:
        whole = False
        _collect(piece, out, seen, deeper - 1)
    if whole:
        out.append(_part(says, content))


def _says(heads) -> Message:
    """What the part says it is, for the library to take the parameters out."""
    says = Message()
    for name in ("content-type", "content-disposition", "content-transfer-encoding"):
        if name in heads:
            says[name] = first(heads, name)[:HEAD]
    return says


def _part(says: Message, content: bytes) -> Part:
    charset = says.get_param("charset") or ""
    named = says.get_param("filename", header="content-disposition") is not None or says.get_param("name") is not None
    return Part(
        kind=says.get_content_type(),
        charset=(charset[2] if isinstance(charset, tuple) else charset).strip().lower(),
        attached=named or says.get_content_maintype() in ("image", "audio", "video", "message"),
        coding=str(says.get("content-transfer-encoding", "")).strip().lower(),
        content=content,
    )


def _pieces(content: bytes, written: str) -> Iterator[bytes]:
    """What stands between the lines with the boundary."""
    boundary = re.escape(written.encode("utf-8", "replace"))
    line = re.compile(rb"(?:\A|\r\n|\n|\r)--" + boundary + rb"(--)?[ \t]*+(?=[\r\n]|\Z)")
    begun = None
    for found in islice(line.finditer(content), MOST + 1):
        if begun is not None:
            yield _without_line_end(content[begun : found.start()])
        if found[1]:
            return
        begun = found.end()
    if begun is not None:
        yield _without_line_end(content[begun:])


def _without_line_end(piece: bytes) -> bytes:
    """Without that of the boundary above it."""
    return piece[2:] if piece[:2] == b"\r\n" else piece[1:]
