"""Sowing what neighbours do for each other. A story is a post with its talk, told in a file of demotown/, and the rows that hang on it."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from stoep.board.models import Post
from stoep.membership.models import Member
from stoep.notify.models import Notification

from ..demotown.words import Words, remark
from . import talk
from .folk import Hood
from .moments import awake, seeded_uuid

FOLDER = Path(__file__).parents[1] / "demotown"
KINDS = {"help": Post.Kind.HELP, "thing": Post.Kind.THING, "lost": Post.Kind.LOST, "poll": Post.Kind.POLL, "idea": Post.Kind.IDEA}
FILES = {"help": "help.toml", "thing": "things.toml", "lost": "lost.toml", "poll": "polls.toml", "idea": "ideas.toml"}
TOPICS = {"help": ("care",), "thing": ("things",), "lost": ("lost",), "poll": ("street",), "idea": ("street",)}
READ_AFTER = timedelta(days=2)


@dataclass
class Story:
    """One of them in its neighbourhood. `words`: as the file has them."""

    key: str
    words: dict
    hood: Hood
    post: Post
    now: datetime
    spoken: list = field(default_factory=list)  # ids of who plays a part already

    def neighbour(self, part: dict) -> Member | None:
        """Who plays this part: of the cast, else somebody who lived here then, writes its language and plays no other part."""
        if "who" in part:
            return self.hood.people.get(part["who"])
        language = part.get("language", self.post.language)
        dice = Random(f"{self.hood.place.slug} {self.key} {len(self.spoken)}")
        found = talk.somebody(self.hood, language, dice, (self.post.author_id, *self.spoken), self.post.created)
        self.spoken += [found.id] if found else []
        return found

    def moment(self, nth: int, of: int, whole: bool = False) -> datetime:
        """When the nth of so many came: spread over the first two days, or the whole time since, never in the future."""
        age = self.now - self.post.created
        room = age if whole else min(age, timedelta(days=2))
        return self.post.created + room * ((nth + 0.6) / (of + 1))

    def ago(self, days: float | None) -> datetime | None:
        """So many days before now; None stays None."""
        return None if days is None else self.now - timedelta(days=days)

    def ring(self, hearer, verb: str, actor, at: datetime) -> list[Notification]:
        """A row of the bell, for one of the cast; what is older than two days has been read."""
        if hearer not in [member.id for member in self.hood.people.values()] or hearer == actor:
            return []
        read = at + timedelta(hours=4) if at < self.now - READ_AFTER else None
        ident = seeded_uuid(at, "bell", verb, hearer, actor, self.post.id)
        here = self.hood.place
        return [
            Notification(
                neighbourhood=here, id=ident, member_id=hearer, verb=verb, post_id=self.post.id, actor_id=actor, created=at,
                read_at=read, mailed_at=at,
            )
        ]  # fmt: skip


def written(kind: str) -> list[dict]:
    """The stories of a kind as they stand in their file."""
    return tomllib.loads((FOLDER / FILES[kind]).read_text(encoding="utf-8"))[kind]


def plan(kind: str, said: talk.Talk, hoods: dict[str, Hood]) -> list[Story]:
    """The stories whose neighbourhood is here, their posts put among what is to be written."""
    out = []
    for number, words in enumerate(written(kind)):
        hood, at = hoods.get(words["hood"]), said.now - timedelta(days=words["days"])
        at = awake(at, said.now - timedelta(minutes=7), Random(f"{kind} {number}"))
        if hood is None or at.month not in words.get("months", range(1, 13)):
            continue
        key = f"{kind}-{number}"
        post = talk.sow(said, hood, _as_post(key, kind, words), at)
        if post:
            out.append(Story(key, words, hood, post, said.now))
            post.solved_at = out[-1].ago(words.get("solved", words.get("home")))
    return out


def _as_post(key: str, kind: str, words: dict) -> Words:
    lines = tuple(remark(text, words["language"]) for text in words.get("talk", ()))
    kept = {name: words[name] for name in ("by", "title", "body", "language") if name in words}
    picture = tuple(words.get("picture", ()))
    topics = tuple(words.get("topics", TOPICS[kind]))
    return Words(key=key, kind=KINDS[kind], topics=topics, picture=picture, talk=lines, **kept)


def write(rows: list) -> None:
    """All rows, one statement per table, in the order in which their kinds first came."""
    order = list(dict.fromkeys(type(row) for row in rows))
    for model, mine in groupby(sorted(rows, key=lambda row: order.index(type(row))), key=type):
        model.objects.bulk_create(mine)
