"""What lets one sign in as a sown person: derived from the secret key, so that every run tells the same and no two sites share them."""

import base64

from django.contrib.auth.hashers import make_password

from stoep.lib.codes import ALPHABET, LENGTH, keyed


def password_of(email: str) -> str:
    """The password of a sown account."""
    return "stoep-" + keyed("seed password", email)[:18]


def totp_secret_of(email: str) -> str:
    """The secret of its second step, as an authenticator wants it."""
    return base64.b32encode(bytes.fromhex(keyed("seed second step", email))[:20]).decode()


def code_of(address_id) -> str:
    """The code on a sown letter."""
    number = int(keyed("seed letter", address_id), 16)
    return "".join(ALPHABET[(number >> (5 * k)) & 31] for k in range(LENGTH))


def hashed(email: str) -> str:
    """The password as the database keeps it."""
    return make_password(password_of(email))
