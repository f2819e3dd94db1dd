"""Saying that something is new, over PostgreSQL's NOTIFY: in the act's own transaction, so never before it is true.

LISTEN needs no right, so every login can hear these words. They are therefore keyed hashes: whoever has not the
installation's secret learns only that something happened somewhere.
"""

from django.db import connection

from .codes import keyed

CHANNEL = "stoep_live"


def place_token(neighbourhood: int) -> str:
    """The word that means: something is new in this neighbourhood."""
    return keyed("live", "place", neighbourhood)[:32]


def person_token(person: int) -> str:
    """The word that means: close every stream of this person."""
    return keyed("live", "person", person)[:32]


def member_token(neighbourhood: int, member) -> str:
    """The word that means: something is new for this member alone."""
    return keyed("live", "member", neighbourhood, str(member))[:32]


def announce(neighbourhood: int) -> None:
    """Tell every open page of the neighbourhood, when this transaction commits, that something is new."""
    _notify(place_token(neighbourhood))


def announce_to(neighbourhood: int, members) -> None:
    """Tell every open page of these members, when this transaction commits, that something is new for them. One statement."""
    tokens = [member_token(neighbourhood, member) for member in members]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(pg_notify(%s, token)) FROM unnest(%s::text[]) AS token", [CHANNEL, tokens])


def end_streams(person: int) -> None:
    """Close every open stream of a person, when this transaction commits: signed out, moved out, suspended."""
    _notify(person_token(person))


def _notify(token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, token])
