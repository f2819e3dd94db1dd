"""Web push: sealing a message for one browser (RFC 8291) and signing who sends it (RFC 8292). What the push service sees is noise.

Written out here, in sixty lines over `cryptography`: the libraries for it bring two HTTP clients that follow redirects and look names up by
themselves, which is what lib/outward.py exists to prevent. tests/test_webpush.py holds the example of the standard.
"""

import base64
import hashlib
import json
import os
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from .clock import now

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve: keys are smaller
SIZE = 1024  # bytes of every message before sealing: its length says nothing about its text
LIFETIME = 12 * 3600  # seconds a signature is good for, less an hour at most; a push service takes no more than 24 hours


def seal(text: bytes, their_key: bytes, secret: bytes, *, salt: bytes = b"", own=None, size: int = SIZE) -> bytes:
    """The body to send: only the browser behind `their_key` (65 bytes) and `secret` (16) can read it. Raises ValueError.

    `salt`, `own` and `size` are given by the standard's example only; each message has new ones.
    """
    if len(text) >= size or len(secret) != 16:
        raise ValueError("too long, or not a browser's secret")
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, their_key)  # refuses a point off the curve
    ours = raw(own)
    shared = own.exchange(ec.ECDH(), theirs)
    key = _derive(shared, secret, b"WebPush: info\0" + their_key + ours, 32)
    padded = text + b"\x02" + bytes(size - len(text) - 1)
    box = AESGCM(_derive(key, salt, b"Content-Encoding: aes128gcm\0", 16))
    sealed = box.encrypt(_derive(key, salt, b"Content-Encoding: nonce\0", 12), padded, None)
    return salt + (4096).to_bytes(4, "big") + bytes([len(ours)]) + ours + sealed


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)


def signed(url: str) -> dict:
    """The headers that say which site sends this, for the push service of this address. One signature an hour serves all its devices."""
    parts = urlsplit(url)
    until = int(now().timestamp()) // 3600 * 3600 + LIFETIME
    return {"Authorization": _signature(f"{parts.scheme}://{parts.netloc}", until, _contact(), settings.PUSH_KEY)}


@lru_cache(maxsize=64)
def _signature(audience: str, until: int, contact: str, secret: str) -> str:
    said = {"aud": audience, "exp": until, "sub": contact}
    text = ".".join(b64(json.dumps(part, separators=(",", ":")).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, said))
    r, s = decode_dss_signature(_key_of(secret).sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={text}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key()}"


def _contact() -> str:
    """Whom the push service may write to when something is wrong with what we send."""
    return f"mailto:{parseaddr(settings.MAIL_FROM)[1]}"


@lru_cache(maxsize=4)
def _key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hashlib.sha512(f"stoep push:{secret}".encode()).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def site_key() -> ec.EllipticCurvePrivateKey:
    """The site's own key, made of STOEP_PUSH_KEY: browsers take messages from nobody else."""
    return _key_of(settings.PUSH_KEY)


def public_key() -> str:
    """Its public half, as a browser asks for it."""
    return b64(raw(site_key()))


def raw(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public point of a key, 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The other way round. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
