"""No more letters to an address, or letters again: for whoever holds its letter. Without a letter the help point does it."""

from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, Visitor

from ..letters.actions import resume_letters, stop_letters
from .joining import prove_letter


def choose_letters(visitor: Visitor, *, here: int, address_id, code: str, wanted: bool) -> Allowed | Denied:
    """Stop the letters to this address, or let them come again. The code is asked for as in joining: the same limits, and one
    answer for whatever is wrong with it. Done twice is done once."""
    issued_at = prove_letter(visitor, here=here, address_id=address_id, code=code)
    if isinstance(issued_at, Denied):
        return issued_at
    applicant, choose = Applicant(here=here, person=visitor.person), resume_letters if wanted else stop_letters
    with acting(applicant):
        choose(applicant, neighbourhood=here, address=address_id)
    return ALLOWED
