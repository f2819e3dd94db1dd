"""What goes along when somebody reports a message of their conversation: the copy they chose and saw, and nothing else of it.

The copy is made in the reporter's own hand, from what they can read themselves, and it is exactly what they were shown. Nobody's name is in
it. Once made it is sealed: what is taken back afterwards stays in the copy. Each line carries a mark made with the site's own key, so that
words which are gone by the time the keeper looks cannot be invented by whoever writes the row.
"""

import hashlib
import json
from datetime import datetime

from django.utils import timezone

from stoep.chat.models import Message, SentPicture
from stoep.lib.codes import keyed
from stoep.lib.dates import date_format
from stoep.lib.standings import MemberStanding
from stoep.membership.actions.blocking import blocked_me_since, blocked_since
from stoep.membership.models import Member

BEFORE, AFTER = 20, 10  # messages around the reported one that may go along
COPY = 5000  # characters
CALLED = 40  # characters of a message in the list to choose from


def around(member: MemberStanding, message: Message) -> list[Message]:
    """The messages that may go along, oldest first, the reported one among them: what this member can read, or could before one of the two
    blocked the other."""
    talk = Message.objects.said().filter(
        neighbourhood=member.here, conversation_id=message.conversation_id, members__contains=[member.member], held_at=None
    ).exclude(author_id__in=member.hidden - {message.author_id})
    if message.author_id in member.hidden:
        talk = talk.exclude(author_id=message.author_id, created__gt=apart_since(member)[message.author_id])
    before = talk.filter(id__lt=message.id).order_by("-id")[:BEFORE]
    return [*reversed(before), message, *talk.filter(id__gt=message.id).order_by("id")[:AFTER]]


def apart_since(member: MemberStanding) -> dict:
    """{face here: since when} of those whom this member blocked, or who blocked them; the earlier where both did."""
    mine, theirs = blocked_since(member), blocked_me_since(member)
    return {face: min(filter(None, (mine.get(face), theirs.get(face)))) for face in mine.keys() | theirs.keys()}


def stretch(near: list[Message], message: Message, along: str, first=None, last=None) -> list[Message]:
    """Of the messages around, those that go along. `along`: "0", "3", … so many before it, or "range": from `first` up to `last`."""
    at = next(place for place, one in enumerate(near) if one.id == message.id)
    if along != "range":
        return near[max(0, at - int(along)) : at + 1]
    places = {str(one.id): place for place, one in enumerate(near)}
    return near[min(places[str(first)], at) : max(places[str(last)], at) + 1]


def handed(member: MemberStanding, message: Message, chosen: list[Message], pictures: bool) -> list[dict]:
    """The copy: [{"id", "who", "at", "body", "times", "gone", "this", "pictures": [ids], "mark"}].

    `pictures`: whether these go along too.
    """
    kept = _pictures(member, chosen) if pictures else {}
    labels = {message.author_id: "author", member.member: "reporter"}
    return [_line(one, message, labels, kept.get(one.id, [])) for one in chosen]


def seal(copy: list[dict]) -> str:
    """A mark of exactly this copy: what is sent is what was looked at."""
    return hashlib.sha256(json.dumps(copy, sort_keys=True).encode()).hexdigest()


def genuine(copy: list[dict], message: Message, reporter) -> bool:
    """Whether these words were said in this conversation to this reporter. The keeper asks before an operator reads them.

    What was taken back since then has no words any more to compare with: its mark must fit.
    """
    said = Message.objects.said().filter(neighbourhood=message.neighbourhood_id, id__in=[line["id"] for line in copy])
    found = {str(one.id): one for one in said}
    same = [_said(line, found.get(line["id"]), message, reporter) for line in copy]
    return all(same) and sum(line["this"] for line in copy) == 1


def _said(line: dict, one: Message | None, message: Message, reporter) -> bool:
    if one is None or one.conversation_id != message.conversation_id or reporter not in one.members:
        return False
    whole = line["body"] == one.body[:COPY] if one.withdrawn_at is None else line.get("mark") == marked(one.id, line["body"], line["times"])
    return whole and line["this"] == (one.id == message.id)


def marked(message, body: str, times: list[str]) -> str:
    """The mark of a message's words, as they were read in the reporter's own hand. Only who has the site's key can make one."""
    return keyed("words of a report", str(message), body, json.dumps(times))


def _pictures(member: MemberStanding, chosen: list[Message]) -> dict:
    """{message: ids of its pictures}."""
    standing = [one.id for one in chosen if one.withdrawn_at is None]
    out: dict = {}
    for picture in SentPicture.objects.filter(neighbourhood=member.here, message_id__in=standing).order_by("position"):
        out.setdefault(picture.message_id, []).append(str(picture.id))
    return out


def _line(one: Message, message: Message, labels: dict, pictures: list[str]) -> dict:
    who = labels.setdefault(one.author_id, str(len(labels) - 1))  # others in a group are "1", "2", …
    body, times = "" if one.withdrawn_at else one.body[:COPY], [time.isoformat(timespec="minutes") for time in one.times]
    return {
        "id": str(one.id), "who": who, "at": one.created.isoformat(timespec="minutes"), "body": body, "times": times,
        "gone": one.withdrawn_at is not None, "this": one.id == message.id, "pictures": pictures,
        "mark": marked(one.id, body, times),
    }  # fmt: skip


def called(member: MemberStanding, near: list[Message]) -> list[tuple]:
    """(id, "14:03 Bram: how it begins") of each, to choose from; whoever blocked this member has no name."""
    authors = {one.author_id for one in near} - blocked_me_since(member).keys()
    names = dict(Member.objects.filter(neighbourhood=member.here, id__in=authors).values_list("id", "name"))
    out = []
    for one in near:
        words = "" if one.withdrawn_at else " ".join(one.body.split())
        words = words if len(words) <= CALLED else words[:CALLED] + " …"
        when = date_format(timezone.localtime(one.created), "SHORT_DATETIME_FORMAT")
        out.append((str(one.id), f"{when} {names.get(one.author_id, '')}".rstrip() + f": {words}"))
    return out


def shown(copy: list[dict], address) -> list[dict]:
    """A copy for the page: moments as moments, pictures as addresses. `address(id, width)` says where one is."""
    return [line | {
        "at": datetime.fromisoformat(line["at"]), "times": [datetime.fromisoformat(time) for time in line["times"]],
        "pictures": [(address(ident, 480), address(ident, 1920)) for ident in line["pictures"]],
    } for line in copy]  # fmt: skip
