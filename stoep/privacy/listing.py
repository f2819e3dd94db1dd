"""The erasure list: who asked to be erased, kept outside the database, so that a restored database cannot bring them back.

One file, only ever added to: moment, word, number of the account, a keyed mark of the account, number of the erasure. No name, no mailbox;
without the secret key nobody can tell who it was. The mark holds the moment the account was made: after a restore the database gives
numbers out anew, and whoever has one of these now is somebody else.
"""

import fcntl
import os
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from stoep.lib.clock import now
from stoep.lib.codes import keyed
from stoep.people.models import Person

from .models import Erasure

ASKED, UNUSED, BACK, GONE = "asked", "unused", "back", "gone"  # unused: asked by nobody (unused.py)


@dataclass(frozen=True)
class Line:
    at: datetime
    word: str
    person: int
    mark: str
    erasure: str


def mark_of(person: Person) -> str:
    """By what the list knows an account."""
    return keyed("erased", person.pk, person.joined_at.timestamp())[:32]


def write(word: str, person: Person, erasure, at: datetime | None = None) -> None:
    """One line more, on the disk before this returns. The same twice does no harm. Raises OSError: then nothing may be erased."""
    line = f"{(at or now()).isoformat()} {word} {person.pk} {mark_of(person)} {erasure}\n"
    settings.ERASED_FILE.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(settings.ERASED_FILE, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600), "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        whole = not size or os.pread(file.fileno(), 1, size - 1) == b"\n"  # or a dying machine broke off the last one
        file.write((line if whole else f"\n{line}").encode())
        os.fsync(file.fileno())


def lines() -> list[Line]:
    """What the list says of each account, its last word only. A line that a dying machine broke off is no line."""
    last: dict[str, Line] = {}
    if settings.ERASED_FILE.exists():
        for text in settings.ERASED_FILE.read_text().splitlines(keepends=True):
            parts = text.rstrip("\n").split(" ")
            if text.endswith("\n") and len(parts) == 5 and parts[1] in (ASKED, UNUSED, BACK, GONE):
                line = Line(datetime.fromisoformat(parts[0]), parts[1], int(parts[2]), parts[3], parts[4])
                if line.mark not in last or last[line.mark].word != GONE:
                    last[line.mark] = line
    return list(last.values())


def brought_back() -> list[tuple[Person, Line]]:
    """Who is on the list, and in the database as if they had never asked. As keeper."""
    told = {line.mark: line for line in lines() if line.word != BACK}  # a number may have been two people's
    people = Person.objects.filter(id__in={line.person for line in told.values()})
    found = [(person, told[mark]) for person in people if (mark := mark_of(person)) in told]
    known = {one.person_id: one for one in Erasure.objects.filter(person_id__in=[person.pk for person, _line in found])}
    return [(person, line) for person, line in found if _not_as_told(line, person, known.get(person.pk))]


def _not_as_told(line: Line, person: Person, known: Erasure | None) -> bool:
    """Hidden, or about to be, is as it should be; so is one that came back a moment ago and is not shown yet, and one that is being
    erased, by a job that broke off."""
    if line.word == GONE:
        return known is None or known.state != Erasure.State.ERASING
    if known is None:
        return True
    return person.is_active and not (known.state == Erasure.State.BACK and str(known.id) == line.erasure)
