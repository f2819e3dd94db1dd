"""Texts in another language, by an engine the operator hosts: LibreTranslate's interface. Off until STOEP_TRANSLATE_URL is set.

Nothing is kept but the newest few answers in this process's memory: a text on the board is read by many within the hour.
"""

import json
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from . import outward

MOST = 400_000  # bytes of an answer


class Away(Exception):
    """The engine does not answer, or not with a translation. Words for the log."""


def offered(language: str, reader: str) -> bool:
    """Whether a text in this language can be had in the reader's."""
    return bool(settings.TRANSLATE_URL) and language != reader


@lru_cache(maxsize=256)
def translated(texts: tuple[str, ...], source: str, target: str) -> tuple[str, ...]:
    """The same texts in another language, plain. Raises Away."""
    asked = {"q": texts, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATE_KEY:
        asked["api_key"] = settings.TRANSLATE_KEY
    parts = urlsplit(settings.TRANSLATE_URL)
    hosts = [f"{parts.scheme}://{parts.netloc}"]  # the operator's own: taken at its word
    try:
        status, body = outward.ask(
            f"{settings.TRANSLATE_URL}/translate", json.dumps(asked).encode(), {"Content-Type": "application/json"}, hosts, MOST
        )
        said = json.loads(body)["translatedText"] if status == 200 else None
    except (outward.Forbidden, OSError, ValueError, KeyError, TypeError) as trouble:
        raise Away(type(trouble).__name__) from trouble
    if not isinstance(said, list) or len(said) != len(texts) or not all(isinstance(one, str) for one in said):
        raise Away(f"answered {status}")
    return tuple(said)
