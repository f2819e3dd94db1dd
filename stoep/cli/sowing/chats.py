"""Sowing conversations: what neighbours say to each other when nobody else reads along."""

import re
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from stoep.board.models import Group, GroupMember
from stoep.chat.models import Conversation, Marker, Message, Waiting, pair_of

from . import gathering
from .folk import Hood
from .moments import seeded_uuid

WORDS = Path(__file__).parents[1] / "demotown" / "chats.toml"
LINE = re.compile(
    r"^(?P<who>\w+) (?P<days>\d+) (?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?: \? (?P<times>[^|]+?))? \| (?P<text>.+)$", re.S
)  # fmt: skip
CHOICE = re.compile(r"= (?P<who>\w+) (?P<choice>0|1|no)$")


def written() -> list[dict]:
    """The conversations as they stand in the file."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))["chat"]


def sow(hoods: dict[str, Hood], now: datetime) -> int:
    """All conversations whose people live here. Returns how many."""
    sown = 0
    for number, words in enumerate(written()):
        hood = hoods.get(words["hood"])
        if hood is not None:
            inside = gathering.inside(hood, words["group"]) if "group" in words else None
            people = _people(hood, words, Random(f"chat {number}"), inside)
            if None not in people.values():
                _sow(hood, words, people, f"chat {number}", now, inside)
                sown += 1
    for hood in hoods.values():
        _of_groups(hood)
    return sown


def _of_groups(hood: Hood) -> None:
    """Every group has its talk, also where nobody has said anything yet; the shielded come in when they ask."""
    talks = Conversation.objects.filter(neighbourhood=hood.place).exclude(group_id=None).values_list("group_id", flat=True)
    for group in Group.objects.filter(neighbourhood=hood.place, ended_at=None).exclude(id__in=list(talks)):
        inside = GroupMember.objects.filter(neighbourhood=hood.place, group_id=group.id, member__shielded=False).order_by("joined_at", "id")
        Conversation(
            neighbourhood=hood.place, id=seeded_uuid(group.created, "talk of", group.id), group_id=group.id, title=group.name,
            members=list(inside.values_list("member_id", flat=True)), begun_by=group.begun_by, begun_at=group.created,
            last_at=group.created,
        ).save(force_insert=True)  # fmt: skip


def _people(hood: Hood, words: dict, dice: Random, inside: gathering.Inside | None) -> dict:
    """who → Member: of the cast, else a neighbour who writes this language, whom nobody else in it is, and who is in the group."""
    cast = set(hood.people.values())
    free = [member for member, spoken in hood.members if spoken == words["language"] and member not in cast]
    free = [member for member in free if inside is None or member.id in inside.members]
    dice.shuffle(free)
    return {who: (free.pop() if free else None) if who.isdigit() else hood.people.get(who) for who in words["who"]}


def _sow(hood: Hood, words: dict, people: dict, key: str, now: datetime, inside: gathering.Inside | None) -> None:
    here = {"neighbourhood": hood.place}
    members = inside.members if inside else [member.id for member in people.values()]
    messages = _messages(hood, words, people, key, now)
    first, last = messages[0], messages[-1]
    talk = Conversation(
        **here, id=seeded_uuid(first.created, key, hood.place.slug), members=members, begun_by=first.author_id, begun_at=first.created,
        pair=None if inside or "title" in words else pair_of(*members), group_id=inside and inside.group,
        title=words.get("group") or words.get("title", ""), last_at=last.created, last_id=last.id,
    )  # fmt: skip
    for message in messages:
        message.conversation_id, message.members = talk.id, members
    waits = {people[who].id for who in words.get("unread", ())}
    talk.save(force_insert=True)
    Message.objects.bulk_create(messages)
    Waiting.objects.bulk_create(
        Waiting(**here, id=seeded_uuid(last.created, key, who, "waits"), member_id=who, conversation_id=talk.id, since=last.created)
        for who in sorted(waits)
    )
    read = {who: messages[-2 if who in waits else -1].id for who in members}
    Marker.objects.bulk_create(
        Marker(**here, id=seeded_uuid(last.created, key, who, "read"), member_id=who, conversation_id=talk.id, read_id=ident)
        for who, ident in read.items()
    )


def _messages(hood: Hood, words: dict, people: dict, key: str, now: datetime) -> list[Message]:
    """In order; never in the future, however early in the morning the town is sown."""
    street, out = next(iter(sorted(hood.streets)), hood.place.name), []
    for number, line in enumerate(words["lines"]):
        if choice := CHOICE.match(line):
            out[-1].answers[str(people[choice["who"]].id)] = choice["choice"]
            continue
        said = LINE.match(line)
        moment = min(_at(now, int(said["days"]), said["hour"], said["minute"]), now - timedelta(minutes=len(words["lines"]) - number + 4))
        moment = max(moment, out[-1].created + timedelta(seconds=20)) if out else moment
        times = [_at(now, -int(days), *hour.split(":")) for days, hour in re.findall(r"\b(\d+) (\d\d:\d\d)", said["times"] or "")]
        ident = seeded_uuid(moment, key, hood.place.slug, number)
        text = said["text"].replace("{street}", street)
        author = people[said["who"]].id
        out.append(
            Message(neighbourhood=hood.place, id=ident, author_id=author, body=text, times=times, created=moment, changed_at=moment)
        )
    return out


def _at(now: datetime, days_ago: int, hour: str, minute: str) -> datetime:
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE)) - timedelta(days=days_ago)
    return local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0).astimezone(now.tzinfo)
