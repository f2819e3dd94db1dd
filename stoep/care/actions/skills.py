"""What one likes to help with."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import Clockwork, MemberStanding
from stoep.membership.carrying import bring
from stoep.membership.models import Member

from ..models import SkillOffer
from ..skills import SKILLS
from ..volunteers.actions import choose_again


@transaction.atomic
def choose_skills(member: MemberStanding, *, skills: Collection[str], at_once: bool) -> list[str]:
    """These and no others. `at_once`: hear it when a neighbour asks for one of them. Returns what stands now."""
    wanted = [key for key in SKILLS if key in set(skills)]
    mine = SkillOffer.objects.filter(neighbourhood=member.here, member_id=member.member)
    mine.exclude(skill__in=wanted).delete()
    rows = [SkillOffer(neighbourhood_id=member.here, member_id=member.member, skill=key, at_once=at_once) for key in wanted]
    SkillOffer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["neighbourhood", "member_id", "skill"], update_fields=["at_once"]
    )
    choose_again(member, wanted)
    record(member, "choose_skills", member.member, skills=wanted)
    return wanted


def bring_skills(keeper: Clockwork, *, before: Member, after: Member, at: datetime) -> None:
    """They live elsewhere since then, and like to help with the same things. The town's list is another choice, made anew."""
    bring(SkillOffer, before, after, at)
