"""Proposing a topic for a text, and saying because of which words. Plain Python, some thirty microseconds a word, nothing leaves the house.

Only the fixed list is ever proposed, about what is said, never about who says it. What is learned is read from learned.json when the
first text asks for it.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, sqrt
from pathlib import Path

from .reading import parts_of, words_of

LEARNED = Path(__file__).parent / "learned.json"
# A weight is one sign: from -46 to 46, without the two signs that stand in JSON's way.
SIGNS = {sign: number for number, sign in enumerate((chr(code) for code in range(33, 128) if chr(code) not in '"\\'), -46)}
STEEP = 3.2  # the answers of the regression are too modest: measured on texts it had not seen (`stoep topics measure`)
SURE = 0.35  # below this the topic is "other": better no word than a wrong one
SAYS = 0.3  # a word is named when it says this share of what the loudest word says
OTHER = "other"
LOST, CALLED = "lost", "safety"
BY_KIND = {"thing": "things", LOST: LOST}  # the kind says it all
BY_CALL = {"missing": CALLED, "danger": CALLED, "cut": CALLED, "pet": LOST, "today": "care"}  # and so does why it cannot wait
UNSURE = {"help": "care", "event": "activities"}  # the kind says it when the words do not


@dataclass(frozen=True)
class Proposal:
    """A topic of the list; the next likely ones; the words it was proposed for, as they are written (none: the kind of post says it)."""

    topic: str
    others: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def says_itself(kind: str, urgent: str = "") -> bool:
    """Whether such a post needs no topic to be understood: a guess beside "a child is missing" can only hurt."""
    return bool(urgent) or kind == LOST


def propose(text: str, kind: str = "", urgent: str = "") -> Proposal:
    """A topic for a post with this text, of this kind (Post.Kind; empty when it is not known yet); `urgent`: why it cannot wait
    (urgent.reasons.REASONS), if it cannot. Where kind or reason give the topic, the words are not read."""
    if given := BY_CALL.get(urgent, CALLED) if urgent else BY_KIND.get(kind):
        return Proposal(given)
    said = words_of(text)
    shares = likely(said)
    ranked = sorted(shares, key=shares.get, reverse=True)
    if not said or shares[ranked[0]] < SURE:
        first = UNSURE.get(kind, OTHER)
        return Proposal(first, tuple(key for key in ranked if key != first)[:2] if said else ())
    return Proposal(ranked[0], tuple(ranked[1:3]), because(said, ranked[0]))


def likely(said: dict[str, str]) -> dict[str, float]:
    """{topic: how likely, all together 1} for these words (reading.words_of)."""
    known = learned()
    total, size = [0.0] * len(known["topics"]), 0.0
    for word in said:
        speaks, weight = voice(word)
        size += weight
        for n, number in enumerate(speaks):
            total[n] += number
    norm = sqrt(size) or 1.0
    scores = [STEEP * (number / norm + bias) for number, bias in zip(total, known["bias"], strict=True)]
    highest = max(scores)
    raised = [exp(score - highest) for score in scores]
    whole = sum(raised)
    return {topic: number / whole for topic, number in zip(known["topics"], raised, strict=True)}


def because(said: dict[str, str], topic: str, most: int = 3) -> tuple[str, ...]:
    """The words that speak loudest for this topic, as they are written."""
    known = learned()
    at, small = known["topics"].index(topic), known["small"]
    loud = {}
    for word, written in said.items():
        speaks, _weight = voice(word)
        if word not in small and len(word) > 2:
            loud[written] = speaks[at] - sum(speaks) / len(speaks)
    ranked = sorted(loud, key=loud.get, reverse=True)[:most]
    return tuple(written for written in ranked if loud[written] > max(0, SAYS * loud[ranked[0]]))


@lru_cache(maxsize=8192)
def voice(word: str) -> tuple[tuple[float, ...], float]:
    """What a plain word says for each topic, and how much it weighs."""
    known = learned()["parts"]
    found = [numbers for part in parts_of(word) if (numbers := known.get(part))]
    if not found:
        return (0.0,) * len(learned()["topics"]), 0.0
    columns = list(zip(*([SIGNS[sign] for sign in numbers] for numbers in found), strict=True))
    return tuple(sum(column) / 40 for column in columns[1:]), sum(((number + 46) / 90) ** 2 for number in columns[0])


@cache
def learned() -> dict:
    """What was learned, read once."""
    found = json.loads(LEARNED.read_text(encoding="utf-8"))
    return {**found, "small": frozenset(found["small"])}
