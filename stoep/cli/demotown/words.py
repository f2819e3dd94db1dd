"""What the demo town says, read from posts/*.toml (the marks are explained in posts/README.md)."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

POSTS = Path(__file__).parent / "posts"
MARKS = re.compile(
    r"^(?P<under>> *)?(?P<author>@ *)?(?:\((?P<who>\w+)\) *)?(?:\[(?P<language>nl|fr|de|en)\] *)?(?P<text>.*)$", re.S
)
HET = ("plein", "pad", "hof", "los", "park", "einde", "veld", "steegje")


@dataclass(frozen=True)
class Remark:
    """One line of talk. `under`: an answer to the remark above it; `author`: the post's own author speaks; `who`: one of the cast."""

    text: str
    language: str
    under: bool = False
    author: bool = False
    who: str = ""


@dataclass(frozen=True)
class Words:
    """One post with all that was said under it."""

    key: str
    language: str
    body: str
    topics: tuple
    title: str = ""
    kind: str = "message"
    by: str = ""
    hood: str = ""
    days: float | None = None
    months: tuple = ()
    picture: tuple = ()  # (motif, what one sees)
    talk: tuple = field(default=())


@cache
def everything() -> tuple[Words, ...]:
    """All posts, in the order of the files."""
    return tuple(words for path in sorted(POSTS.glob("*.toml")) for words in read(path))


def read(path: Path) -> list[Words]:
    """The posts of one file; its name begins with its language."""
    language = path.stem[:2]
    written = tomllib.loads(path.read_text(encoding="utf-8"))["posts"]
    return [_words(f"{path.stem}-{number}", language, row) for number, row in enumerate(written)]


def _words(key, language, row) -> Words:
    talk = tuple(remark(text, language) for text in row.get("talk", ()))
    kept = {name: row[name] for name in ("kind", "by", "hood", "days", "body") if name in row}
    lists = {name: tuple(row.get(name, ())) for name in ("topics", "months", "picture")}
    return Words(key=key, language=language, talk=talk, **kept, **lists)


def remark(text: str, language: str) -> Remark:
    """A line of talk with its marks taken off."""
    found = MARKS.match(text)
    return Remark(
        found["text"],
        found["language"] or language,
        under=bool(found["under"]),
        author=bool(found["author"]),
        who=found["who"] or "",
    )


def in_words(street: str, other: str, language: str) -> str:
    """A street's name as it stands in a sentence: "de Molenstraat", "het Rietpad", "rue du Moulin"."""
    if language == "nl":
        return f"{'het' if street.lower().endswith(HET) else 'de'} {street}"
    if language == "fr" and other:
        return other[0].lower() + other[1:]
    return street


def filled(text: str, language: str, street: tuple, street2: tuple, hood: str, town: str) -> str:
    """The text with its places named; streets are (name, other name)."""
    return (
        text.replace("{street}", in_words(*street, language)).replace("{street2}", in_words(*street2, language))
        .replace("{hood}", hood).replace("{town}", town)
    )  # fmt: skip
