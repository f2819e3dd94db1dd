"""Whether somebody who comes in is under a sanction: theirs, under another account, or one of their home. Questions only.

1. Known again by their electronic identity, or by mailbox or home together with the name: they are out, or read only, until the end.
   Who has only the letter types the name they like: they do not hear whose name it was.
2. With the mailbox alone it may be another one of that home: then papers or an electronic identity say who it is.
3. At a home of which somebody is suspended the letter alone lets nobody in: it says that somebody lives there, never which of them it is.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.codes import keyed
from stoep.lib.dates import date_format
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied, NotAllowed
from stoep.lib.standings import Applicant, Standing, Visitor
from stoep.people.models import Person, canonical_email
from stoep.places.spelling import fold

from .models import Residence, Seat
from .proofs import IdentityUsed
from .sanctioned import KeptSanction

SEEN = (Residence.Proof.COUNTER, Residence.Proof.IDENTITY)  # somebody looked at papers with a name on them


class AnotherWay(NotAllowed):
    """The letter was right and is not enough; whoever has it may wait for another proof."""


@dataclass(frozen=True)
class NotThisWay(Denied):
    def insist(self) -> None:
        raise AnotherWay(self.reason)


ANOTHER_WAY = NotThisWay(_("At this address a letter alone is not enough just now. Choose one of the other ways: they show who you are."))


@dataclass(frozen=True)
class Known:
    """By what somebody is known: mailbox and electronic identity of the account, and the names they go by."""

    email: str
    identity: str
    names: list[str] = field(default_factory=list)

    def marks(self, address_id) -> list[str]:
        """What is surely they: the identity; the name together with home or mailbox."""
        identity = [keyed("sanctioned", "identity", self.identity)] if self.identity else []
        where = [("home", address_id), ("mailbox", canonical_email(self.email))]
        return sorted({keyed("sanctioned", *at, spelled(name)) for at in where if at[1] for name in self.names if name} | {*identity})

    def mark_of_mailbox(self) -> str:
        """What may be somebody of the same home."""
        return keyed("sanctioned", "mailbox", canonical_email(self.email))


def spelled(name: str) -> str:
    """A name however it is written: capitals, accents, which word comes first."""
    return " ".join(sorted(fold(name).split()))


def mark_of_home(address_id) -> str:
    """By what a home is known."""
    return keyed("sanctioned", "home", address_id)


def known_account(person_id: int, *names: str) -> Known:
    """As the account side, or as the keeper."""
    person = Person.objects.filter(id=person_id).first()
    identity = IdentityUsed.objects.filter(person_id=person_id).values_list("key", flat=True).first()
    return Known(person.email if person else "", identity or "", [*names, person.name if person else ""])


def may_come_in(applicant: Standing, address_id, names: list[str], proof: str) -> tuple[Allowed | Denied, datetime | None]:
    """Whether a sanction keeps out whoever comes in here, and until when they read only. `names`: as given here, and as on what they
    showed. As joiner or keeper."""
    with acting(Visitor() if isinstance(applicant, Applicant) else applicant):
        known = known_account(applicant.person, *names)
        out, quiet = _ends_of(applicant.person)
    if runs(out):
        return _out(out), None
    sure, mailbox = known.marks(address_id), known.mark_of_mailbox()
    told = known.marks(None) if proof == Residence.Proof.LETTER else sure
    found = KeptSanction.objects.filter(Q(marks__overlap=[*sure, mailbox]) | Q(home=mark_of_home(address_id)))
    for marks, suspended, reads in found.values_list("marks", "suspended_until", "quiet_until"):
        theirs, perhaps = bool({*marks} & {*sure}), proof not in SEEN and mailbox in marks
        if runs(suspended) and theirs:
            return (_out(suspended) if {*marks} & {*told} else ANOTHER_WAY), None
        if runs(suspended) and (perhaps or proof == Residence.Proof.LETTER):
            return ANOTHER_WAY, None
        if runs(reads) and (theirs or perhaps):
            quiet = max(quiet or reads, reads)
    return ALLOWED, quiet


def runs(until: datetime | None) -> bool:
    """Whether it is not over."""
    return until is not None and until > now()


def _out(until: datetime) -> Denied:
    words = _(
        "It was decided that you cannot come in until %(day)s. That holds with every account. From then on you can join again. "
        "Is this about somebody else of your name? A help point knows more."
    )
    return Denied(words % {"day": date_format(timezone.localtime(until), "DATE_FORMAT")})


def sanction_of(person_id: int) -> datetime | None:
    """Until when a sanction of this account runs, the longest. As the account side."""
    return max(filter(runs, _ends_of(person_id)), default=None)


def _ends_of(person_id: int) -> tuple[datetime | None, datetime | None]:
    """Until when what is kept of any home of this account shuts them out, and lets them read only."""
    homes = Seat.objects.filter(person_id=person_id, kind=Seat.Kind.HOME).values_list("member_id", flat=True)
    ends = list(KeptSanction.objects.filter(member_id__in=list(homes)).values_list("suspended_until", "quiet_until"))
    return tuple(max(filter(runs, side), default=None) for side in ([out for out, _ in ends], [quiet for _, quiet in ends]))


def shut_by(seat: Seat) -> tuple[datetime | None, bool]:
    """Until when the door of this seat is shut, and whether that was decided about another account. As the account side."""
    rows = KeptSanction.objects.filter(neighbourhood_id=seat.neighbourhood_id, member_id=seat.member_id, suspended_until__gt=now())
    found = list(rows.values_list("suspended_until", "because_member"))
    own = Seat.objects.filter(person_id=seat.person_id).values_list("member_id", flat=True)
    another = bool(found) and all(other and other not in own for until, other in found)
    return max((until for until, other in found), default=None), another


def earlier_at_home(here: int, member: UUID) -> datetime | None:
    """Until when a sanction runs that was given at this member's home before they came: for whoever decides. As keeper."""
    home = Residence.objects.filter(neighbourhood_id=here, member_id=member).values_list("address_id", "member__joined_at").first()
    if home is None:
        return None
    rows = KeptSanction.objects.filter(home=mark_of_home(home[0]), since__lt=home[1]).exclude(member_id=member)
    return max((end for row in rows.values_list("suspended_until", "quiet_until") for end in row if runs(end)), default=None)
