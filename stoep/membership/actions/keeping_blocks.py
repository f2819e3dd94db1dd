"""A block outlasts the account of whoever was blocked: who is known again is blocked again. Neither of the two is told.

A blocker's own wish ends with the blocker's account: "whom you blocked" goes, as the page about erasing says.
"""

from datetime import datetime, timedelta

from django.conf import settings

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, Standing, Visitor
from stoep.people.models import Person

from ..dodging import Known, known_account, spelled
from ..elsewhere import marks_of_face
from ..models import Block, KeptBlock, Member, Residence

KEPT = timedelta(days=settings.RETENTION["kept block"])


def keep_blocks(found: Member, at: datetime) -> None:
    """Beside the account, when this face of it is hidden. As the keeper; another face of the same account adds its marks."""
    marks = marks_of_face(found)
    for blocker, since in Block.objects.filter(blocked_id=found.person_id).values_list("blocker_id", "at"):
        of = {"blocker_id": blocker, "blocked_id": found.person_id}
        kept = KeptBlock.objects.filter(**of).first() or KeptBlock(**of, at=since)
        kept.marks, kept.until = sorted({*kept.marks, *marks}), at + KEPT
        kept.save()


def put_blocks_back(applicant: Standing, address_id, names: list[str]) -> None:
    """Whoever comes in here is blocked again by whom they were blocked with an account that is erased, or with another one of theirs.
    `names`: as given here, and as on what they showed. In the transaction that gives them the home, so that there is no moment between.
    As joiner or keeper: nobody's hand is borrowed for it."""
    homes = Residence.objects.filter(neighbourhood_id=applicant.here, address_id=address_id)
    living = list(homes.exclude(member__person_id=None).values_list("member__person_id", "member__name"))
    with acting(Visitor() if isinstance(applicant, Applicant) else applicant):
        known = known_account(applicant.person, *names)
        marks = known.marks(address_id)
        kept = KeptBlock.objects.filter(marks__overlap=marks, until__gt=now())
        blocks = Block.objects.filter(blocked_id__in=_theirs(known, living))
        found = dict([*kept.values_list("blocker_id", "at"), *blocks.values_list("blocker_id", "at")])
    again = [Block(blocker_id=blocker, blocked_id=applicant.person, at=found[blocker]) for blocker in found.keys() - {applicant.person}]
    Block.objects.bulk_create(again, ignore_conflicts=True)


def _theirs(known: Known, living: list[tuple[int, str]]) -> set[int]:
    """Accounts of the same name at the same home or mailbox, this one among them: with that, nobody is another one (dodging.py). `living`:
    who lives there, and what they are called there; what they joined as counts as well, or another name on a profile would be a way out."""
    names = {spelled(name) for name in known.names if name}
    accounts = Person.objects.filter(id__in=[person for person, _ in living]) | Person.objects.at(known.email)
    return {person for person, name in [*living, *accounts.order_by().values_list("pk", "name")] if spelled(name) in names}
