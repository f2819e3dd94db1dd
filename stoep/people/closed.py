"""Somebody showed, with a password or a passkey, whose account it is, and it is closed: hidden until it is erased. This browser is
remembered for a quarter of an hour, so that they find the way back; it is signed in nowhere. Nobody who showed nothing learns of it."""

import time

from django.http import HttpRequest

from .models import Person

SECONDS = 15 * 60


def note_closed(request: HttpRequest, person: Person) -> None:
    """Keep, in this browser's session, whose closed account was shown to be theirs."""
    request.session["closed"] = {"person": person.pk, "at": int(time.time())}


def shown_closed(request: HttpRequest) -> int | None:
    """Whose it is; None where nothing was shown, or too long ago."""
    kept = request.session.get("closed")
    return kept["person"] if kept and kept["at"] > time.time() - SECONDS else None
