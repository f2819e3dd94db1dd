"""Finding what belongs to whoever asks."""

from uuid import UUID

from django.db.models import QuerySet

from stoep.lib.clock import now
from stoep.lib.leaving import Loss, rooms
from stoep.lib.own import Face, Owner
from stoep.lib.roles import acting
from stoep.membership.by_address import resident_standing
from stoep.membership.models import Mandate, Member, Seat
from stoep.people.models import Person

from .mailing import read_stay, read_token
from .models import Erasure, Export
from .rules import is_over


def export_of(person: Person) -> Export | None:
    """The one that is being made or waits to be fetched."""
    newest = _last(person)
    return newest if newest and not is_over(newest) else None


def failed_export(person: Person) -> bool:
    """Whether the last one that was asked for never came."""
    newest = _last(person)
    return bool(newest) and newest.state == Export.State.MAKING and is_over(newest)


def _last(person: Person) -> Export | None:
    return Export.objects.filter(person_id=person.pk).exclude(state=Export.State.OVER).order_by("-id").first()


def owner_of(person_id: int) -> Owner:
    """Every face this account has or had; also in a neighbourhood it has left."""
    seats = Seat.objects.filter(person_id=person_id).order_by("id")
    return Owner(person_id, [Face(*seat) for seat in seats.values_list("neighbourhood_id", "member_id", "neighbourhood__name")])


def home_face(person_id: int) -> Face | None:
    """Where this person lives now; None for who lives nowhere here."""
    homes = Seat.objects.filter(person_id=person_id, kind=Seat.Kind.HOME, state=Member.State.ACTIVE)
    found = homes.values_list("neighbourhood_id", "member_id", "neighbourhood__name").first()
    return Face(*found) if found else None


def losses_of(person_id: int) -> list[Loss]:
    """What is still open where this person lives, as they may see it themselves."""
    home = home_face(person_id)
    standing = home and resident_standing(home.here, home.member)
    if standing is None:
        return []
    with acting(standing):
        return [loss for room in rooms() for loss in room.losses(standing)]


def ever_acted(person_id: int) -> bool:
    """Whether they have signed something in an office."""
    return Mandate.objects.filter(person_id=person_id).exists()


def waiting_erasures(**of) -> QuerySet[Erasure]:
    """Erasures of which one can still come back."""
    return Erasure.objects.filter(**of, state__in=(Erasure.State.ASKED, Erasure.State.HIDDEN), due__gt=now())


def open_to(token: str) -> QuerySet[Erasure]:
    """The erasure that the link of a mail can still call off: one row or none."""
    ident = read_token(token)
    return waiting_erasures(id=UUID(ident)) if ident else Erasure.objects.none()


def who_may_come_back(token: str) -> Person | None:
    """Whose account the link of a mail brings back; None where it calls nothing off."""
    person = open_to(token).values_list("person_id", flat=True).first()
    return person and Person.objects.filter(id=person).first()


def stay_of(token: str) -> str:
    """How it is with the account that a link of "I am still here" is for: "asked" whether anybody is there, it "stays", it is "hidden" and
    can come back, or empty: it is gone, or the link is not ours."""
    person = Person.objects.filter(id=read_stay(token) or 0).only("is_active", "told_unused").first()
    if person is None:
        return ""
    if not person.is_active:
        return "hidden" if waiting_erasures(person_id=person.pk).exists() else ""
    return "asked" if person.told_unused else "stays"
