"""The seal on a stored card: proof that Stoep itself rendered it, and for this post, language, release and version.

A card is shown as it is kept, to everybody. Whoever found a way to write its table could otherwise put words, links or a false form on
a whole neighbourhood's board. The key exists outside the database only; a card without a good seal counts as missing.
"""

import hashlib
import hmac
from functools import cache

from django.conf import settings

LENGTH = 32  # signs in front of the text


def sealed(html: str, *of: object) -> str:
    """The card as it is kept; `of` is what it is the card of."""
    return _seal(html, of) + html


def opened(kept: str | None, *of: object) -> str | None:
    """The card's text; None where there is none, or one that is not ours."""
    if kept is None or not hmac.compare_digest(kept[:LENGTH].encode(), _seal(kept[LENGTH:], of).encode()):
        return None
    return kept[LENGTH:]


def _seal(html: str, of: tuple) -> str:
    told = "\x1f".join([*map(str, of), html])  # none of `of` holds this sign
    return hashlib.blake2b(told.encode(), digest_size=LENGTH // 2, key=_key(settings.SECRET_KEY)).hexdigest()


@cache
def _key(secret: str) -> bytes:
    return hashlib.blake2b(f"stoep cards:{secret}".encode()).digest()
