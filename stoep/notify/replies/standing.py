"""The standing of whoever answers by mail: what the door would give them, asked anew for each mail."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from stoep.lib.standings import MemberStanding
from stoep.membership.models import Block, Member, Seat
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from ..audiences import KINDS
from ..models import Notification, Preference
from ..rules import Known, preference_of


@dataclass(frozen=True)
class Writer:
    """Somebody who lives here and may come in, and the page of what they answer."""

    standing: MemberStanding
    person: Person
    name: str
    link: str
    wants_mail: bool


def may_answer_by_mail(here: int, member: Member, known: Known | None = None) -> bool:
    """Who lives here. Whoever works here under a mandate shows a second step for each act, which a mail cannot. `known`: what was read
    for many at once."""
    known = known or Known(here, [member], [], [])
    return member.kind == Member.Kind.RESIDENT and member.state == Member.State.ACTIVE and member.person_id in known.homes


def writer_of(here: int, notice: Notification) -> Writer | None:
    """The member a row of the bell was for, as they stand now; None if the door would not let them in. As the keeper."""
    member = Member.objects.filter(neighbourhood_id=here, id=notice.member_id).first()
    person = member and Person.objects.filter(id=member.person_id, is_active=True).first()
    if not person or not notice.post_id or not may_answer_by_mail(here, member):
        return None
    place = Neighbourhood.objects.select_related("municipality").get(id=here)
    home = Seat.objects.exclude(kind=Seat.Kind.GUEST).get(neighbourhood_id=here, person_id=person.id)
    standing = MemberStanding(
        here=here, person=person.id, town=place.municipality_id, member=member.id, language=person.language, place_name=place.name,
        place_slug=place.slug, town_name=place.municipality.name, town_slug=place.municipality.slug, hidden=_hidden(here, person.id),
        reads_only_until=home.reads_only_until,
    )  # fmt: skip
    page = settings.BASE_URL + reverse("post", args=[place.slug, notice.post_id])
    wishes, kind = preference_of(here, member.id), KINDS.get(notice.verb, "")
    return Writer(standing, person, member.name, page, getattr(wishes, kind, Preference.Mail.NONE) != Preference.Mail.NONE)


def _hidden(here: int, person: int) -> frozenset:
    """The members here that this person has blocked, or that blocked them."""
    pairs = Block.objects.filter(Q(blocker_id=person) | Q(blocked_id=person)).values_list("blocker_id", "blocked_id")
    others = {one for pair in pairs for one in pair} - {person}
    return frozenset(Member.objects.filter(neighbourhood_id=here, person_id__in=others).values_list("id", flat=True))
