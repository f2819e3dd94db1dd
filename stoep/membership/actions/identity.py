"""In with an electronic identity: the provider has said who somebody is and where they live."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import Denied
from stoep.lib.standings import Applicant, Visitor
from stoep.places.find import the_home
from stoep.places.register import hold_register

from ..identity import Identity, fits, same_person
from ..models import Member, Residence
from ..proofs import Application, IdentityUsed
from .vouching import let_in

IDENTITY_TRIES = Limit("identity", 10, 24 * 3600)  # per person: each costs questions to the provider


def may_ask_identity(visitor: Visitor) -> bool:
    """Whether this person may be sent to a provider again today; counts as one."""
    return spend(IDENTITY_TRIES, visitor.person)


@transaction.atomic
def prove_by_identity(visitor: Visitor, *, waits: Application, identity: Identity) -> Member | Denied:
    """Let in whoever's electronic identity lives at the home they applied for. Twice is once. Raises NotAllowed."""
    hold_register(waits.neighbourhood_id)
    held = Application.objects.select_for_update().get(id=waits.id)
    with acting(Applicant(here=held.neighbourhood_id, person=held.person_id)):
        home = the_home(held.neighbourhood_id, held.address_id)
    if not identity.street:
        return Denied(_("That service told us no address, so it proves nothing here. Choose another way in."))
    if home is None or not fits(identity, home):
        return Denied(_("Your electronic identity has another address than the one above. Choose that address, or another way in."))
    if not same_person(held.name, identity.name):
        return Denied(_("Your electronic identity has another name than your account. Another way in is open to you."))
    if not _first_use(held.person_id, identity.key):
        return Denied(_("This electronic identity belongs to another account already. One person has one account."))
    return let_in(held, Residence.Proof.IDENTITY, [identity.provider], themselves=True, shown=identity.name)


def _first_use(person: int, key: str) -> bool:
    """One identity, one account; whoever moves proves it with the same again."""
    used = IdentityUsed.objects.filter(person_id=person).first()
    if used:
        return used.key == key
    try:
        with transaction.atomic():
            IdentityUsed(person_id=person, key=key).save(force_insert=True)
    except IntegrityError:
        return False
    return True
