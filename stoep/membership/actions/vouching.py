"""A neighbour's word for somebody who has no letter, and what two of them do."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant, MemberStanding, Standing, Visitor
from stoep.places.register import hold_register

from ..applying import key_of
from ..mails import mail_settled
from ..models import Member, Residence
from ..proofs import Application, Vouch
from ..proving import NUMBER_TRIES, WORDS_NEEDED, may_give_word, may_vouch, proof_of
from .settling import one_at_a_time, settle, settled_before


def look_up(member: MemberStanding, *, number: str) -> Application | None:
    """Who waits here under the number they gave to this member. A wrong number is counted; beyond the day's tries none is found."""
    with acting(Visitor()):
        within = spend(NUMBER_TRIES, member.person)
    if not within:
        return None
    with acting(Applicant(here=member.here)):
        found = Application.objects.filter(neighbourhood_id=member.here, number_key=key_of(member.here, number)).first()
    if found:
        with acting(Visitor()):
            spend(NUMBER_TRIES, member.person, cost=-1)
    return found


@transaction.atomic
def vouch(member: MemberStanding, *, waits: Application) -> Member | None:
    """Give one's word: I know this person and they live here. The second word lets them in: then the new Member comes back.

    Said twice is said once. Words of one home are given one after the other, so no cap is passed by clicking at once. Raises NotAllowed.
    """
    proof = proof_of(member)
    may_give_word(member, proof).insist()
    with acting(Applicant(here=member.here)):
        hold_register(member.here)
        one_at_a_time("word", member.here, proof.address_id)
        held = Application.objects.select_for_update().get(id=waits.id, neighbourhood_id=member.here)
        words = list(Vouch.objects.filter(neighbourhood_id=member.here, application_id=held.id).select_related("member"))
        if any(word.member_id == member.member for word in words):
            return None
        may_vouch(member, proof, held, words).insist()
        words.append(_word(member, proof, held))
    record(member, "vouch", about=held.id, newcomer=held.person_id)
    return let_in(held, Residence.Proof.VOUCHED, [w.member_id for w in words]) if len(words) >= WORDS_NEEDED else None


def _word(member, proof, held) -> Vouch:
    word = Vouch(
        neighbourhood_id=member.here, application_id=held.id, newcomer_person_id=held.person_id, member_id=member.member,
        address_id=proof.address_id,
    )  # fmt: skip
    word.save(force_insert=True)
    held.vouched_once_at = now()
    held.save(update_fields=["vouched_once_at"])
    return word


def _settled(applicant: Standing, held: Application, proof: str, themselves: bool, shown: str) -> Member:
    """Why it cannot be (a full home, another home, shut out) is theirs to hear and not for whoever speaks for them."""
    try:
        settled_before(applicant)  # raises for who was shut out; nobody both lives here and waits
        return settle(applicant, address_id=held.address_id, name=held.name, proof=proof, minor=held.minor, shown=shown)
    except NotAllowed as refusal:
        if themselves:
            raise
        raise NotAllowed(_("They cannot come in this way just now. Their own page says who helps them.")) from refusal


def let_in(
    held: Application, proof: str, by: list, hand: Standing | None = None, themselves: bool = False, shown: str = "", **detail
) -> Member:
    """Give the home that was applied for, in the transaction of whoever proved it, and tell its owner by mail. `hand`: the keeper,
    where a job does it. `themselves`: nobody stands beside them. `shown`: the name on what they showed. Raises NotAllowed."""
    applicant = hand or Applicant(here=held.neighbourhood_id, person=held.person_id)
    with acting(applicant):
        member = _settled(applicant, held, proof, themselves, shown)
        agreed = held.agreed_at and held.agreed_at.isoformat()
        record(replace(applicant, member=member.id), "settle", about=member.id, proof=proof, by=[str(one) for one in by],
               agreed_to_rules=agreed, **detail)  # fmt: skip
    with acting(hand or Visitor()):
        mail_settled(held)
    return member
