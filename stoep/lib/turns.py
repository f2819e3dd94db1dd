"""Whose pictures are read now: one request of a person at a time, and never by all processes that serve pages.

Whoever sends pictures waits for them, and with them a process that serves everybody else: ten slow ones in each of three requests would
keep every page waiting for minutes. The locks are the database's, so they count over all processes, and go with the door's transaction
however it ends.
"""

import os
from time import monotonic, sleep

from django.db import connection

AT_ONCE = max(1, (os.cpu_count() or 1) - 1)  # requests; `stoep up` starts a process for each processor, and one stays for the pages
PATIENCE = 3  # seconds for another's to be ready; a picture takes one or two
LONGEST = 10  # seconds for all pictures of a request sent without a script; with one, each picture is a request
STEP = 0.1


class Turn:
    """The turn of one request. Begun with its first picture, over with its transaction."""

    def __init__(self, person: int):
        self.person, self.begun = person, None

    def refusal(self) -> str:
        """Why the next picture is not read: "busy" (others are), "slow" (this request's took too long); empty when it may be."""
        if self.begun is None:
            self.begun = monotonic() if _held(self.person) else 0
        if not self.begun:
            return "busy"
        return "slow" if monotonic() - self.begun > LONGEST else ""


def name_of(person: int) -> str:
    """The lock that a person's pictures are read under."""
    return f"pictures of {person}"


def name_of_place(place: int) -> str:
    """The lock of one of the AT_ONCE places."""
    return f"pictures {place}"


def _held(person: int) -> bool:
    """Take the person's lock, or give up at once; then one of the places, or give up after a while."""
    if not _taken(name_of(person)):
        return False
    until = monotonic() + PATIENCE
    while not any(_taken(name_of_place(place)) for place in range(AT_ONCE)):
        if monotonic() > until:
            return False
        sleep(STEP)
    return True


def _taken(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return cursor.fetchone()[0]
