"""Who lives in a sown town: the cast, and neighbours put together from names on doorbells."""

import random
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Character:
    """One of the cast, as written in cast.toml."""

    who: str
    name: str
    role: str
    language: str
    woman: bool
    at: str = ""
    about: str = ""
    gives: str = ""
    function: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Neighbour:
    """Somebody with a door. `photo`: whether there is a portrait."""

    name: str
    language: str
    woman: bool
    about: str
    photo: bool
    gives: str = ""


@cache
def cast() -> dict[str, Character]:
    """The cast by name."""
    written = tomllib.loads((HERE / "cast.toml").read_text(encoding="utf-8"))["cast"]
    return {row["who"]: Character(**row) for row in written}


@cache
def names() -> dict:
    """The doorbells, by language."""
    return tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))


def neighbours(count: int, seed: str, french: float = 0.2) -> list[Neighbour]:
    """So many neighbours, always the same for one seed; about `french` of them write French, a few German or English."""
    dice, seen, out = random.Random(seed), {character.name for character in cast().values()}, []
    while len(out) < count:
        draw = dice.random()
        language = "de" if draw < 0.04 else "en" if draw < 0.08 else "fr" if draw < 0.08 + french else "nl"
        bells, woman = names()[language], dice.random() < 0.52
        name = f"{dice.choice(bells['women' if woman else 'men'])} {dice.choice(bells['families'])}"
        if name in seen and len(seen) < 3000:
            continue
        seen.add(name)
        about = dice.choice(names()["about"][language]) if dice.random() < 0.4 else ""
        photo, other = dice.random() < 0.6, random.Random(f"gives {name}")
        gives = other.choice(names()["gives"][language]) if other.random() < 0.3 else ""
        out.append(Neighbour(name, language, woman, about, photo, gives))
    return out


def mailbox(name: str, domain: str) -> str:
    """A mail address made of a name, in a domain that cannot exist (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{'.'.join(''.join(c if c.isalnum() else ' ' for c in plain).split())}@{domain}.example"
