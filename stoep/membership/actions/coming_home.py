"""A small neighbourhood that lived with its neighbour lives by itself again: each of its people comes over, with one tap.

The proof waits there (Homecoming), so nobody needs a new letter and no thirty days count. What was said with the host stays there,
as in a move; the face is the same, in a new place.
"""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.live import end_streams
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.shards import fan_out
from stoep.lib.standings import Applicant, Clockwork, Standing, Visitor

from ..carrying import KEPT, at_home, copy_photo
from ..mails import mail_may_come_home
from ..models import Member, Residence, Seat
from ..proofs import Homecoming, Move
from ..seeking import keep_words
from .settling import one_at_a_time

STAYS = timedelta(days=60)  # with the host at most; then they come over by themselves
FACE = tuple(name for name in KEPT if name not in ("person_id", "joined_at"))


def send_home(standing: Standing, host: int, small: int, addresses: list) -> None:
    """The proofs of who lives at these addresses wait in `small` from now on; each is told by bell and mail. As keeper, in the
    transaction that moves the addresses. Who moved out long ago leaves nothing there."""
    with fan_out("a lent place comes back"):
        for home in list(Residence.objects.select_for_update().filter(neighbourhood=host, address_id__in=addresses)):
            member, seat = at_home(host, home.member_id)
            home.delete()
            if seat is None:
                continue
            waits = Homecoming(
                person_id=member.person_id, neighbourhood_id=small, host_id=host, address_id=home.address_id, proof=home.proof,
                street=home.street or member.street, proven_at=home.proven_at, until=now() + STAYS,
            )  # fmt: skip
            Homecoming.objects.filter(person_id=member.person_id).delete()
            waits.save(force_insert=True)
            record(replace(standing, here=host, person=None, member=member.id), "may_come_home", about=member.id, to=small)
            if not seat.hidden_at:
                mail_may_come_home(waits, member.name)


def may_come_home(seat: Seat | None) -> Allowed | Denied:
    """Who lives with the host and may write there; a sanction with an end is sat out where it was given."""
    if seat is None or seat.state != Member.State.ACTIVE:
        return Denied(_("You cannot come over now. A help point knows more."))
    if seat.reads_only_until and seat.reads_only_until > now():
        day = date_format(timezone.localtime(seat.reads_only_until), "DATE_FORMAT")
        return Denied(_("You may read but not write until %(day)s. After that you can come over.") % {"day": day})
    return ALLOWED


@transaction.atomic
def come_home(visitor: Visitor) -> int | Denied:
    """Go over to one's own neighbourhood: the host's pages close on every device. Returns its number. Twice is once."""
    waits = Homecoming.objects.filter(person_id=visitor.person).first()
    if waits is None:
        return Denied(_("There is nothing to come over to: you are where you live."))

    def hand(here):
        return acting(Applicant(here=here, person=visitor.person))

    with hand(waits.host_id):
        one_at_a_time("come home", visitor.person)
        if not Homecoming.objects.filter(id=waits.id).exists():
            return waits.neighbourhood_id
        seats = Seat.objects.select_for_update().filter(person_id=visitor.person, neighbourhood_id=waits.host_id)
        if not (may := may_come_home(seats.filter(kind=Seat.Kind.HOME).first())):
            return may
    _cross(waits, hand, Applicant, Visitor())
    return waits.neighbourhood_id


def bring_home(keeper: Clockwork) -> int:
    """Whoever has not come over in sixty days is brought: one lives where one's address is. Suspended stays suspended. Each by itself:
    a kill brings nobody twice. Returns how many."""
    due = list(Homecoming.objects.filter(until__lte=now()).values_list("id", flat=True))
    return sum(_bring(keeper, one) for one in due)


@transaction.atomic
def _bring(keeper: Clockwork, wanted) -> int:
    waits = Homecoming.objects.select_for_update(skip_locked=True).filter(id=wanted).first()
    if waits is None:
        return 0
    with fan_out("somebody comes home"):
        one_at_a_time("come home", waits.person_id)
        seats = Seat.objects.select_for_update().filter(person_id=waits.person_id, neighbourhood_id=waits.host_id, kind=Seat.Kind.HOME)
        seat = seats.exclude(state=Member.State.GONE).first()
        if seat is None:
            return waits.delete()[0]
        if seat.hidden_at:  # their face has no word now: they come when they are back, or are erased
            return 0
        _cross(waits, lambda here: nullcontext(), partial(replace, keeper), keeper)
        return 1


def _cross(waits: Homecoming, hand, standing, account: Standing) -> None:
    """Out there, in here, all or nothing. `hand`: who writes in a neighbourhood; `standing`: who it says so; `account`: who keeps the
    moves."""
    with hand(waits.host_id):
        before = Member.objects.get(neighbourhood_id=waits.host_id, person_id=waits.person_id)
        seat = Seat.objects.get(person_id=waits.person_id, neighbourhood_id=waits.host_id, kind=Seat.Kind.HOME)
        Seat.objects.filter(id=seat.id).update(state=Member.State.GONE)
        Member.objects.filter(neighbourhood_id=waits.host_id, id=before.id).update(state=Member.State.GONE, ambassador=False)
        leaving = standing(here=waits.host_id, person=waits.person_id, member=before.id)
        record(leaving, "move_home", about=before.id, to=waits.neighbourhood_id)
    with hand(waits.neighbourhood_id):
        after = _arrive(waits, before, seat)
        coming = standing(here=waits.neighbourhood_id, person=waits.person_id, member=after.id)
        record(coming, "settle", about=after.id, proof=waits.proof, came_from=waits.host_id)
        Homecoming.objects.filter(id=waits.id).delete()
    with acting(account) if isinstance(account, Visitor) else nullcontext():
        Move.objects.create(person_id=waits.person_id, neighbourhood_id=waits.host_id, rests=False)
    end_streams(waits.person_id)


def _arrive(waits: Homecoming, before: Member, seat: Seat) -> Member:
    """The same face, the same proof, a seat. Whoever lived here before it was lent has their old face again."""
    here = {"neighbourhood_id": waits.neighbourhood_id}
    face = {name: getattr(before, name) for name in FACE} | {"street": "" if before.shielded else waits.street, "joined_at": now()}
    after = Member.objects.filter(**here, person_id=waits.person_id).first()
    if after is None:
        after = Member(**here, person_id=waits.person_id, **face)
        after.save(force_insert=True)
    else:
        Member.objects.filter(**here, id=after.id).update(**{name: value for name, value in face.items() if name != "kind"})
    keep_words(waits.neighbourhood_id, after.id)
    copy_photo(before, after)
    proven = {"address_id": waits.address_id, "street": waits.street, "proof": waits.proof, "proven_at": waits.proven_at}
    if not Residence.objects.filter(**here, member_id=after.id).update(**proven):
        Residence(**here, member_id=after.id, **proven).save(force_insert=True)
    place = {**here, "person_id": waits.person_id, "kind": Seat.Kind.HOME}
    may = {"state": before.state, "reads_only_until": seat.reads_only_until}
    if not Seat.objects.filter(**place).update(since=now(), **may):
        Seat(**place, member_id=after.id, **may).save(force_insert=True)
    return after
