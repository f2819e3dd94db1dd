"""Finding through the standing: what is not there, and what is not for this reader, is the same absence."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from stoep.board.models import Post
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member

from .models import HelpAsked, HelpOffer, HelpRequest, SkillOffer

A_YEAR = timedelta(days=365)
MOST = 200  # neighbours in one list


def request_of(member: MemberStanding, post: UUID) -> tuple[Post, HelpRequest]:
    """A request that stands, with its post. Raises DoesNotExist."""
    return Post.objects.visible_to(member).get(id=post), HelpRequest.objects.get(neighbourhood=member.here, post_id=post)


def locked_request(member: MemberStanding, post: UUID) -> tuple[Post, HelpRequest]:
    """The same, held until the act is written: acts on one request come one after the other."""
    found = Post.objects.visible_to(member).select_for_update().get(id=post)
    return found, HelpRequest.objects.get(neighbourhood=member.here, post_id=post)


def offers_for(member: MemberStanding, post: UUID) -> list[HelpOffer]:
    """Who offered, the picked ones first; without whom a block hides."""
    offers = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post).exclude(state=HelpOffer.State.WITHDRAWN)
    shown = offers.exclude(member_id__in=member.hidden).select_related("member")
    return sorted(shown, key=lambda offer: (offer.state != HelpOffer.State.PICKED, offer.offered_at))


def my_offer(member: MemberStanding, post: UUID) -> HelpOffer | None:
    """One's own offer for a request, unless it was taken back."""
    mine = HelpOffer.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    return mine.exclude(state=HelpOffer.State.WITHDRAWN).first()


def asked_for(member: MemberStanding, post: UUID) -> list[HelpAsked]:
    """Who was told of a request."""
    return list(HelpAsked.objects.filter(neighbourhood=member.here, post_id=post).exclude(member_id__in=member.hidden))


def who_can(member: MemberStanding, skill: str) -> list[SkillOffer]:
    """Neighbours who ticked a skill: not the shielded, not oneself, nobody a block hides; newest first."""
    if not skill:
        return []
    able = SkillOffer.objects.filter(
        neighbourhood=member.here, skill=skill, member__neighbourhood=member.here, member__state=Member.State.ACTIVE, member__shielded=False
    )
    return list(able.exclude(member_id__in=[*member.hidden, member.member]).select_related("member").order_by("-since")[:MOST])


def connectors_here(member: MemberStanding) -> list[Member]:
    """The town's connectors in this neighbourhood, whom one may ask when nobody offers."""
    found = Member.objects.filter(neighbourhood=member.here, kind=Member.Kind.CONNECTOR, state=Member.State.ACTIVE)
    return list(found.exclude(id__in=[*member.hidden, member.member]).order_by("name")[:5])


# Plain SQL: the help list asks for both each time, and the ORM takes longer to write them than the database to answer.
COUNTED = """
SELECT s.skill, count(*) FROM care_skilloffer s JOIN membership_member m ON (m.neighbourhood_id, m.id) = (s.neighbourhood_id, s.member_id)
WHERE s.neighbourhood_id = %(here)s AND m.neighbourhood_id = %(here)s AND m.state = 'active' AND NOT m.shielded
  AND s.member_id <> ALL(%(hidden)s::uuid[]) GROUP BY s.skill
"""
SOLVED = """
SELECT count(*) FILTER (WHERE r.by_neighbour), count(*) FROM care_helprequest r
JOIN board_post p ON (p.neighbourhood_id, p.id) = (r.neighbourhood_id, r.post_id)
JOIN membership_member m ON (m.neighbourhood_id, m.id) = (p.neighbourhood_id, p.author_id)
WHERE r.neighbourhood_id = %(here)s AND p.neighbourhood_id = %(here)s AND m.neighbourhood_id = %(here)s AND p.withdrawn_at IS NULL
  AND p.held_at IS NULL AND p.created > %(since)s AND NOT m.shielded AND p.author_id <> ALL(%(hidden)s::uuid[])
"""


def counted_skills(member: MemberStanding) -> dict[str, int]:
    """{skill: how many neighbours a reader may see offer it}."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"here": member.here, "hidden": list(member.hidden)})
        return dict(cursor.fetchall())


def solved_here(member: MemberStanding) -> tuple[int, int]:
    """Of the requests on this board of the last year: how many a neighbour solved, and how many there were. Whom a block hides and who is
    shielded count in nothing."""
    with connection.cursor() as cursor:
        cursor.execute(SOLVED, {"here": member.here, "since": now() - A_YEAR, "hidden": list(member.hidden)})
        return cursor.fetchone()


def gives_something(member: MemberStanding) -> bool:
    """Whether one has said what one likes to give, or ticked anything."""
    here = {"neighbourhood": member.here}
    ticked = SkillOffer.objects.filter(**here, member_id=member.member).exists()
    return ticked or Member.objects.filter(**here, id=member.member).exclude(gives="").exists()


def skills_of(member: MemberStanding, whose: UUID) -> list[SkillOffer]:
    """What one member ticked."""
    return list(SkillOffer.objects.filter(neighbourhood=member.here, member_id=whose))
