"""Waiting for a proof: asked for, asked a letter for, proven by a letter after all, withdrawn."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.jobs import defer
from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, Visitor
from stoep.people.models import Person

from ..applying import key_of, number_of
from ..models import Joining, Member, Seat
from ..proofs import Application, LetterWish
from .joining import prove_letter
from .redeeming import redeem_code

APPLY_PER_NETWORK = Limit("apply-network", 30, 24 * 3600)
LETTERS_PER_PERSON = Limit("ask-letter", 2, 90 * 24 * 3600)
LETTERS_IN_A_DAY = Limit("ask-letter-here", 30, 24 * 3600)  # of a neighbourhood: paper costs the town money
APPLY_PER_PERSON = Limit("apply-person", 4, 30 * 24 * 3600)  # another address, another neighbourhood


def go_without(visitor: Visitor, *, joining: Joining) -> None:
    """There is no letter: this joining leads to an account that waits."""
    joining.without_letter = True
    joining.save(update_fields=["without_letter"])


def apply_for_home(visitor: Visitor, *, joining: Joining, person: Person, name: str) -> Application | Denied:
    """The account waits for a proof that it lives at this address. Another address takes the place of the one before, and the
    words neighbours gave for that one are void."""
    if Seat.objects.filter(person_id=person.id, kind=Seat.Kind.HOME).exclude(state=Member.State.GONE).exists():
        return Denied(_("You live in another neighbourhood here. One person has one home: first say on your profile that you are moving."))
    home = {"neighbourhood_id": joining.neighbourhood_id, "address_id": joining.address_id}
    before = Application.objects.filter(person_id=person.id).first()
    if before and (before.neighbourhood_id, before.address_id) == tuple(home.values()):
        joining.delete()
        return before
    if not spend(APPLY_PER_NETWORK, visitor.network) or not spend(APPLY_PER_PERSON, person.id):
        return Denied(_("You have tried several homes already. Try again in a few weeks, or let us help you."))
    new = uuid7()
    waits = Application(
        id=new, person_id=person.id, name=name, language=person.language, agreed_at=joining.agreed_at, minor=joining.minor,
        number_key=key_of(joining.neighbourhood_id, number_of(new)), **home,
    )  # fmt: skip
    try:
        with transaction.atomic():
            Application.objects.filter(person_id=person.id).delete()
            waits.save(force_insert=True)
            _write_down(waits, "apply_for_home")
            joining.delete()
    except IntegrityError:  # sent twice at once: the other one made it
        return Application.objects.get(person_id=person.id)
    return waits


def withdraw_application(visitor: Visitor, *, waits: Application) -> None:
    """No longer wanted. Twice is once."""
    with transaction.atomic():
        if Application.objects.filter(id=waits.id).delete()[0]:
            _write_down(waits, "withdraw_application")


def prove_by_letter(visitor: Visitor, *, waits: Application, code: str) -> Member | Denied:
    """The code of a letter that came after all, under the same limits and with the same answer as in joining. Raises NotAllowed."""
    issued_at = prove_letter(visitor, here=waits.neighbourhood_id, address_id=waits.address_id, code=code)
    if isinstance(issued_at, Denied):
        return issued_at
    applicant = Applicant(here=waits.neighbourhood_id, person=waits.person_id)
    with acting(applicant):
        return redeem_code(
            applicant, address_id=waits.address_id, letter_issued_at=issued_at, name=waits.name, agreed_at=waits.agreed_at,
            minor=waits.minor,
        )  # fmt: skip


def ask_letter(visitor: Visitor, *, waits: Application) -> Allowed | Denied:
    """A letter to this home, with the next print run that may write there. Asked twice is asked once, and paid for once."""
    with transaction.atomic():
        held = Application.objects.select_for_update().filter(id=waits.id).first()
        if held is None or held.letter_asked_at:
            return ALLOWED
        if not spend(LETTERS_PER_PERSON, visitor.person):
            return Denied(_("You asked for two letters already in the last three months. Another way is quicker now."))
        if not spend(LETTERS_IN_A_DAY, held.neighbourhood_id):
            spend(LETTERS_PER_PERSON, visitor.person, cost=-1)
            return Denied(_("Many letters were asked for in this neighbourhood today. Ask again tomorrow, or choose a quicker way."))
        _wish_letter(held)
    return ALLOWED


def _wish_letter(held: Application) -> None:
    here, applicant = {"neighbourhood_id": held.neighbourhood_id}, Applicant(here=held.neighbourhood_id, person=held.person_id)
    held.letter_asked_at = now()
    held.save(update_fields=["letter_asked_at"])
    with acting(applicant):
        if not LetterWish.objects.filter(**here, address_id=held.address_id).update(asked_at=now()):
            LetterWish.objects.bulk_create([LetterWish(**here, address_id=held.address_id)], ignore_conflicts=True)
        record(applicant, "ask_letter", about=held.id)
        defer("count_letter_wishes", neighbourhood=held.neighbourhood_id)


def _write_down(waits: Application, verb: str) -> None:
    """A line in the neighbourhood's journal, as the joiner: the account side may not write there."""
    applicant = Applicant(here=waits.neighbourhood_id, person=waits.person_id)
    with acting(applicant):
        record(applicant, verb, about=waits.id)
