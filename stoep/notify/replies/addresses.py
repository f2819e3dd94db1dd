"""The address one answers to: it says which row of the bell the answer is to, and nobody else can make it.

Letters and digits only, since mail programs change the case of addresses; 64 characters before the @ at most. It works for one purpose, as
long as the row is in the bell (90 days) and these mails are switched on; what it may do is asked anew each time it is used.
"""

import base64
import binascii
import hmac
import re
import uuid

from django.conf import settings

from stoep.lib.codes import keyed

MARK = 10  # bytes of the signature: with the sender's address and the budgets beside it, nobody guesses one


def reply_address(here: int, notice_id: uuid.UUID) -> str:
    """Where an answer to this row goes; "" when the site takes no answers by mail."""
    local, _, domain = settings.REPLY_ADDRESS.partition("@")
    if not domain:
        return ""
    said = here.to_bytes((here.bit_length() + 7) // 8, "big") + notice_id.bytes
    return f"{local}+{_token(said + _signature(here, notice_id))}@{domain}"


def read_address(written: str) -> tuple[int, uuid.UUID] | None:
    """(neighbourhood, row) of the first genuine address in a header; None if there is none."""
    local, _, domain = settings.REPLY_ADDRESS.partition("@")
    if not domain:
        return None
    pattern = rf"{re.escape(local)}\+([a-z2-7]{{43,64}})@{re.escape(domain)}"
    return next((found for token in re.findall(pattern, written[:10_000], re.I)[:5] if (found := _read(token))), None)


def _read(token: str) -> tuple[int, uuid.UUID] | None:
    try:
        said = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except binascii.Error:
        return None
    place, ident, mark = said[: -16 - MARK], said[-16 - MARK : -MARK], said[-MARK:]
    if not 1 <= len(place) <= 8 or len(ident) != 16 or _token(said) != token.lower():
        return None
    here, notice = int.from_bytes(place, "big"), uuid.UUID(bytes=ident)
    return (here, notice) if hmac.compare_digest(mark, _signature(here, notice)) else None


def _token(said: bytes) -> str:
    return base64.b32encode(said).decode().rstrip("=").lower()


def _signature(here: int, notice_id: uuid.UUID) -> bytes:
    return bytes.fromhex(keyed("reply by mail", here, notice_id))[:MARK]
