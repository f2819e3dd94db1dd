"""Giving somebody a home, once it is proven: the one place where a neighbour is made, whatever the proof was."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Standing
from stoep.places.models import Address
from stoep.places.register import hold_register

from ..dodging import may_come_in
from ..models import Member, Residence, Seat
from ..proofs import Application, Move
from ..rules import may_settle
from ..seeking import keep_words
from .keeping_blocks import put_blocks_back


def settled_before(applicant: Standing) -> Member | None:
    """The face this person has here already; what is done twice is done once. Raises NotAllowed for who was shut out."""
    before = Member.objects.filter(neighbourhood_id=applicant.here, person_id=applicant.person).first()
    if before is None or before.state == Member.State.GUEST:  # a guest of the talk under a post of theirs: no proof of anything
        return None
    if before.state != Member.State.GONE:
        return before
    moves = Move.objects.filter(person_id=applicant.person, neighbourhood_id=applicant.here)
    moved = moves.filter(at__gte=before.joined_at).exists()  # a move of before they came back says nothing
    if not moved or before.kind != Member.Kind.RESIDENT:  # who worked here since then would live here under that badge
        raise NotAllowed(_("You lived here before and moved out. Ask us to let you in again."))
    return None


def settle(applicant: Standing, *, address_id, name: str, proof: str, minor: bool = False, shown: str = "") -> Member:
    """Member, Residence and Seat of a home that was proven, and the end of the application. As joiner, all or nothing.

    Whoever gives a home at this address waits for this one: the household's cap holds however many come at once. Somebody who
    moved away and comes back gets the face they had. `minor`: shielded from the first moment. `shown`: the name on what they showed.
    Raises NotAllowed with a sentence.
    """
    hold_register(applicant.here)
    one_at_a_time("household", applicant.here, address_id)
    one_at_a_time("home of", applicant.person)  # a decision about them that falls now is seen here, or sees this home
    home = address_here(applicant, address_id)
    may_settle(applicant, address_id).insist()
    free, quiet_until = may_come_in(applicant, address_id, [name, shown], proof)
    free.insist()
    member = _face(applicant, name, home.street_name, minor)
    keep_words(applicant.here, member.id)
    where = {"neighbourhood_id": applicant.here, "member_id": member.id}
    proven = {"address_id": home.id, "street": home.street_name, "proof": proof, "proven_at": now()}
    if not Residence.objects.filter(**where).update(**proven):  # who comes back has one of before
        Residence(**where, **proven).save(force_insert=True)
    _take_seat(applicant, member, quiet_until)
    put_blocks_back(applicant, address_id, [name, shown])
    Application.objects.filter(neighbourhood_id=applicant.here, person_id=applicant.person).delete()
    return member


def address_here(applicant: Standing, address_id) -> Address:
    """The home, as long as it is here: somebody may be half-way while it goes to another neighbourhood. Raises NotAllowed."""
    home = Address.objects.filter(neighbourhood_id=applicant.here, id=address_id).first()
    if home is None:
        raise NotAllowed(_("Your address has just gone to another neighbourhood. Do this step again: your letter still counts."))
    return home


def one_at_a_time(what: str, *which) -> None:
    """Hold a lock until the end of the transaction: who asks for the same waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [" ".join(map(str, (what, *which)))])


def _face(applicant: Standing, name: str, street: str, minor: bool) -> Member:
    here = {"neighbourhood_id": applicant.here, "person_id": applicant.person}
    member = Member.objects.filter(**here).first()
    if member is None:
        member = Member(**here, name=name, street="" if minor else street, shielded=minor, minor=minor)
        member.save(force_insert=True)
        return member
    member.minor, member.shielded = minor, minor or member.shielded
    member.name, member.street, member.state, member.joined_at = name, "" if member.shielded else street, Member.State.ACTIVE, now()
    member.ambassador = False  # who comes back takes up the task anew
    member.save(update_fields=["name", "street", "state", "joined_at", "ambassador", "minor", "shielded"])
    return member


def _take_seat(applicant: Standing, member: Member, quiet_until: datetime | None) -> None:
    seat = {"person_id": applicant.person, "neighbourhood_id": applicant.here}
    may = {"reads_only_until": quiet_until} if quiet_until else {}
    try:
        with transaction.atomic():
            if not Seat.objects.filter(**seat).update(state=Member.State.ACTIVE, since=now(), **may):
                Seat(**seat, member_id=member.id, **may).save(force_insert=True)
    except IntegrityError as twice:
        raise NotAllowed(
            _("You already live in another neighbourhood here. One person has one home: leave the other neighbourhood first.")
        ) from twice
