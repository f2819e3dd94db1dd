"""Sowing what people like to help with: about a third of them ticked something."""

from datetime import datetime
from random import Random

from stoep.care.models import SkillOffer
from stoep.care.skills import SKILLS

from .folk import Hood
from .moments import seeded_uuid
from .stories import write

CAST = {  # Marie, whose street is hidden, ticked none
    "an": ("homework", "reading", "cake", "babysit"), "bram": ("drill", "walk", "mail", "keys", "welcome", "dog"),
    "chloe": ("cook", "french", "cake"), "noor": ("photo", "computer"),
}  # fmt: skip
LIKED = ("parcels", "plants", "cat", "shopping", "coffee", "mail", "tools", "carry", "car", "cake", "tables", "walk")  # ticked more often
A_THIRD, AT_ONCE = 0.34, 0.3


def sow(hoods: dict[str, Hood], now: datetime) -> None:
    """Ticks."""
    write([row for hood in hoods.values() for row in _of(hood, now)])


def _of(hood: Hood, now: datetime) -> list:
    dice = Random(f"skills {hood.place.slug}")
    rows = [row for who, skills in CAST.items() if who in hood.people for row in _ticked(hood, hood.people[who], skills, True, now)]
    for member, _ in hood.members:
        if dice.random() < A_THIRD:
            skills = dict.fromkeys(dice.choices([*SKILLS, *LIKED * 5], k=dice.randint(1, 6)))
            rows += _ticked(hood, member, skills, dice.random() < AT_ONCE, now)
    return rows


def _ticked(hood: Hood, member, skills, at_once: bool, now: datetime) -> list[SkillOffer]:
    since = member.joined_at + (now - member.joined_at) / 3
    return [
        SkillOffer(
            neighbourhood=hood.place, id=seeded_uuid(since, "skill", member.id, skill), member_id=member.id, skill=skill, at_once=at_once,
            since=since,
        )
        for skill in skills
    ]  # fmt: skip
