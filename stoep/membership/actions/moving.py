"""Moving house: the old neighbourhood ends at once, the new one asks for a proof of its own."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.ids import uuid7
from stoep.lib.live import end_streams
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, Visitor

from ..applying import key_of, number_of
from ..models import Member, Residence, Seat
from ..proofs import Application, Homecoming, Move

REST = timedelta(days=30)  # between two moves


def may_move(person_id: int) -> Allowed | Denied:
    """Whether thirty days have passed since the last move. The date they may again is in the reason."""
    last = Move.objects.filter(person_id=person_id, rests=True, at__gt=now() - REST).order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return ALLOWED
    day = date_format(last + REST, "DATE_FORMAT")
    return Denied(_("You moved less than thirty days ago. You can say again that you are moving from %(day)s on.") % {"day": day})


@transaction.atomic
def move_home(visitor: Visitor, *, here: int, address_id) -> Application | Denied:
    """Give up the home one has and wait for a proof of this one. What was said there stays; no page there opens any more, on any
    device, from the next request on, and open streams end. Of two at once one moves."""
    home = {"person_id": visitor.person, "kind": Seat.Kind.HOME, "state": Member.State.ACTIVE}
    here_now = Seat.objects.filter(**home).values_list("neighbourhood_id", flat=True).first()
    if not (may := may_move(visitor.person)):
        return may
    leaving = Applicant(here=here_now, person=visitor.person)
    with acting(leaving):
        seat = Seat.objects.select_for_update().filter(**home, neighbourhood_id=here_now).first()
        if seat is None:
            return Denied(_("You live nowhere here now. Look for your address and join."))
        member = Member.objects.get(neighbourhood_id=leaving.here, person_id=visitor.person)
        lives_at = Residence.objects.filter(neighbourhood_id=leaving.here, member_id=member.id).values_list("address_id", flat=True).first()
        if (leaving.here, lives_at) == (here, address_id):
            return Denied(_("This is where you live already."))
        _close(leaving, seat, member)
    Move.objects.create(person_id=visitor.person, neighbourhood_id=seat.neighbourhood_id)
    end_streams(visitor.person)
    return _wait_there(visitor, member, seat.since, here, address_id)


def _close(leaving: Applicant, seat: Seat, member: Member) -> None:
    Seat.objects.filter(id=seat.id, person_id=leaving.person, neighbourhood_id=leaving.here).update(state=Member.State.GONE)
    member.state, member.ambassador = Member.State.GONE, False  # a task of this place: who comes back takes it up anew
    member.save(update_fields=["state", "ambassador"])
    Homecoming.objects.filter(person_id=leaving.person).delete()
    record(replace(leaving, member=member.id), "move_home", about=member.id)


def _wait_there(visitor: Visitor, member: Member, agreed_at, here: int, address_id) -> Application:
    new = uuid7()
    Application.objects.filter(person_id=visitor.person).delete()
    return Application.objects.create(
        id=new, person_id=visitor.person, neighbourhood_id=here, address_id=address_id, name=member.name, language=visitor.language,
        agreed_at=agreed_at, minor=member.minor, number_key=key_of(here, number_of(new)),
    )  # fmt: skip
