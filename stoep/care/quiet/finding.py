"""Finding through the standing. `members` is never read: it would say who asks, and the database refuses it."""

import random
from typing import NamedTuple
from uuid import UUID

from django.db import connection
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


class Line(NamedTuple):
    """One request on the help list. `state`: of who was told; of one's own "solved" or nothing."""

    id: UUID
    skill: str
    moment: str
    state: str


# Plain SQL: the help list asks it each time, and the ORM takes longer to write it than the database to answer.
MINE = """
(SELECT 'told', quiet_id, skill, moment, state, at AS since FROM care_quiettold WHERE neighbourhood_id = %(here)s AND member_id = %(me)s
  AND held_at IS NULL AND state <> 'left' AND (over_at IS NULL AND until > %(now)s OR state = 'picked')
  AND (asker_id IS NULL OR asker_id <> ALL(%(hidden)s::uuid[])) ORDER BY at DESC LIMIT %(most)s)
UNION ALL
(SELECT 'asked', id, skill, moment, CASE WHEN solved_at IS NULL THEN '' ELSE 'solved' END, created FROM care_quietrequest
  WHERE neighbourhood_id = %(here)s AND author_id = %(me)s AND ended_at IS NULL ORDER BY created DESC LIMIT %(most)s)
ORDER BY since DESC
"""


def quiet_lines(member: MemberStanding) -> tuple[list[Line], list[Line]]:
    """For the help list, newest first: what was asked of this member, but nothing that was not for them and nothing that is over unless
    they were picked; and what they asked themselves."""
    values = {"here": member.here, "me": member.member, "now": now(), "hidden": list(member.hidden), "most": MOST}
    told, asked = [], []
    with connection.cursor() as cursor:
        cursor.execute(MINE, values)
        for which, *line, _since in cursor.fetchall():
            (told if which == "told" else asked).append(Line(*line))
    return told, asked
