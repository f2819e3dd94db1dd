"""What a room does when somebody erases their account, told by the room itself (stoep/privacy). lib knows no room and no domain word.

Each room that keeps something of a person has a `leaving.py` with one `leave()`. A room is asked face by face, the uppermost first, and
each of its functions may run twice: a job that was killed begins again.

1. `hide`: at once, and so that it can be taken back. Texts get the moment of hiding as the moment they were taken back; no act of anybody
   has that very moment, so `show` finds exactly these again. What `hide` returns is kept for `show` and `erase`.
2. `show`: they changed their mind.
3. `erase`: for good. Files first, then rows: what is killed between the two has rows without a file, and begins again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .own import Face
from .standings import MemberStanding, Standing


@dataclass(frozen=True)
class Account:
    """Whose, before anything is gone."""

    person: int
    email: str


@dataclass(frozen=True)
class Loss:
    """One thing others lose, or that is still open between two: a sentence, and where it can be settled first."""

    said: object
    url: str = ""
    open: bool = False  # between two people: to be settled first, or lost knowingly


def _nothing(*_given) -> None:
    return None


@dataclass(frozen=True)
class Room:
    """`floor`: 5 for the watchers down to 1 for accounts. All but `losses` run as the keeper, in a transaction of their own."""

    name: str
    floor: int
    hide: Callable[[Standing, Face, datetime], dict | None] = _nothing
    show: Callable[[Standing, Face, datetime, dict], None] = _nothing
    erase: Callable[[Standing, Face, dict], None] = _nothing
    hide_account: Callable[[Account], None] = _nothing
    erase_account: Callable[[Account], None] = _nothing
    losses: Callable[[MemberStanding], list[Loss]] = lambda _member: []


ROOMS: dict[str, Room] = {}


def leave(name: str, floor: int, **verbs) -> None:
    """Told once, when the room is loaded."""
    ROOMS[name] = Room(name, floor, **verbs)


def rooms() -> list[Room]:
    """The uppermost first: nothing hangs on what a room erases but what is above it."""
    return sorted(ROOMS.values(), key=lambda room: (-room.floor, room.name))
