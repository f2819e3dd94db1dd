"""UUIDv7 (RFC 9562): ids that sort by the moment they were made, so that indexes stay compact."""

import os
import time
import uuid
from datetime import UTC, datetime


def uuid7() -> uuid.UUID:
    """A new UUIDv7: 48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76
    value |= ((noise >> 62) & 0xFFF) << 64 | 0b10 << 62 | (noise & ((1 << 62) - 1))
    return uuid.UUID(int=value)


def made_at(ident: uuid.UUID) -> datetime:
    """When a UUIDv7 was made, to the millisecond."""
    return datetime.fromtimestamp((ident.int >> 80) / 1000, UTC)
