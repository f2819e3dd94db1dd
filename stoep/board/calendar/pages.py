"""The calendar page, filled from shapes that were rendered once (lib/slots.py)."""

from datetime import date, time
from functools import lru_cache

from django.http import HttpResponse
from django.utils import formats, translation
from django.utils.translation import ngettext

from stoep.lib.dates import date_format
from stoep.lib.shell import PLACE, PagePiece
from stoep.lib.slots import Piece, esc, named, url_id, url_slug

from .ideas import idea, suggestions

LINE = Piece(
    "board/calendar/_line.html",
    named("at", "lang", "title", "place", "people"),
    {"slug": url_slug("slug"), "post_id": url_id(1)},
    ("state", "placed", "coming"),
)
DAY = Piece("board/calendar/_agenda_day.html", named("lines_html"), {}, ("day", "today"))
PAST = Piece("board/calendar/_past_line.html", named("title", "people"), {"slug": url_slug("slug"), "post_id": url_id(1)}, ("day", "came"))


class Idea(Piece):
    """Something one could organise; which one, and how many neighbourhoods near here did it, are its shape."""

    def render(self, language, flags):
        return super().render(language, {**flags, **idea(flags["key"])})


IDEA = Idea("board/calendar/_idea.html", {}, {"slug": url_slug("slug")}, ("key", "near"))
CALENDAR = PagePiece(
    "board/calendar/calendar.html",
    {**named("standing.place_name", "days_html", "later_html", "past_html", "group", "ideas_html"), "here": "calendar"},
    {"standing.place_slug": PLACE, "group_id": url_id(4)},
    ("some", "later", "past", "of_group"),
)


CELL = Piece("board/calendar/_cell.html", named("n", "titles", "say", "day"), {}, ("some", "today", "outside"))


class MonthPage(PagePiece):
    """The grid of a month; the names of the days are part of its shape."""

    def render(self, language, flags):
        with translation.override(language):
            names = [(date_format(date(2024, 1, day), "D"), date_format(date(2024, 1, day), "l")) for day in range(1, 8)]
        return super().render(language, {**flags, "names": names})


MONTH = MonthPage(
    "board/calendar/month.html",
    {**named("standing.place_name", "title", "weeks_html", "days_html", "back", "on"), "here": "calendar"},
    {"standing.place_slug": PLACE},
    ("some", "backward", "onward"),
)
SHOWN = 2  # titles in a cell


def calendar(standing, shown: dict, group=None, near: dict[str, int] | None = None) -> HttpResponse:
    """The whole page; `shown` as agenda.agenda gives it; `group`: the one whose calendar it is; `near`: as held.held_near."""
    near = near or {}
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name),
        "days_html": days_html(standing, shown["days"], shown["today"]), "later_html": days_html(standing, shown["later"], shown["today"]),
        "group": esc(group.name) if group else "", "group_id": group.id if group else "",
        "past_html": "".join([_past(standing, line) for line in shown["past"]]),
    }  # fmt: skip
    fitting = suggestions(shown["today"], near) if group is None else ()
    values["ideas_html"] = "".join(
        [IDEA.fill(standing.language, {"slug": standing.place_slug}, key, near.get(key, 0)) for key in fitting]
    )
    flags = bool(shown["days"]), bool(shown["later"]), bool(shown["past"]), group is not None
    return HttpResponse(CALENDAR.fill(standing.language, values, *flags))


def month(standing, shown: dict, back: date | None, on: date | None) -> HttpResponse:
    """The grid, and under it what stands in it; `shown` as month.month gives it."""
    on_day = dict(shown["days"])
    weeks = ["".join([_cell(standing, shown, day, on_day.get(day, [])) for day in week]) for week in shown["weeks"]]
    values = {
        "standing_place_slug": standing.place_slug, "standing_place_name": esc(standing.place_name),
        "title": esc(_month(shown["first"], standing.language)), "weeks_html": "".join([f"<tr>{week}</tr>" for week in weeks]),
        "days_html": days_html(standing, shown["days"], shown["today"]), "back": back and f"{back:%Y-%m}", "on": on and f"{on:%Y-%m}",
    }  # fmt: skip
    return HttpResponse(MONTH.fill(standing.language, values, bool(shown["days"]), bool(back), bool(on)))


def _cell(standing, shown: dict, day: date, lines: list) -> str:
    titles = "".join([_title(line) for line in lines[:SHOWN]])
    if len(lines) > SHOWN:
        titles += f'<span class="month-more">+{len(lines) - SHOWN}</span>'
    values = {"n": day.day, "day": day.isoformat(), "titles": titles, "say": esc(_things(len(lines), standing.language))}
    return CELL.fill(standing.language, values, bool(lines), day == shown["today"], day.month != shown["first"].month)


def _title(line: dict) -> str:
    event = line["event"]
    return f'<span class="month-title{" struck" if line["off"] else ""}" lang="{event.language}">{esc(event.title)}</span>'


@lru_cache(maxsize=512)
def _month(first: date, language: str) -> str:
    with translation.override(language):
        return date_format(first, "F Y")


@lru_cache(maxsize=512)
def _things(n: int, language: str) -> str:
    with translation.override(language):
        return ngettext("%(n)s thing planned", "%(n)s things planned", n) % {"n": n}


def days_html(standing, days: list, today: date) -> str:
    """Days with what is planned on them."""
    out = []
    for day, lines in days:
        values = {"lines_html": "".join([_line(standing, line) for line in lines])}
        out.append(DAY.fill(standing.language, values, day, day == today))
    return "".join(out)


def _line(standing, line: dict) -> str:
    event, start = line["event"], line["time"].start
    values = {
        "slug": standing.place_slug, "post_id": event.post_id, "at": _clock(start.time(), standing.language), "lang": event.language,
        "title": esc(event.title), "place": esc(event.place), "people": _coming(event.going, standing.language),
    }  # fmt: skip
    state, coming = ("off", False) if line["off"] else (event.mine, bool(event.going))
    return LINE.fill(standing.language, values, state, bool(event.place), coming)


def _past(standing, line: dict) -> str:
    event, people = line["event"], _came(line["event"].going, standing.language)
    values = {"slug": standing.place_slug, "post_id": event.post_id, "title": esc(event.title), "people": people}
    return PAST.fill(standing.language, values, line["day"], bool(event.going))


@lru_cache(maxsize=4096)
def _clock(at: time, language: str) -> str:
    with translation.override(language):
        return formats.time_format(at, "TIME_FORMAT")


@lru_cache(maxsize=1024)
def _coming(n: int, language: str) -> str:
    with translation.override(language):
        return ngettext("%(n)s neighbour is coming", "%(n)s neighbours are coming", n) % {"n": n}


@lru_cache(maxsize=1024)
def _came(n: int, language: str) -> str:
    with translation.override(language):
        return ngettext("%(n)s neighbour came", "%(n)s neighbours came", n) % {"n": n}
