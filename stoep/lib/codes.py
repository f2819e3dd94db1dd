"""The secret on a letter: how it is made, read back from a human hand, and kept.

Ten symbols of a 32-letter alphabet are 50 bits (SECURITY B1). What is kept is argon2id over a keyed hash of address and code, so neither a
stolen database nor a stolen key alone lets anybody try codes.
"""

import hashlib
import hmac
import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: no I, L, O, U
LENGTH = 10
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_hasher = PasswordHasher(time_cost=1, memory_cost=4096, parallelism=1)
_DUMMY = _hasher.hash("nobody lives here")


def new_code() -> str:
    """Ten symbols from the system's random source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it stands on the letter: "ABC DEF GHJK"."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def normalise(typed: str) -> str:
    """What somebody meant: capitals, no blanks or dashes, and the look-alikes that are on no letter read as what they look like."""
    return re.sub(r"[^0-9A-Z]", "", typed[:200].upper()).translate(READ_AS)[:64]


def keyed(purpose: str, *parts: object) -> str:
    """HMAC-SHA256, hex, of the parts under a key that exists only outside the database."""
    key = hashlib.sha256(f"stoep {purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, "\x1f".join(str(p) for p in parts).encode(), hashlib.sha256).hexdigest()


def hash_code(address_id, code: str) -> str:
    """What the database keeps of a code (argon2id, 4 MiB, one pass: 1.7 ms)."""
    return _hasher.hash(keyed("letter", address_id, code))


def verify_code(stored: str | None, address_id, code: str) -> bool:
    """Whether this is the code of that address. An address without a letter costs the same time as one with."""
    try:
        _hasher.verify(stored or _DUMMY, keyed("letter", address_id, code))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def six_digits() -> str:
    """A short code for a mailbox, valid for minutes and a few tries."""
    return f"{secrets.randbelow(1_000_000):06d}"
