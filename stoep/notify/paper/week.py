"""A sheet or a poster, from what was chosen to the PDF.

How large the type is: what people read at ease has an x-height of 0.2 degree of the eye's field or more (the critical print size, Legge
and Bigelow 2011); for the eyes of seventy we take 0.28 at least. The typeface's x-height is 0.496 of its size. So the smallest type is
11 points on the sheet, held at 40 cm (x-height 1.9 mm, 0.28 degree), and 18 on a poster, read at 60 cm (3.1 mm, 0.30 degree).
"""

import json
import sys
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from stoep.care.finding import connectors_here
from stoep.lib.clock import now, this_day
from stoep.lib.dates import date_format
from stoep.lib.standings import MemberStanding
from stoep.lib.texts import whole
from stoep.membership.letters.presses import typesetting
from stoep.membership.models import Member
from stoep.places.help_points import help_points
from stoep.places.models import Neighbourhood

from .choosing import SECTIONS, Item
from .stripping import first_name
from .words import WORDS

PRESS = (sys.executable, "-m", "stoep.notify.paper.press")
SIZES = {  # points of type, millimetres of paper
    "sheet": {"paper": "a4", "margin": 18, "title": 30, "head": 15, "text": 12.5, "small": 11, "foot": 14, "qr": 34},
    "poster": {"paper": "a4", "margin": 14, "title": 34, "head": 22, "text": 20, "small": 18, "foot": 18, "qr": 34},
    "large": {"paper": "a3", "margin": 20, "title": 54, "head": 30, "text": 25, "small": 20, "foot": 26, "qr": 56},
}
POINTS = 2  # places where somebody helps, on one sheet
FEW = 10  # fewer new neighbours are not counted in a hall


def printed(member: MemberStanding, items: list[Item], size: str, language: str) -> bytes:
    """The PDF of these messages, one page. What was set today for the same words is not set again. Raises PressFailed."""
    return _set(json.dumps(week(member, items, size, language), sort_keys=True))


@lru_cache(maxsize=32)
def _set(ready: str) -> bytes:
    """By its words: a change of any of them is another sheet, so nothing old is ever handed out."""
    with typesetting(json.loads(ready), PRESS) as pdf:
        return pdf()


def week(member: MemberStanding, items: list[Item], size: str, language: str) -> dict:
    """Everything week.typ lays out, with all words filled in."""
    words, today, total = WORDS[language], this_day(), len(items)
    with translation.override(language):
        start, end = (date_format(day, "j F") for day in (today, today + timedelta(days=7)))
    heading = words["title"].format(hood=member.place_name)
    one, many = words["more"]
    return {
        "title": f"{heading} · {start}", "heading": heading, "dates": words["dates"].format(start=start, end=end),
        "language": language, "measures": SIZES[size], "sections": _sections(items, words), "total": total,
        "nothing": words["nothing"], "more": [one, *(many.format(n=n) for n in range(2, total + 1))],
        "welcome": _welcome(member, words), "how": _how(member, words), "link": settings.BASE_URL,
    }  # fmt: skip


def _sections(items, words) -> list[dict]:
    """By section; `rank` says in which order they give way when there is no room: the last of the fullest section first."""
    by_section = {name: [one for one in items if one.section == name] for name in SECTIONS}
    turns = sorted((n, SECTIONS.index(name), name) for name, found in by_section.items() for n in range(len(found)))
    ranks = {(name, n): rank for rank, (n, _order, name) in enumerate(turns)}
    return [
        {"name": words["sections"][name], "items": [
            {"title": one.title, "line": one.line, "language": one.language, "rank": ranks[name, n]} for n, one in enumerate(found)
        ]} for name, found in by_section.items() if found
    ]  # fmt: skip


def _welcome(member, words) -> str:
    """New neighbours, by tens: a hall does not learn who has just moved in, nor that it was only one."""
    fresh = Member.objects.filter(neighbourhood=member.here, kind=Member.Kind.RESIDENT, state=Member.State.ACTIVE, shielded=False)
    n = fresh.filter(joined_at__gt=now() - timedelta(days=30)).count()
    return words["welcome_n"].format(n=round(n / 5) * 5) if n >= FEW else words["welcome"]


def _how(member, words) -> dict:
    """How to answer without a computer, and whom to tell: who works here with a badge, and the help points."""
    here = Neighbourhood.objects.select_related("municipality").defer("boundary").get(id=member.here)
    points = help_points(here.municipality, here)[:POINTS]
    facts = [(one["name"], (one["address"], one["hours"], whole(one["phone"]))) for one in points]
    known = [{"name": name, "line": " · ".join(filter(None, said))} for name, said in facts]
    badges = [f"{first_name(one.name)} ({one.badge})" for one in connectors_here(member)[:2] if not one.shielded]
    told = badges + [words["at"].format(point=one["name"]) for one in known[:1]] or [words["nobody"]]
    lines = [words["tell"].format(who=f" {words['or']} ".join(told)), words["scan"]]
    return {"title": words["how"], "lines": lines, "points": known, "qr": words["qr"]}
