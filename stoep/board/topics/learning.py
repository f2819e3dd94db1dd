"""Learning topics from texts that were written for it, once, by `stoep topics train`; the answer stands in learned.json.

A multinomial logistic regression over the parts of words (reading.py). A part weighs more the rarer it is and the fewer topics it
stands in. `written/learn-*.toml` holds 25 short posts per topic and language, `written/words-*.toml` words that speak for a topic. All are
our own; nothing that neighbours write is ever learned from.
"""

import json
import tomllib
from collections import Counter

import numpy as np

from ..words import TOPICS
from .proposing import LEARNED, LOST, SIGNS
from .reading import parts_of, plain, words_of
from .texts import LANGUAGES, TEXTS, written

signs = {number: sign for sign, number in SIGNS.items()}
KEYS = tuple(key for key in TOPICS if key != LOST)  # that one is given by the kind of post
ROUNDS, PACE, DRAG, SHRINK = 120, 4.0, 0.9, 1e-4
SCALE = 40  # a weight is kept as a whole number of fortieths, from -46 to 46: one letter each
FAINT = 4  # parts that move no topic further than this many fortieths are not kept


def learn() -> dict:
    """Learn, and write learned.json. Returns how much was learned from."""
    rows = [row for language in LANGUAGES for name in ("learn", "words") for row in written(name, language)]
    texts = [[parts_of(word) for word in words_of(text)] for _topic, text in rows]
    topics = np.array([KEYS.index(topic) for topic, _text in rows])
    parts, rarity = _weighed(texts, topics)
    given = _matrix(texts, parts, rarity)
    weights, bias = _fitted(given, np.eye(len(KEYS), dtype=np.float32)[topics])
    kept = _kept(parts, rarity, weights)
    small = tomllib.loads((TEXTS / "small.toml").read_text(encoding="utf-8"))
    answer = {
        "topics": list(KEYS), "bias": [round(float(number), 4) for number in bias], "parts": kept,
        "small": sorted({plain(word) for words in small.values() for word in words.split()}),
    }  # fmt: skip
    LEARNED.write_text(json.dumps(answer, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    return {"texts": len(rows), "parts": len(kept), "bytes": LEARNED.stat().st_size}


def _weighed(texts, topics) -> tuple[dict, np.ndarray]:
    """The parts that stand in two texts or more, and what each weighs, from 0 to 1."""
    seen, where = Counter(), {}
    for said, topic in zip(texts, topics, strict=True):
        for part in set().union(*said):
            seen[part] += 1
            where.setdefault(part, Counter())[topic] += 1
    parts = {part: n for n, part in enumerate(sorted(part for part, times in seen.items() if times > 1))}
    counts = np.array([[0.15 + where[part][topic] for topic in range(len(KEYS))] for part in parts])
    shares = counts / counts.sum(1, keepdims=True)
    spread = -(shares * np.log(shares)).sum(1) / np.log(len(KEYS))
    rare = np.log(len(texts) / np.array([seen[part] for part in parts]))
    return parts, (rare / rare.max() * np.sqrt(1 - spread)).astype(np.float32)


def _matrix(texts, parts, rarity) -> np.ndarray:
    out = np.zeros((len(texts), len(parts)), np.float32)
    for row, said in enumerate(texts):
        size = 0.0
        for word in said:
            known = [parts[part] for part in word if part in parts]
            out[row, known] += rarity[known]
            size += float((rarity[known] ** 2).sum())
        out[row] /= np.sqrt(size) or 1
    return out


def _fitted(given, wanted) -> tuple[np.ndarray, np.ndarray]:
    """Gradient descent with momentum, always from nought: the same texts give the same weights."""
    weights, bias = np.zeros((given.shape[1], wanted.shape[1]), np.float32), np.zeros(wanted.shape[1], np.float32)
    speed = np.zeros_like(weights)
    for _ in range(ROUNDS):
        ahead = weights + DRAG * speed
        score = given @ ahead + bias
        guess = np.exp(score - score.max(1, keepdims=True))
        wrong = guess / guess.sum(1, keepdims=True) - wanted
        speed = DRAG * speed - PACE * (given.T @ wrong / len(given) + SHRINK * ahead)
        weights += speed
        bias -= PACE * 0.1 * wrong.mean(0)
    return weights, bias


def _kept(parts, rarity, weights) -> dict[str, str]:
    """{part: a letter for how rare it is, then one per topic}."""
    steps = np.clip(np.rint(weights * rarity[:, None] * SCALE), -46, 46).astype(int)
    loud = (steps.max(1) - steps.min(1)) > FAINT
    return {part: letters(int(rarity[n] * 90) - 46, *steps[n]) for part, n in parts.items() if loud[n]}


def letters(*numbers: int) -> str:
    """Whole numbers from -46 to 46 as one sign each."""
    return "".join(signs[number] for number in numbers)

