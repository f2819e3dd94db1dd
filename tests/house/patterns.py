"""Every regular expression of ours, and the words that cost it most: made from the pattern itself, then timed.

A pattern may cost what is proportional to the text. What grows with its square is felt at a hundred kilobytes, and
what doubles with each letter at thirty. Where the text has a measure of its own, `telling` is told that measure.
"""

import math
import random
import re
import signal
import time
from collections.abc import Iterator
from re import _constants as kinds
from re import _parser as parser

WHOLE = 100_000  # characters: the longest text that anybody can send in one field
ENOUGH = 1.0  # seconds of a processor for that much
FIRST, SECOND = 3_000, 12_000  # what is really tried; the whole is worked out from those
GIVEN_UP = 0.4  # seconds for one of those: nothing that is proportional comes near
NOTHING_MUCH = 0.001  # seconds for FIRST: whatever doubles or squares takes longer
USUAL = 'a0 \n-@."é!'
LOOSE_ENDS = ("", "!", "\n", " ", "\x00", "a", "0")
MANY = 8  # a repeat bounded below this cannot cost much


class TooLong(Exception):
    """The pattern was still looking when its time was over."""


def samples(parsed, dice) -> str:
    """A text that this part of a pattern may match; what looks around counts as nothing."""
    return "".join(_one(code, of, dice) for code, of in parsed)


def _one(code, of, dice) -> str:
    name = str(code)
    if name == "LITERAL":
        return chr(of)
    if name in ("NOT_LITERAL", "IN", "ANY", "CATEGORY"):
        fitting = members(code, of)
        return dice.choice(fitting) if fitting else ""
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return "".join(samples(of[2], dice) for _ in range(min(max(of[0], 1), 40)))
    if name == "SUBPATTERN":
        return samples(of[3], dice)
    if name == "ATOMIC_GROUP":
        return samples(of, dice)
    if name == "BRANCH":
        return samples(dice.choice(of[1]), dice)
    return ""  # places, looks around, and references back


def members(code, of) -> list[str]:
    """Some characters that one place of a pattern takes: the usual ones, and the ends of its own ranges."""
    own = []
    for kind, value in of if code is kinds.IN else []:
        own += [chr(value)] if kind is kinds.LITERAL else [chr(end) for end in value] if kind is kinds.RANGE else []
    single = parser.SubPattern(parser.State(), [(code, of) if code is not kinds.CATEGORY else (kinds.IN, [(code, of)])])
    reads = re._compiler.compile(single)
    return [sign for sign in [*USUAL, *own[:8], *own[-2:]] if reads.fullmatch(sign)]


def repeats(parsed, before, dice) -> Iterator[tuple[str, str]]:
    """(what may stand before it, what it repeats) of everything in the pattern that repeats for long."""
    for code, of in parsed:
        name = str(code)
        inside = {"SUBPATTERN": lambda of: [of[3]], "ATOMIC_GROUP": lambda of: [of], "BRANCH": lambda of: of[1],
                  "ASSERT": lambda of: [of[1]], "ASSERT_NOT": lambda of: [of[1]]}  # fmt: skip
        if name.endswith("_REPEAT"):
            if of[1] >= MANY:
                for _ in range(3):
                    yield before, samples(of[2], dice)
                single = len(of[2]) == 1 and str(of[2][0][0]) in ("IN", "ANY", "NOT_LITERAL")
                signs = members(*of[2][0]) if single else []
                yield from ((before, again) for again in [*signs, *(a + b for a in signs[:4] for b in signs if a != b)])
            yield from repeats(of[2], before, dice)
        for part in inside.get(name, lambda of: [])(of):
            yield from repeats(part, before, dice)
        before = (before + _one(code, of, dice))[-200:]


def attacks(pattern: re.Pattern) -> list[tuple[str, str, str]]:
    """(begin, what is repeated, end): all the ways in which this pattern may be kept busy."""
    dice, found = random.Random(11), {}
    parsed = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    text = parser.parse(pattern.pattern.decode("latin-1"), pattern.flags & ~re.LOCALE) if isinstance(pattern.pattern, bytes) else parsed
    for before, again in [each for _ in range(3) for each in repeats(text, "", dice)]:
        for begin, middle in ((before, again), ("", again), ("", before), ("", before + again), ("", again + before)):
            found[begin, middle] = None
    for sign in USUAL:
        found["", sign] = None
    return [(begin, middle, end) for begin, middle in found if middle for end in LOOSE_ENDS]


def worst(pattern: re.Pattern, measure: int = WHOLE) -> tuple[float, tuple]:
    """(seconds that a text of this measure may cost, how that text is made). Infinite when it never ends."""
    first, second = min(FIRST, measure), min(SECOND, measure)
    out = (0.0, ())
    for attack in attacks(pattern):
        took = seconds(pattern, attack, first)
        if took < NOTHING_MUCH:
            continue
        longer = seconds(pattern, attack, second) if took < GIVEN_UP else took
        power = math.log(max(longer / took, 1.0), second / first) if longer < GIVEN_UP and second > first else 0.0
        out = max(out, (longer * (measure / second) ** power, attack))
        if out[0] > ENOUGH:
            break
    return out


def seconds(pattern, attack, length) -> float:
    """Of a processor, the best of three, for all that a pattern is used for: looking from the front, and everywhere."""
    begin, middle, end = attack
    text = (begin + middle * (length // len(middle) + 1))[: length - len(end)] + end
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    best = float("inf")
    for _ in range(3):
        best = min(best, _timed(pattern, given))
        if best < NOTHING_MUCH or best == float("inf"):
            break
    return best


def _timed(pattern, given) -> float:
    def over(*_):
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    begun = time.process_time()
    try:
        for _ in pattern.finditer(given):
            pass
        return time.process_time() - begun
    except TooLong:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
