"""Messages and lines of the list as HTML, filled into shapes that were rendered once (lib/slots.py)."""

import hashlib
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from stoep.board.pieces import photo_address
from stoep.lib.clock import now
from stoep.lib.slots import Piece, esc, named, slot, url_id, url_slug
from stoep.lib.texts import initials, paragraphs, tint
from stoep.membership.rules import may_write

from .moments import clock, day_name, day_of, lately, machine, proposed
from .notes import note, repeats

PLACE = {"slug": url_slug("slug"), "id": url_id(1), "member_id": url_id(2), "talk_id": url_id(3)}
PHOTO = slot("photo_url")
MESSAGE = Piece(
    "chat/_message.html",
    named("name", "initials", "tint", "badge", "time", "datetime", "changed", "text", "extra"),
    PLACE,
    ("photo_url", "mine", "follows", "named", "badge_shown", "gone", "held"),
)
LINE = Piece("chat/_line.html", named("name", "faces", "said", "time"), {"slug": url_slug("slug"), "id": url_id(1)}, ("waiting", "muted"))
FOLLOWS = 5  # minutes; what one says in one breath wears one face


class Reader:
    """For whom a page is filled."""

    def __init__(self, standing, csrf: str):
        self.language, self.slug, self.member, self.csrf = standing.language, standing.place_slug, str(standing.member), csrf
        self.may = may_write(standing)
        self.today: date = day_of(int(now().timestamp()) // 60)


def messages(reader: Reader, rows: list[dict], two: bool, after: str = "") -> str:
    """The messages of a page, with a line where a day begins. `after`: only those that changed since that moment."""
    out, before = [], None
    for row in rows:
        if repeats(before, row):
            continue
        if row["changed"] > after:
            if before is None or day_of(before["minute"]) != day_of(row["minute"]):
                out.append(_day(reader, row))
            out.append(note(reader, row) if row["kind"] else message(reader, row, two, _follows(before, row)))
        before = row
    return "".join(out)


def _day(reader, row) -> str:
    day = day_of(row["minute"])
    return f'<li class="day" id="day-{day}"><h2>{esc(day_name(day, reader.today, reader.language))}</h2></li>'


def _follows(before: dict | None, row: dict) -> bool:
    return (
        before is not None
        and not before["kind"]
        and before["author_id"] == row["author_id"]
        and row["minute"] - before["minute"] <= FOLLOWS
        and day_of(before["minute"]) == day_of(row["minute"])
    )


def message(reader: Reader, row: dict, two: bool, follows: bool) -> str:
    """One message."""
    mine = row["author_id"] == reader.member
    text = "".join(f"<p>{p}</p>" for p in paragraphs(row["body"])) if row["body"] else ""
    minute, name = row["minute"], row["name"] or gettext("A former neighbour")
    values = {
        "slug": reader.slug, "id": row["id"], "member_id": row["author_id"], "talk_id": row["talk_id"], "name": esc(name),
        "tint": tint(row["author_id"]),
        "initials": esc(initials(name)), "badge": esc(row["badge"]), "time": clock(minute, reader.language), "text": text,
        "changed": row["changed"], "datetime": machine(minute), "extra": _pictures(reader, row) + _times(reader, row, mine),
        "photo_url": photo_address(reader.slug, row["author_id"], row["photo"]) if row["photo"] else "",
    }  # fmt: skip
    photo = PHOTO if row["photo"] else ""
    return MESSAGE.fill(reader.language, values, photo, mine, follows, not (mine or two), bool(row["badge"]), row["withdrawn"], row["held"])


def _pictures(reader, row) -> str:
    if not row["pictures"] or row["withdrawn"]:
        return ""
    words = gettext("Picture from %(name)s") % {"name": row["name"]}
    shown = "".join(_picture(reader.slug, words, *picture) for picture in row["pictures"])
    return f'<div class="pictures pictures-{len(row["pictures"])}">{shown}</div>'


def _picture(slug, words, ident, width, height) -> str:
    small, large = (reverse("sent_picture", args=[slug, ident, w]) for w in (480, 1920))
    shown = min(480, width)
    size = f'width="{shown}" height="{round(height * shown / width)}"'
    return f'<a href="{large}"><img src="{small}" alt="{esc(words)}" {size} loading="lazy"></a>'


def _times(reader, row, mine) -> str:
    if len(row["times"]) != 2:
        return ""
    answers = row["answers"]
    chosen = answers.get(reader.member, "")
    counted = [list(answers.values()).count(choice) for choice in ("0", "1", "no")]
    times = [
        {"choice": str(n), "said": proposed(minute, reader.language), "n": counted[n], "mine": chosen == str(n)}
        for n, minute in enumerate(row["times"])
    ]
    words = {"slug": reader.slug, "id": row["id"], "times": times, "neither": counted[2], "chosen": chosen, "mine": mine}
    return render_to_string("chat/_times.html", words | {"csrf_token": reader.csrf, "answered": bool(answers)})


def title_of(row: dict) -> str:
    """What a conversation is called for this reader: the group's name, or who is in it."""
    names = [name for _ident, name, _photo, _state in row["people"] or () if name]
    nobody = gettext("A former neighbour") if row["people"] else gettext("Somebody who has moved away")
    return row["title"] or ", ".join(names) or nobody


def closed(reader: Reader, row: dict) -> str:
    """Why there is no line to write on: nobody would read it, or one may not write for a while; empty where there is one."""
    return _nobody(row) or ("" if reader.may else str(reader.may.reason))


def _nobody(row: dict) -> str:
    """Why nobody would read an answer; empty where somebody does."""
    if any(state != "gone" for _ident, _name, _photo, state in row["people"] or ()):
        return ""
    if row["group"]:
        return gettext("Only you are in this group now. As soon as a neighbour joins, you can write here.")
    if row["two"] and not any(name for _ident, name, _photo, _state in row["people"] or ()):
        return gettext("This neighbour is not here any more.")
    return gettext("This neighbour has moved away.") if row["two"] else gettext("Everybody else has left.")


def lines(reader: Reader, rows: list[dict]) -> str:
    """The conversations of a page of the list."""
    return "".join([_line(reader, row) for row in rows])


def _line(reader, row) -> str:
    values = {
        "slug": reader.slug, "id": row["id"], "name": esc(title_of(row)), "faces": faces(reader, row), "said": esc(_said(reader, row)),
        "time": lately(row["minute"], reader.today, reader.language),
    }  # fmt: skip
    return LINE.fill(reader.language, values, row["waiting"], bool(row["muted"]))


def faces(reader: Reader, row: dict) -> str:
    """One face, or of a group the first two over each other."""
    named = [person for person in row["people"] or () if person[1] or row["two"]]
    people = (named or [["", title_of(row), "", ""]])[: 1 if row["two"] else 2]
    shown = "".join(_face(reader, *person) for person in people)
    return shown if len(people) == 1 else f'<span class="faces-two">{shown}</span>'


def _face(reader, ident, name, photo, _state) -> str:
    inside = f'<img src="{photo_address(reader.slug, ident, photo)}" alt="" width="96" height="96" loading="lazy">' if photo else ""
    letters = esc(initials(name or gettext("A former neighbour")))
    return f'<span class="avatar avatar-{tint(ident or "00")}" aria-hidden="true">{inside or letters}</span>'


def _said(reader, row) -> str:
    """The last message in one line."""
    if row["author_id"] is None:
        return gettext("Nothing said yet")
    if row["held"]:
        return gettext("Put aside")
    if row["withdrawn"]:
        return gettext("Taken back")
    words = " ".join(row["body"].split())[:120] or (gettext("Proposes two times") if row["times"] else gettext("A picture"))
    if row["author_id"] == reader.member:
        return gettext("You: %(words)s") % {"words": words}
    name = next((name for ident, name, _p, _s in row["people"] or () if ident == row["author_id"]), "")
    return words if row["two"] or not name else f"{name.split()[0]}: {words}"


def etag(html: str) -> str:
    """The mark of exactly these words."""
    return f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
