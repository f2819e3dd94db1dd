"""Whether a text tells of an empty home, and until when. Some ten microseconds a sentence; nothing leaves the house."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from stoep.lib.clock import this_day

from .words import CARD, DAYS, ELSE, GONE, LONG, MONTHS, OFF, STRONG, TIME, TRIP, WHO

KEPT = timedelta(days=14)  # how long such a post stands where it names no day
FURTHEST = timedelta(days=120)  # a day further away is another one
BETWEEN = r"(?:[\w'/]+[.,]? ){0,6}"


def _journeys() -> list[tuple[re.Pattern, str]]:
    """For each language (what is said, how it must be timed): a journey; away, with a time; off to somewhere, for days."""
    out = []
    for language, (who, being, going) in WHO.items():
        anyhow, off = (_pair(who, verbs) for verbs in (f"{being}|{going}", going))
        out.append((re.compile(rf"{anyhow} {BETWEEN}?(?:{TRIP[language]})\b"), None))
        out.append((re.compile(rf"{anyhow} {BETWEEN}?{GONE[language]}\b"), re.compile(TIME)))
        out.append((re.compile(rf"{off} {BETWEEN}?(?:{OFF[language]})\b"), re.compile(LONG)))
    return out


def _pair(who: str, verbs: str) -> str:
    """Who it is and what they do, in either order."""
    return rf"(?:\b(?:{who}) ?(?:\w+ ){{0,2}}(?:{verbs})\b|\b(?:{verbs}) (?:{who})\b)"


JOURNEYS = _journeys()
SURE = re.compile("|".join(STRONG))
ON_A_CARD = re.compile(CARD)
OTHER = re.compile("|".join(ELSE))
END = re.compile(r"(?<=[^\d][.!?])\s+|\n+")
NUMBERED = re.compile(r"\b(\d{1,2})(?:\.|er|e|ste|de|st|nd|rd|th)? ?(?:of |de )?([a-z]{3,})\b")
NAMED = re.compile(r"\b([a-z]{3,}) (\d{1,2})(?:st|nd|rd|th)?\b")
SLASHED = re.compile(r"\b(\d{1,2})[./](\d{1,2})\b")


def plain(text: str) -> str:
    """Small letters without accents, one kind of apostrophe."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))
    return bare.replace("’", "'")


def tells_absence(*texts: str) -> bool:
    """Whether any sentence tells that a home here is or will be empty."""
    return any(_tells(" ".join(sentence.split())) for sentence in END.split(plain("\n".join(texts))) if sentence.strip())


def _tells(sentence: str) -> bool:
    if OTHER.search(sentence):
        return False
    if SURE.search(sentence) or ON_A_CARD.search(sentence):
        return True
    return any(said.search(sentence) and (timed is None or timed.search(sentence)) for said, timed in JOURNEYS)


def absence(kind: str, *texts: str) -> dict:
    """What a post of this kind keeps of it: {away, expires_at}. What is planned has a day of its own, so it does not expire."""
    away = tells_absence(*texts)
    return {"away": away, "expires_at": stands_until(*texts) if away and kind != "event" else None}


def stands_until(*texts: str) -> datetime:
    """When such a post goes from the board: at the end of the last day it names, or after two weeks."""
    today = this_day()
    days = [day for day in _days(plain(" ".join(texts)), today) if today <= day <= today + FURTHEST]
    last = max(days) if days else today + KEPT
    return datetime.combine(last + timedelta(days=1), time(), timezone.get_current_timezone())


def _days(text: str, today: date) -> list[date]:
    pairs = [(int(day), _month(name)) for day, name in NUMBERED.findall(text)]
    pairs += [(int(day), _month(name)) for name, day in NAMED.findall(text)]
    pairs += [(int(day), int(month)) for day, month in SLASHED.findall(text)]
    found = [_date(day, month, today) for day, month in pairs]
    until = re.findall(rf"(?:tot|t/m|jusqu'?a?u?|bis|until|till) (?:en met |zum |a |au )?({'|'.join(DAYS)})\b", text)
    weekdays = [next(n for n, names in enumerate(DAYS) if name in names.split("|")) for name in until]
    return [day for day in found if day] + [today + timedelta(days=(n - today.weekday()) % 7) for n in weekdays]


def _month(name: str) -> int:
    return MONTHS.get(name[:4], MONTHS.get(name[:3], 0))


def _date(day: int, month: int, today: date) -> date | None:
    """The next such day, or the one of the month that has just begun."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found >= today - timedelta(days=30):
            return found
    return None
