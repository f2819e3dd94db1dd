"""One mailbox, two members of one home (docs/security-model.md)."""

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant
from stoep.people.models import MOST_AT_ONE_MAILBOX, Person

from .models import Joining, Mandate, Member, Residence


def may_share_mailbox(joining: Joining, there: list[Person]) -> bool:
    """Whether this joining may make one more account at a mailbox that `there` have. All of these hold:

    its letter was proven, so whoever joins lives there; everybody at the mailbox is a member at that very address; nobody of them acts
    for a town, whose mails are not for a household; there is room; and none has the same name, for that would be the same person.

    The same statements whoever is there, also for nobody: the answer goes into the mail only, and the time tells nothing (SECURITY D5).
    """
    ids = [person.pk for person in there] or [0]
    here = {"neighbourhood_id": joining.neighbourhood_id, "address_id": joining.address_id}
    with acting(Applicant(here=joining.neighbourhood_id)):
        living = Residence.objects.filter(**here, member__person_id__in=ids, member__state=Member.State.ACTIVE)
        names = dict(living.values_list("member__person_id", "member__name"))
    acts = Mandate.objects.filter(person_id__in=ids, ends_at__gt=now()).exists()
    fits = joining.proven_at is not None and 0 < len(there) < MOST_AT_ONE_MAILBOX and all(person.is_active for person in there)
    called = {name.casefold() for name in [*names.values(), *(person.name for person in there)]}
    return fits and not acts and set(names) == set(ids) and joining.name.casefold() not in called
