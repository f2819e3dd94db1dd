"""The act that makes a neighbour."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant
from stoep.places.models import Address

from ..models import LetterCode, Member, Residence, Seat
from ..rules import may_redeem


def redeem_code(applicant: Applicant, *, address_id, letter_issued_at: datetime | None, name: str, agreed_at: datetime | None) -> Member:
    """Give this person a home here on the strength of the letter that was proven. All or nothing; done twice is done once.

    The letter's row is locked, so that two who redeem at once cannot both be the sixth. Raises NotAllowed with a sentence.
    """
    here = applicant.here
    letter = LetterCode.objects.select_for_update().filter(neighbourhood_id=here, address_id=address_id).first()
    before = Member.objects.filter(neighbourhood_id=here, person_id=applicant.person).first()
    if before is not None and before.state != Member.State.GONE:
        return before
    if before is not None:
        raise NotAllowed(_("You lived here before and moved out. Ask us to let you in again."))
    may_redeem(applicant, letter, letter_issued_at).insist()
    home = Address.objects.get(neighbourhood_id=here, id=address_id)
    member = Member(neighbourhood_id=here, person_id=applicant.person, name=name, street=home.street_name)
    member.save(force_insert=True)
    Residence(neighbourhood_id=here, member_id=member.id, address_id=home.id, street=home.street_name, proof="letter").save(
        force_insert=True
    )
    _take_seat(applicant, member)
    record(
        replace(applicant, member=member.id), "redeem_code", about=member.id, batch=letter.batch_id,
        agreed_to_rules=agreed_at and agreed_at.isoformat(),
    )  # fmt: skip
    return member


def _take_seat(applicant: Applicant, member: Member) -> None:
    try:
        with transaction.atomic():
            Seat(person_id=applicant.person, neighbourhood_id=applicant.here, member_id=member.id).save(force_insert=True)
    except IntegrityError as twice:
        raise NotAllowed(
            _("You already live in another neighbourhood here. One person has one home: leave the other neighbourhood first.")
        ) from twice
