"""The token in our forms: Django's own, masked anew on every page, made with one look at the random source instead of thirty-two.

Masked, because pages are compressed and a secret that repeats could be guessed from their length (BREACH). The cookie behind it is sent
when it is new, at signing in; it lives a year, so it need not be sent again with every page.
"""

from secrets import token_bytes

from django.middleware.csrf import CSRF_ALLOWED_CHARS as LETTERS
from django.middleware.csrf import get_token

PLACES = {letter: place for place, letter in enumerate(LETTERS)}
TWICE = LETTERS * 2
# A random byte as a letter; the bytes beyond the last whole round are thrown away, so that every letter comes equally often.
ROUNDS = 256 // len(LETTERS) * len(LETTERS)
AS_LETTER = bytes(ord(LETTERS[byte % len(LETTERS)]) for byte in range(256))
BEYOND = bytes(range(ROUNDS, 256))


def form_token(request) -> str:
    """A token for the forms of this page. Ask once per page."""
    secret = request.META.get("CSRF_COOKIE")
    return masked(secret) if secret else get_token(request)


def masked(secret: str) -> str:
    """As django.middleware.csrf._mask_cipher_secret: a random mask, then the secret shifted by it."""
    mask = ""
    while len(mask) < len(secret):
        mask += token_bytes(48).translate(AS_LETTER, BEYOND).decode()
    mask = mask[: len(secret)]
    return mask + "".join([TWICE[PLACES[letter] + PLACES[by]] for letter, by in zip(secret, mask, strict=True)])
