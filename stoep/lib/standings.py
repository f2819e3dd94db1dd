"""What one acts with. Every action takes one first: no standing, no act. Two hats are two standings."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from .clock import now


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A working role of the database and the settings its policies read."""

    role: str
    here: int | None = None  # neighbourhood
    person: int | None = None
    town: int | None = None  # municipality
    member: uuid.UUID | None = None
    duty: str = ""


@dataclass(frozen=True, kw_only=True)
class MemberStanding(Standing):
    """A resident or connector inside one neighbourhood."""

    role: str = "stoep_resident"
    kind: str = "home"
    language: str = "nl"
    place_name: str = ""
    place_slug: str = ""
    town_name: str = ""
    town_slug: str = ""
    hidden: frozenset = frozenset()  # member ids this one has blocked, or that blocked this one
    guest_of: str = ""  # a guest: the name of the neighbourhood of the talk; place_name and place_slug are home's
    reads_only_until: datetime | None = None  # a sanction with an end (membership/rules.py may_write)

    @property
    def paused(self) -> bool:
        """Whether this one may read and not write now. A page asks it to leave out what would be refused."""
        return self.reads_only_until is not None and self.reads_only_until > now()


@dataclass(frozen=True, kw_only=True)
class MandateStanding(Standing):
    """An official, print operator or operator, outside the neighbourhoods."""

    role: str = "stoep_desk"
    kind: str = "mandate"
    mandate: uuid.UUID
    name: str
    function: str = ""
    may_write: bool = False
    may_approve: bool = False
    language: str = "nl"
    town_name: str = ""
    town_slug: str = ""
    languages: tuple = ()


@dataclass(frozen=True, kw_only=True)
class OperatorStanding(MandateStanding):
    """The platform's operator: of no town, in no neighbourhood. Sees what was reported, as copies."""

    role: str = "stoep_operator"


@dataclass(frozen=True, kw_only=True)
class Applicant(Standing):
    """A person on the way in, with the neighbourhood of the address that was typed. Also the hand that looks an address up."""

    role: str = "stoep_joiner"


@dataclass(frozen=True, kw_only=True)
class Visitor(Standing):
    """Nobody in particular: a budget instead of a name. Works before any door, as the web's own login."""

    role: str = "stoep_account"
    network: str = ""  # the address the request came from; an IPv6 one as its /64
    language: str = "nl"


@dataclass(frozen=True, kw_only=True)
class Clockwork(Standing):
    """A job or a command: the keeper, across neighbourhoods, under the name of what it does."""

    role: str = "stoep_keeper"
    job: str = field(default="")

    @classmethod
    def of(cls, job: str, **settings) -> "Clockwork":
        return cls(job=job, **settings)
