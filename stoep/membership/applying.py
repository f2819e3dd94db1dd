"""The number of somebody who waits: six symbols to say at a door or to show at a counter.

Made from the application's id under a key outside the database, so no table holds it. It opens nothing by itself: it lets a
neighbour or a counter find the one person who gave it to them.
"""

from uuid import UUID

from stoep.lib.codes import ALPHABET, keyed, normalise

from .proofs import Application

SYMBOLS = 6


def number_of(application_id: UUID) -> str:
    """Six symbols of the 32 that cannot be mistaken: 30 bits, found only inside one neighbourhood, with few tries a day."""
    drawn = int(keyed("waiting number", application_id), 16)
    return "".join(ALPHABET[drawn >> 5 * at & 31] for at in range(SYMBOLS))


def spoken(number: str) -> str:
    """As it is shown: "K7P 2QD"."""
    return f"{number[:3]} {number[3:]}"


def key_of(here: int, number: str) -> str:
    """What the database finds a number by."""
    return keyed("waiting number found", here, normalise(number))


def waiting(here: int, number: str) -> Application | None:
    """Who waits here under this number. As joiner or keeper."""
    return Application.objects.filter(neighbourhood_id=here, number_key=key_of(here, number)).first()
