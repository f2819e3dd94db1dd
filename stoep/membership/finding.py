"""Finding what belongs to whoever asks."""

import uuid

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, MandateStanding, MemberStanding
from stoep.places.models import Address, Neighbourhood

from .inviting import read
from .models import Joining, Mandate, Member, Residence, Seat
from .photos import WIDTHS, photo_folder
from .proofs import Application, Homecoming, Invitation, PaperCheck
from .proving import may_open_list
from .rules import may_see_member
from .sweeping import KEPT


def joining_of(session) -> Joining | None:
    """The joining this browser began, if it is not over."""
    try:
        wanted = uuid.UUID(session.get("joining", ""))
    except ValueError:
        return None
    return Joining.objects.filter(id=wanted, begun_at__gt=now() - KEPT).first()


def waiting_of(person_id: int) -> Application | None:
    """What this person waits for, if anything."""
    return Application.objects.filter(person_id=person_id).first()


def my_invitations(standing: MemberStanding) -> list[Invitation]:
    """One's own cards that still count, newest first."""
    mine = Invitation.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
    return list(mine.filter(revoked_at=None, until__gt=now()).order_by("-made_at"))


def my_invitation(standing: MemberStanding, invitation) -> Invitation | None:
    """One of them."""
    return next((one for one in my_invitations(standing) if one.id == invitation), None)


def invited_to(word: str) -> Neighbourhood | None:
    """The neighbourhood of a card that still counts, with its town."""
    try:
        here, invitation = read(word)
    except ValueError:
        return None
    with acting(Applicant(here=here)):
        counts = Invitation.objects.filter(neighbourhood_id=here, id=invitation, revoked_at=None, until__gt=now()).exists()
    return Neighbourhood.objects.select_related("municipality").defer("boundary").get(id=here) if counts else None


def homecoming_of(person_id: int) -> Homecoming | None:
    """The proof that waits in this person's own neighbourhood, while they still live with its host."""
    return Homecoming.objects.filter(person_id=person_id).first()


def place_numbered(here: int) -> Neighbourhood:
    """A neighbourhood, without its boundary."""
    return Neighbourhood.objects.defer("boundary").get(id=here)


def papers_looked_at(clerk: MandateStanding, most: int = 10) -> list[PaperCheck]:
    """What this clerk looked at lately, and whether it fitted."""
    return list(PaperCheck.objects.filter(municipality_id=clerk.town, mandate_id=clerk.mandate).order_by("-at")[:most])


def street_of(waits: Application) -> str:
    """The street somebody says they live in; never the number. For a neighbour to whom they gave their number."""
    with acting(Applicant(here=waits.neighbourhood_id)):
        home = Address.objects.filter(neighbourhood_id=waits.neighbourhood_id, id=waits.address_id)
        return home.values_list("street_name", flat=True).first() or ""


def place_of(joining: Joining | Application) -> Neighbourhood:
    """The neighbourhood with its town."""
    return Neighbourhood.objects.select_related("municipality").defer("boundary").get(id=joining.neighbourhood_id)


def home_of(person_id: int) -> Seat | None:
    """Where this person lives (active or suspended), with the neighbourhood."""
    homes = Seat.objects.filter(person_id=person_id, kind=Seat.Kind.HOME).exclude(state=Member.State.GONE)
    return homes.select_related("neighbourhood__municipality").defer("neighbourhood__boundary").first()


def working_seats_of(person_id: int) -> list[Seat]:
    """The neighbourhoods of a connector whose mandate runs, by name."""
    areas = Mandate.objects.filter(person_id=person_id, duty="connector", starts_at__lte=now(), ends_at__gt=now()).values_list(
        "neighbourhoods", flat=True
    )
    ids = [n for area in areas for n in area]
    seats = Seat.objects.filter(
        person_id=person_id, kind=Seat.Kind.CONNECTOR, state=Member.State.ACTIVE, neighbourhood_id__in=ids
    )
    return list(seats.select_related("neighbourhood").defer("neighbourhood__boundary").order_by("neighbourhood__name"))


def mandate_of(person_id: int) -> Mandate | None:
    """A mandate that leads to a desk: official before print operator."""
    running = Mandate.objects.filter(person_id=person_id, starts_at__lte=now(), ends_at__gt=now(), municipality__isnull=False)
    return running.filter(duty__in=("official", "print_operator")).select_related("municipality").order_by("duty").first()


def is_operator(person_id: int) -> bool:
    """Whether they look after the platform now."""
    running = Mandate.objects.filter(person_id=person_id, starts_at__lte=now(), ends_at__gt=now(), municipality=None)
    return running.filter(duty=Mandate.Duty.OPERATOR).exists()


def me(standing: MemberStanding) -> Member:
    """One's own face here."""
    return Member.objects.get(neighbourhood_id=standing.here, id=standing.member)


def my_street(standing: MemberStanding) -> str:
    """One's own street, also while neighbours do not see it. Empty for who does not live here."""
    kept = (
        Residence.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
        .values_list("street", flat=True)
        .first()
    )
    return me(standing).street or kept or ""


def household_of(standing: MemberStanding) -> list[str]:
    """The names of those who live at one's own address, for oneself alone: neighbours never learn who shares a home. Who is
    shielded or blocked is not among them; who came in on neighbours' words waits as for the list of neighbours."""
    with acting(Applicant(here=standing.here)):
        homes = Residence.objects.filter(neighbourhood_id=standing.here)
        mine = homes.filter(member_id=standing.member).first()
        if mine is None or not may_open_list(mine):
            return []
        living = homes.filter(address_id=mine.address_id, member__state=Member.State.ACTIVE, member__shielded=False)
        names = living.exclude(member_id__in=[standing.member, *standing.hidden]).order_by("member__joined_at")
        return list(names.values_list("member__name", flat=True))


def same_home(standing: MemberStanding, member_id) -> bool:
    """Whether these two live at one address. Whoever may ask this learns it: only what the answer opens is shown, never who it is."""
    with acting(Applicant(here=standing.here)):
        homes = Residence.objects.filter(neighbourhood_id=standing.here, member_id__in=[standing.member, member_id])
        found = homes.values_list("member_id", "address_id")
        return len(found) == 2 and len({address for _member, address in found}) == 1


def home_writes_first(standing: MemberStanding, other: Member) -> bool:
    """Whether somebody shielded may be written to all the same: they are under eighteen, and this one lives with them. Of everybody
    shielded the home is looked at, so that nobody can time who is under eighteen."""
    return other.shielded and same_home(standing, other.id) and other.minor


def neighbour_of(standing: MemberStanding, member_id) -> Member | None:
    """A neighbour, as far as this reader may know of them."""
    member = Member.objects.filter(neighbourhood_id=standing.here, id=member_id).first()
    return member if member and may_see_member(standing, member) else None


def place_called(slug: str) -> Neighbourhood | None:
    """A neighbourhood with its town, by its name in addresses of pages."""
    return Neighbourhood.objects.select_related("municipality").defer("boundary").filter(slug=slug).first()


def photo_file(standing: MemberStanding, member_id, width: int):
    """The file of a neighbour's photo; None where there is none for this reader.
    `width` is one of the widths photos are kept in."""
    member = neighbour_of(standing, member_id)
    if member is None or not member.photo or width not in WIDTHS:
        return None
    path = photo_folder(standing.here) / f"{member.photo}-{width}.webp"
    return path if path.is_file() else None
