"""Finding through the standing. `members` is never read: it would say who asks, and the database refuses it."""

import random
from uuid import UUID

from django.db.models import Q

from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member

from ..finding import who_can
from ..models import SkillOffer
from .models import QuietRequest, QuietTold
from .rules import TOLD

State = QuietTold.State
MOST = 20  # of each list
ANSWERED = (State.OFFERED, State.PICKED)


def whom_to_tell(member: MemberStanding, skill: str) -> list[SkillOffer]:
    """Who ticked it: those who wish to hear at once first, the others by lot, so that it is not always the same ones."""
    able = who_can(member, skill)
    random.SystemRandom().shuffle(able)
    return sorted(able, key=lambda offer: not offer.at_once)[:TOLD]


def rows_here(member: MemberStanding):
    """What this member may read of who was told of what."""
    return QuietTold.objects.filter(neighbourhood=member.here).defer("members")


def own_quiet(member: MemberStanding, quiet: UUID) -> QuietRequest:
    """A request of one's own. Raises DoesNotExist."""
    return QuietRequest.objects.get(neighbourhood=member.here, author_id=member.member, id=quiet)


def locked_quiet(member: MemberStanding, quiet: UUID) -> QuietRequest:
    """The same, held until the act is written."""
    mine = QuietRequest.objects.select_for_update().filter(neighbourhood=member.here, author_id=member.member)
    return mine.get(id=quiet)


def told_me(member: MemberStanding):
    """What I was told that I may still read: what goes on, and what I had a part in."""
    mine = rows_here(member).filter(member_id=member.member, held_at=None)
    goes_on = Q(over_at=None, until__gt=now()) | Q(state__in=ANSWERED)
    return mine.filter(goes_on).exclude(asker_id__in=member.hidden) if member.hidden else mine.filter(goes_on)


def told_of(member: MemberStanding, quiet: UUID) -> QuietTold:
    """One of these. Raises DoesNotExist."""
    return told_me(member).get(quiet_id=quiet)


def locked_told(member: MemberStanding, quiet: UUID) -> QuietTold:
    """The same, held until the act is written."""
    return told_me(member).select_for_update().get(quiet_id=quiet)


def offers_of(member: MemberStanding, quiet: UUID) -> list[QuietTold]:
    """Who offered for one's own request, the picked ones first; without whom a block hides."""
    offers = rows_here(member).filter(quiet_id=quiet, state__in=ANSWERED).exclude(member_id=member.member)
    shown = list(offers.exclude(member_id__in=member.hidden))
    faces = {one.id: one for one in Member.objects.filter(neighbourhood=member.here, id__in=[one.member_id for one in shown])}
    for one in shown:
        one.member = faces[one.member_id]  # a join would ask for the whole row
    return sorted(shown, key=lambda one: (one.state != State.PICKED, one.offered_at))


def asked_of_me(member: MemberStanding) -> list[QuietTold]:
    """For the help list: newest first, but nothing that was not for me, and nothing that is over unless I was picked."""
    found = told_me(member).exclude(state=State.LEFT).filter(Q(over_at=None, until__gt=now()) | Q(state=State.PICKED))
    return list(found.order_by("-at")[:MOST])


def asked_by_me(member: MemberStanding) -> list[QuietRequest]:
    """The same for one's own, newest first."""
    mine = QuietRequest.objects.filter(neighbourhood=member.here, author_id=member.member, ended_at=None)
    return list(mine.order_by("-created")[:MOST])
