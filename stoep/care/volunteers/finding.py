"""Who is on the list: oneself, for oneself; everybody, for the town."""

from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, MandateStanding, MemberStanding
from stoep.membership.models import Member

from .models import Volunteer

SIZE = 50
READ = ("id", "neighbourhood_id", "name", "skills")  # the desk may read no other


def own_hand(member: MemberStanding):
    """The role in which the database lets a person write and take back their own row."""
    return acting(Applicant(here=member.here, person=member.person))


def is_volunteer(member: MemberStanding) -> bool:
    """Whether this person is on the list."""
    with own_hand(member):
        return Volunteer.objects.filter(person_id=member.person).exists()


def seen_by_town(member: MemberStanding) -> Volunteer | None:
    """What the town reads of this person: the very row it reads, or none."""
    with own_hand(member):
        return Volunteer.objects.filter(person_id=member.person).first()


def own_face(member: MemberStanding) -> Member:
    """One's own face in the neighbourhood."""
    return Member.objects.get(neighbourhood=member.here, id=member.member)


def volunteers_of(official: MandateStanding, place: int | None, skill: str, page: int) -> list[dict]:
    """One page of the town's list, by name, and one row more when there is another."""
    found = Volunteer.objects.filter(municipality_id=official.town)
    found = found.filter(neighbourhood_id=place) if place else found
    found = found.filter(skills__contains=[skill]) if skill else found
    return list(found.order_by("name", "id").values(*READ)[page * SIZE : (page + 1) * SIZE + 1])
