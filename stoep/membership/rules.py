"""Questions about who may come in and who may be seen."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.codes import normalise, verify_code
from stoep.lib.dates import date_format
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, MemberStanding, Standing

from .models import LetterCode, Member, Residence
from .proofs import Homecoming

HOUSEHOLD_CAP = 6
MOST_BLOCKED = 200


def household_size(here: int, address_id) -> int:
    """How many people who live at this address have joined, may come over from where it was lent, or erase their account and may still
    come back: those have no name (leaving.py). Who moved out and then erases is counted too until the account is gone."""
    there = Residence.objects.filter(neighbourhood_id=here, address_id=address_id)
    living = there.filter(~Q(member__state=Member.State.GONE) | Q(member__name=""))
    return living.count() + Homecoming.objects.filter(neighbourhood_id=here, address_id=address_id).count()


def letter_that_opens(applicant: Applicant, address_id, typed: str) -> datetime | None:
    """When the letter was made whose code this is; None for a wrong, used up, expired or foreign code and for an address
    without a letter.

    Every one of those takes the same steps and the same time (SECURITY B4): nothing here may return early.
    """
    letter = LetterCode.objects.filter(neighbourhood_id=applicant.here, address_id=address_id).first()
    size = household_size(applicant.here, address_id)
    right = verify_code(letter and letter.hash, address_id, normalise(typed))
    return letter.issued_at if right and letter.expires_at > now() and size < HOUSEHOLD_CAP else None


def may_redeem(applicant: Applicant, letter: LetterCode | None, letter_issued_at) -> Allowed | Denied:
    """Whether the letter that was proven earlier still opens the door. The letter's row is locked by who asks."""
    if letter is None or letter.issued_at != letter_issued_at:
        return Denied(_("A newer letter went to this address. Type the code of the newest letter."))
    if letter.expires_at <= now():
        return Denied(_("The code of this letter is too old. Ask for a new letter."))
    return may_settle(applicant, letter.address_id)


def may_settle(applicant: Standing, address_id) -> Allowed | Denied:
    """Whether one more person may live at this address. The caller holds the address."""
    if household_size(applicant.here, address_id) >= HOUSEHOLD_CAP:
        return Denied(
            _(
                "As many people as one letter lets in have joined at this address. Whoever erases their account is counted for two weeks "
                "more, until they can no longer come back. We gladly help with another letter."
            )
        )
    return ALLOWED


def may_see_member(standing: MemberStanding, member: Member) -> bool:
    """Whether a neighbour's page is there for this reader. Blocked, either way round, is absent."""
    return member.state != Member.State.GONE and member.id not in standing.hidden


def may_write(standing: MemberStanding) -> Allowed | Denied:
    """Who reads but does not write for a while is told until when; it ends by itself."""
    if standing.paused:
        day = date_format(timezone.localtime(standing.reads_only_until), "DATETIME_FORMAT")
        words = _("You may read but not write here until %(day)s. Under “My safety” stands why, and how to ask for another look.")
        return Denied(words % {"day": day})
    return ALLOWED


def may_block(standing: MemberStanding, member: Member, held: int = 0) -> Allowed | Denied:
    """Any neighbour or connector; not oneself, and not the town, which does not read along."""
    if member.id == standing.member or member.person_id is None or member.kind == Member.Kind.TOWN:
        return Denied(_("You cannot block this one."))
    if held >= MOST_BLOCKED:
        return Denied(_("You have blocked as many neighbours as we can keep. Undo one first, or tell us what is going on."))
    return ALLOWED


def may_edit_profile(standing: MemberStanding, member: Member, *, says: bool = False) -> Allowed | Denied:
    """One's own, while one lives here. A connector's face is the town's to keep. `says`: neighbours would read or see something new."""
    if member.id != standing.member:
        return Denied(_("This is somebody else's page."))
    return may_write(standing) if says else ALLOWED
