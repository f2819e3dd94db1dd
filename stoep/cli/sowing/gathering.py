"""Sowing groups: a street, a building, a hobby, who is in them, and what was said for them."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from stoep.board.groups.naming import folded
from stoep.board.models import Group, GroupMember

from ..demotown.words import Words, remark
from . import talk
from .folk import Hood
from .moments import awake, seeded_uuid

FILE = Path(__file__).parents[1] / "demotown" / "groups.toml"


def written() -> list[dict]:
    """The groups as they stand in the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]


def sow(said: talk.Talk, hoods: dict[str, Hood]) -> int:
    """All groups whose neighbourhood is here, written; their posts put among what is to be written. Returns how many."""
    return len([_sow(said, hoods[words["hood"]], words) for words in written() if words["hood"] in hoods])


@dataclass(frozen=True)
class Inside:
    """A group that was sown, and who is in its chat: the shielded are not."""

    group: UUID
    members: list[UUID]


def inside(hood: Hood, name: str) -> Inside | None:
    """The group of that name."""
    group = Group.objects.filter(neighbourhood=hood.place, name=name).first()
    rows = GroupMember.objects.filter(neighbourhood=hood.place, group_id=group and group.id, member__shielded=False)
    return group and Inside(group.id, list(rows.order_by("joined_at").values_list("member_id", flat=True)))


def _sow(said: talk.Talk, hood: Hood, words: dict) -> Group:
    here, begun = {"neighbourhood": hood.place}, said.now - timedelta(days=words["days"])
    people = _people(hood, words)
    group = Group(
        **here, id=seeded_uuid(begun, hood.place.slug, words["name"]), name=words["name"], folded=folded(words["name"]),
        kind=words["kind"], about=words["about"], begun_by=people[0].id, created=begun,
    )  # fmt: skip
    group.save(force_insert=True)
    GroupMember.objects.bulk_create(
        GroupMember(**here, group_id=group.id, member_id=member.id, keeper=nth == 0, joined_at=begun + timedelta(hours=5 * nth))
        for nth, member in enumerate(people)
    )
    for nth, post in enumerate(words["post"]):
        at = awake(said.now - timedelta(days=post["days"]), said.now - timedelta(minutes=7), Random(f"{words['name']} {nth}"))
        kept = {name: post[name] for name in ("by", "title", "kind", "body") if name in post}
        lines, topics = tuple(remark(text, words["language"]) for text in post["talk"]), tuple(post.get("topics", [words["topic"]]))
        text = Words(key=f"group {words['name']} {nth}", language=words["language"], topics=topics, talk=lines, **kept)
        if sown := talk.sow(said, hood, text, at):
            sown.group_id = group.id
    return group


def _people(hood: Hood, words: dict) -> list:
    """Who began it first, then the cast that is in it, then neighbours who write its language."""
    cast = [hood.people[who] for who in words["who"] if who in hood.people]
    others = [member for member, spoken in hood.members if spoken == words["language"] and member not in cast]
    Random(words["name"]).shuffle(others)
    return [*cast, *others[: words["members"]]]
