"""Sowing what is planned: a calendar with something in it for each of the next weeks."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from stoep.board.calendar.held import count_held, gather_held
from stoep.board.calendar.times import DAYS, last_of
from stoep.board.models import Attendance, Bring, Event, Need, Post

from . import gathering
from .folk import Hood
from .moments import seeded_uuid
from .talk import set_vectors

WORDS = Path(__file__).parents[1] / "demotown" / "events.toml"


def written() -> list[dict]:
    """The events as they stand in the file."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))["event"]


def sow(hoods: dict[str, Hood], now: datetime) -> int:
    """All events whose neighbourhood is here. Returns how many."""
    sown = [_sow(hoods[words["hood"]], words, now) for words in written() if words["hood"] in hoods]
    set_vectors(sorted({hood.place.id for hood in hoods.values()}))
    return len(sown)


def count(places: list[int]) -> None:
    """What neighbourhoods near each of them held. The weekly job would come too late for somebody who looks at the demo today."""
    for step in (count_held, gather_held):
        for place in places:
            step(place)


def _sow(hood: Hood, words: dict, now: datetime) -> None:
    dice, here = Random(words["title"]), {"neighbourhood": hood.place}
    start, end = _times(words, now)
    said = min(start, now) - timedelta(days=dice.randrange(3, 9), hours=dice.randrange(8))
    author, others = _people(hood, words, dice, said)
    post = Post(
        **here, id=seeded_uuid(said, hood.place.slug, words["title"]), author_id=author.id, kind=Post.Kind.EVENT, title=words["title"],
        body=words["body"], language=words["language"], topics=["activities"], created=said,
        group_id=gathering.inside(hood, words["group"]).group if "group" in words else None,
    )  # fmt: skip
    post.save(force_insert=True)
    about = {**here, "post_id": post.id}
    nth = f"{(start.day - 1) // 7 + 1 if start.day < 29 else -1}{DAYS[start.weekday()]}"
    event = Event(
        **about, starts_at=start, ends_at=end, place=words["place"], price=words.get("price", ""), changed_at=said,
        rule=words.get("repeat", "").format(nth=nth), cancelled_at=now - timedelta(hours=5) if words.get("called_off") else None,
    )  # fmt: skip
    event.last_at = last_of(event)
    event.save(force_insert=True)
    going = others[: words["going"]]
    answered = [(member, "going") for member in going]
    answered += [(member, "interested") for member in others[len(going) : len(going) + words.get("maybe", 0)]]
    Attendance.objects.bulk_create(
        Attendance(**about, member_id=member.id, answer=answer, at=said + timedelta(hours=1 + n))
        for n, (member, answer) in enumerate(answered)
    )
    _needs(here, post, words.get("needs", []), going, dice)


def _times(words: dict, now: datetime) -> tuple[datetime, datetime]:
    first, last = (time.fromisoformat(part) for part in words["at"].split("-"))
    zone = ZoneInfo(settings.TIME_ZONE)
    day = (now.astimezone(zone) + timedelta(days=words["ahead"])).date()
    return datetime.combine(day, first, zone), datetime.combine(day, last, zone)


def _people(hood: Hood, words: dict, dice: Random, said: datetime) -> tuple:
    """Who plans it, and the others in the order in which they answer: all lived here by then, where anybody did."""
    living = [(member, spoken) for member, spoken in hood.members if member.joined_at < said] or hood.members
    fitting = [member for member, spoken in living if spoken == words["language"]] or [member for member, _ in living]
    author = hood.people.get(words.get("by")) or dice.choice(fitting)
    others = [member for member, _ in living if member.id != author.id]
    dice.shuffle(others)
    return author, others


def _needs(here: dict, post: Post, needs: list, going: list, dice: Random) -> None:
    """What is to be brought; about half of it somebody brings."""
    for position, (what, wanted) in enumerate(needs):
        need = Need(**here, post_id=post.id, what=what, wanted=wanted, position=position)
        need.save(force_insert=True)
        by = dice.sample(going, min(len(going), dice.randint(0, wanted)))
        Bring.objects.bulk_create(Bring(**here, need_id=need.id, member_id=member.id) for member in by)
