"""Putting oneself on the town's list, leaving it, and the town's looking at it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork, MandateStanding, MemberStanding
from stoep.membership.models import Member, Seat

from ..finding import skills_of
from ..models import SkillOffer, Volunteer
from .finding import own_face, own_hand, volunteers_of


@transaction.atomic
def join_volunteers(member: MemberStanding, *, sure: bool = False) -> None:
    """From now on the town may see my name and what I ticked. `sure`: a shielded member read what that means. Twice is once. Raises
    NotAllowed."""
    face, skills = own_face(member), sorted(offer.skill for offer in skills_of(member, member.member))
    if member.kind != Seat.Kind.HOME:
        raise NotAllowed(_("This list is for people who live here."))
    if not skills:
        raise NotAllowed(_("Tick first what you like to help with."))
    if face.minor:
        raise NotAllowed(_("This list is for people of eighteen and older."))
    if face.shielded and not sure:
        raise NotAllowed(_("You are shielded here. Tick that officials may know your name all the same, or leave it."))
    row = Volunteer(municipality_id=member.town, neighbourhood_id=member.here, person_id=member.person, name=face.name, skills=skills)
    with own_hand(member):
        made = not Volunteer.objects.filter(person_id=member.person).exists()
        if made:
            row.save(force_insert=True)
    if made:
        record(member, "join_volunteers", member.member)


@transaction.atomic
def leave_volunteers(member: MemberStanding) -> None:
    """The town sees me no more, from this moment. Twice is once."""
    with own_hand(member):
        gone, _rows = Volunteer.objects.filter(person_id=member.person).delete()
    if gone:
        record(member, "leave_volunteers", member.member)


def choose_again(member: MemberStanding, skills: list[str]) -> None:
    """What somebody on the list likes to do has changed: so has the copy; without anything ticked they are off it. In the act."""
    with own_hand(member):
        mine = Volunteer.objects.filter(person_id=member.person)
        if skills:
            mine.update(skills=sorted(skills))
        else:
            mine.delete()


@transaction.atomic
def read_volunteers(official: MandateStanding, *, place: int | None, skill: str, page: int) -> list[dict]:
    """A page of the list, for an official of its town. Every look is a line in the town's journal."""
    found = volunteers_of(official, place, skill, page)
    record(official, "read_volunteers", place=place, skill=skill, page=page)
    return found


def follow_volunteer(keeper: Clockwork, member) -> None:
    """Somebody has another name, moved, was shut out or is shielded from now on: the copy follows, or is gone. Twice changes nothing."""
    face = Member.objects.filter(neighbourhood_id=keeper.here, id=member).first()
    if face is None or face.person_id is None:
        return
    copy = Volunteer.objects.filter(person_id=face.person_id, neighbourhood_id=keeper.here)
    if face.state != Member.State.ACTIVE or face.shielded:
        copy.delete()
    else:
        ticked = SkillOffer.objects.filter(neighbourhood_id=keeper.here, member_id=member).values_list("skill", flat=True)
        copy.update(name=face.name, skills=sorted(ticked))
