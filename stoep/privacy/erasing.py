"""Erasing for good, once the days to come back are over: room by room, face by face, each in a transaction of its own.

Killed in the middle, it begins again and finds less to do; twice at once, the second finds the rows gone. The account itself goes last,
together with the goodbye: while it is there, nothing has been said to be over.
"""

from datetime import datetime
from uuid import UUID

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.leaving import Account, rooms
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.people.models import Person

from . import listing
from .finding import owner_of
from .hiding import begin, hide_account, kept_of, show_account
from .mailing import mail_goodbye
from .models import Erasure
from .rules import DAYS_TO_COME_BACK
from .sweeping import drop_exports

CLOCK = Clockwork.of("erase_account")
State = Erasure.State


def erase_due() -> int:
    """Whoever's days are over, and whatever a killed job left behind. Returns how many accounts went. One that cannot go holds up no
    other; raises ExceptionGroup when all have had their turn."""
    with acting(CLOCK):
        found = list(Erasure.objects.order_by("due").values_list("id", "state", "due"))
    gone, failed = 0, []
    for one in found:
        try:
            gone += _turn(*one)
        except Exception as failure:  # raised below, with all the others
            failed.append(failure)
    if failed:
        raise ExceptionGroup("accounts that could not be hidden, shown or erased", failed)
    return gone


def _turn(ident: UUID, state: str, due: datetime) -> bool:
    if state == State.ASKED:
        hide_account(str(ident))
    if state == State.BACK:
        show_account(str(ident))
        return False
    return due <= now() and erase_account(ident)


def erase_account(erasure_id: UUID) -> bool:
    """All of it. False for one that came back, is not due, or is gone already."""
    with acting(CLOCK):
        due = Erasure.objects.filter(id=erasure_id, due__lte=now(), state__in=(State.HIDDEN, State.ERASING))
        due.update(state=State.ERASING)  # from here on nobody comes back
        erasure = due.first()
        person = erasure and Person.objects.filter(id=erasure.person_id).first()
    if person is None:
        return False
    listing.write(listing.GONE, person, erasure.id)
    for room in rooms():
        for face in owner_of_as_keeper(person.pk):
            clock = Clockwork.of("erase_account", here=face.here)
            with acting(clock), fan_out("an account is erased"):
                room.erase(clock, face, kept_of(erasure, face, room))
    return _last(erasure, person)


def owner_of_as_keeper(person: int) -> list:
    """The faces; they are known as long as the seats are there, which go with the account."""
    with acting(CLOCK):
        return owner_of(person).faces


def _last(erasure: Erasure, person: Person) -> bool:
    """The account, what has its number, and a word of goodbye. Of two at once the second finds nobody."""
    with acting(CLOCK):
        held = Person.objects.select_for_update().filter(id=person.pk).first()
        if held is None:
            return False
        if not erasure.quiet:
            mail_goodbye(held)
        for face in owner_of(person.pk).faces:
            here = Clockwork.of("erase_account", here=face.here)
            with acting(here):
                record(here, "erase_account", about=face.member)
        drop_exports(person.pk, rows=True)
        Erasure.objects.filter(id=erasure.id).delete()
        for room in rooms():
            room.erase_account(Account(held.pk, held.email))
    return True


def replay() -> int:
    """After a restore: hide again whoever is on the list, and erase whom it had erased, before anybody sees them. Returns how many."""
    with acting(CLOCK):
        found = listing.brought_back()
    for person, line in found:
        gone = line.word == listing.GONE
        with acting(CLOCK):
            due = now() if gone else line.at + DAYS_TO_COME_BACK
            begin(person, UUID(line.erasure), line.at, due, quiet=gone, unused=line.word == listing.UNUSED)
        hide_account(line.erasure)
        erase_account(UUID(line.erasure))
    return len(found)
