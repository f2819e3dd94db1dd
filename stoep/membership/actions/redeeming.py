"""Coming in with the letter's code."""

from dataclasses import replace
from datetime import datetime

from stoep.journal.record import record
from stoep.lib.standings import Applicant
from stoep.places.register import hold_register

from ..models import LetterCode, Member, Residence
from ..rules import may_redeem
from .settling import address_here, settle, settled_before


def redeem_code(
    applicant: Applicant, *, address_id, letter_issued_at: datetime | None, name: str, agreed_at: datetime | None, minor: bool = False
) -> Member:
    """Give this person a home here on the strength of the letter that was proven. All or nothing; done twice is done once.

    The letter's row is locked, so that two who redeem at once cannot both be the sixth. Raises NotAllowed with a sentence.
    """
    hold_register(applicant.here)
    letter = LetterCode.objects.select_for_update().filter(neighbourhood_id=applicant.here, address_id=address_id).first()
    if before := settled_before(applicant):
        return before
    address_here(applicant, address_id)
    may_redeem(applicant, letter, letter_issued_at).insist()
    member = settle(applicant, address_id=address_id, name=name, proof=Residence.Proof.LETTER, minor=minor)
    record(
        replace(applicant, member=member.id), "redeem_code", about=member.id, batch=letter.batch_id,
        agreed_to_rules=agreed_at and agreed_at.isoformat(),
    )  # fmt: skip
    return member
