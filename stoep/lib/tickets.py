"""A ticket opens one live stream: whose, of which neighbourhood, within five minutes. It gives no right to read anything.

It travels in a URL, since a browser's EventSource sends no header and no body; so it is short-lived, works once, and
says nothing that its owner does not know.
"""

import hmac
import secrets
from dataclasses import dataclass

from .clock import now
from .codes import keyed

LIFETIME = 300  # seconds


@dataclass(frozen=True)
class Ticket:
    """What a good ticket says. `until` is in seconds since 1970; `once` tells two tickets of one second apart; `alone` is the word
    that is for this reader alone (lib/live.py)."""

    person: int
    neighbourhood: int
    until: int
    once: str
    alone: str


def issue_ticket(person: int, neighbourhood: int, alone: str = "") -> str:
    """A ticket for this person's page of that neighbourhood: letters, digits and dashes only."""
    return _signed(Ticket(person, neighbourhood, int(now().timestamp()) + LIFETIME, secrets.token_hex(8), alone))


def read_ticket(text: str) -> Ticket | None:
    """The ticket behind the text; None when it is not ours, was changed, or is over."""
    try:
        person, neighbourhood, until, once, alone, _ = text.split("-")
        ticket = Ticket(int(person), int(neighbourhood), int(until), once, alone)
    except ValueError:
        return None
    genuine = hmac.compare_digest(_signed(ticket).encode(), text.encode())
    return ticket if genuine and ticket.until >= now().timestamp() else None


def _signed(ticket: Ticket) -> str:
    parts = (ticket.person, ticket.neighbourhood, ticket.until, ticket.once, ticket.alone)
    return "-".join(str(part) for part in (*parts, keyed("live ticket", *parts)[:32]))
