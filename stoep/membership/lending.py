"""What the people and the letters of a place say about its being lent to a neighbour, or coming back."""

from dataclasses import dataclass

from django.db.models import Q

from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, MemberStanding
from stoep.places.models import Address, Neighbourhood

from .models import LetterBatch, Member, Residence
from .proofs import Homecoming

ROUNDED = 10  # members are told in tens


def hindrance(small: int, host: int) -> str:
    """Why the addresses cannot change hands now; empty if they can."""
    if LetterBatch.objects.filter(state=LetterBatch.State.APPROVED, neighbourhoods__overlap=[small, host]).exists():
        return "letters for one of the two are being typeset: try again when they are ready (stoep letters)"
    if Homecoming.objects.filter(neighbourhood_id=small).exists():
        return "some of its people have not come over since it was back: on their last day they are brought"
    return ""


@dataclass(frozen=True)
class MyOwn:
    """One's own neighbourhood while it lives with another, or the proof that it lives by itself again."""

    small: str
    until: object = None  # the day one is brought over; None while it is lent


def my_own_place(standing: MemberStanding) -> MyOwn | None:
    """What is to be said about the reader's own home; None for almost everybody. The usual answer takes one query."""
    lent_ever = Neighbourhood.objects.filter(Q(lent_to=standing.here) | Q(lived_with=standing.here))
    known = {number: (name, host) for number, name, host in lent_ever.values_list("id", "name", "lent_to")}
    if not known:
        return None
    with acting(Applicant(here=standing.here, person=standing.person)):
        waits = Homecoming.objects.filter(person_id=standing.person).first()
        if waits:
            return MyOwn(known[waits.neighbourhood_id][0], waits.until)
        homes = Residence.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
        address = homes.values_list("address_id", flat=True).first()
        ground = Address.objects.filter(neighbourhood_id=standing.here, id=address).values_list("lent_from", flat=True).first()
    return MyOwn(known[ground][0]) if ground in known and known[ground][1] == standing.here else None


def members_of_guest(host: int, small: int) -> str:
    """How many neighbours of a lent place have joined with the host, in words that single nobody out. As keeper."""
    homes = Address.objects.filter(neighbourhood=host, lent_from=small).values_list("id", flat=True)
    living = Residence.objects.filter(neighbourhood=host, address_id__in=list(homes), member__state=Member.State.ACTIVE).count()
    return f"about {round(living, -1):,} members" if living >= ROUNDED else f"fewer than {ROUNDED} members"
