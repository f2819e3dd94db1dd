"""Hiding an account, and showing it again: one transaction each, over all rooms. As the keeper; run twice, it is done once."""

from datetime import datetime
from uuid import UUID

from stoep.lib.leaving import Account, Room, rooms
from stoep.lib.live import end_streams
from stoep.lib.own import Face
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.presence import lock_person
from stoep.people.models import Person

from . import listing
from .finding import owner_of
from .mailing import mail_hidden
from .models import Erasure
from .sweeping import drop_exports

CLOCK = Clockwork.of("hide_account")
State = Erasure.State


def hide_account(erasure_id: str) -> None:
    """Nobody sees anything of this account any more. Nothing for one that is hidden already, or came back meanwhile."""
    with acting(CLOCK):
        erasure = Erasure.objects.select_for_update().filter(id=erasure_id, state=State.ASKED).first()
        person = erasure and Person.objects.filter(id=erasure.person_id).first()
        if person is None:
            return
        listing.write(listing.UNUSED if erasure.unused else listing.ASKED, person, erasure.id, erasure.asked_at)
        _hide(erasure, person)
        if not erasure.quiet:
            mail_hidden(person, erasure)


def _hide(erasure: Erasure, person: Person) -> None:
    account = Account(person.pk, person.email)
    lock_person(person.pk)  # what they are storing this very moment is hidden with the rest
    Person.objects.filter(id=person.pk).update(is_active=False)
    for room in rooms():
        room.hide_account(account)
        for face in owner_of(person.pk).faces:
            with fan_out("an account is hidden"):
                _remember(erasure, face, room, room.hide(Clockwork.of("hide_account", here=face.here), face, erasure.asked_at))
    drop_exports(person.pk)
    end_streams(person.pk)
    erasure.state = State.HIDDEN
    erasure.save(update_fields=["state", "kept"])


def _remember(erasure: Erasure, face: Face, room: Room, kept: dict | None) -> None:
    erasure.kept.setdefault(str(face.here), {}).setdefault(str(face.member), {})[room.name] = kept or {}


def kept_of(erasure: Erasure, face: Face, room: Room) -> dict:
    """What this room returned when it hid this face."""
    return erasure.kept.get(str(face.here), {}).get(str(face.member), {}).get(room.name, {})


def show_account(erasure_id: str) -> None:
    """They came back in time: everything that was hidden then is there again."""
    with acting(CLOCK):
        erasure = Erasure.objects.select_for_update().filter(id=erasure_id, state=State.BACK).first()
        person = erasure and Person.objects.filter(id=erasure.person_id).first()
        if person is None:
            return
        if erasure.kept:
            _show(erasure, person.pk, erasure.asked_at)
        listing.write(listing.BACK, person, erasure.id)
        erasure.delete()


def _show(erasure: Erasure, person: int, at: datetime) -> None:
    for room in reversed(rooms()):
        for face in owner_of(person).faces:
            with fan_out("an account is shown again"):
                room.show(Clockwork.of("show_account", here=face.here), face, at, kept_of(erasure, face, room))


def begin(person: Person, erasure_id: UUID, asked_at: datetime, due: datetime, quiet: bool, unused: bool = False) -> None:
    """An erasure that the list knows and the database has forgotten, or knows otherwise: as it was. `quiet`: they had all their mails.

    What the database has of it hidden already stays hidden, with all that was kept; of an earlier one everything is shown first, so that
    this one keeps it anew."""
    known = Erasure.objects.select_for_update().filter(person_id=person.pk).first()
    begun = {"asked_at": asked_at, "due": due, "quiet": quiet, "unused": unused}
    if known and known.kept and known.id == erasure_id:
        Person.objects.filter(id=person.pk).update(is_active=False)
        Erasure.objects.filter(id=known.id).update(state=State.HIDDEN, **begun)
        return
    if known and known.kept:
        _show(known, person.pk, known.asked_at)
    Erasure.objects.filter(person_id=person.pk).delete()
    Erasure.objects.create(id=erasure_id, person_id=person.pk, **begun)
