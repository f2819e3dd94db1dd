"""An address register as a plan: every row read, named, placed, or refused with its reason. No database here."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from .assign import assign
from .columns import Sheet, guess_columns, read_sheet, sheet_of
from .files import opened
from .points import degrees_of, zero_points
from .readers import table_of
from .report import Report
from .spelling import tidy

DEAD = {"retired", "rejected", "reserved", "proposed", "historisch", "ingetrokken", "naamgeving ingetrokken"}
MOST = {"street": 120, "street_other": 120, "number": 20, "box": 20, "postcode": 10, "place": 80}
BLANK = {"street": "street", "number": "house number"}


@dataclass(slots=True)
class Dwelling:
    """One address on its way in. `home` is the index of its neighbourhood in the list the plan was made with."""

    row: int
    street: str
    street_other: str
    number: str
    box: str
    postcode: str
    place: str
    longitude: float = 0.0
    latitude: float = 0.0
    home: int = -1

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.postcode, self.street.casefold(), self.number.casefold(), self.box.casefold()

    def __str__(self):
        return (
            f"{self.street} {self.number}{f' / {self.box}' if self.box else ''}{f', {self.postcode}' if self.postcode else ''}"
        )


@dataclass(slots=True)
class AddressWishes:
    """What the operator asked for. Empty fields are guessed, and the guess is shown."""

    languages: tuple[str, ...] = ("nl",)  # the town's: whose street name comes first
    columns: dict[str, str] = field(default_factory=dict)  # part → column
    encoding: str = ""
    crs: str = ""
    layer: str = ""


@dataclass(slots=True)
class AddressPlan:
    report: Report
    dwellings: list[Dwelling] = field(default_factory=list)


def plan_addresses(path, shapes: list, wishes: AddressWishes, tick=lambda share, what: None) -> AddressPlan:
    """Read a register and place every address in one of `shapes` (degrees, always in the same order).

    `tick` is told how far we are: a share from 0 to 1, and what is being done. Raises Unreadable when nothing can be made of
    the file.
    """
    tick(0.0, "reading")
    with opened(path, wishes.layer) as source:
        table = source.kind == "csv"
        sheet = read_sheet(source.data, wishes.encoding) if table else sheet_of(table_of(source, wishes.layer))
    tick(0.15, "reading")
    columns = guess_columns(sheet, list(wishes.languages), wishes.columns)
    plan = AddressPlan(Report(read=sum(map(any, sheet.rows))))
    plan.report.noticed.append(_guesses(sheet, columns))
    dwellings, indices = _named(plan.report, sheet, columns)
    tick(0.5, "placing")
    x, y, turned = degrees_of(plan.report, sheet, columns, indices, wishes.crs, shapes)
    _note_turned(plan.report, [dwellings[index] for index in np.flatnonzero(turned)], len(dwellings))
    _place(plan, dwellings, x, y, assign(x, y, np.array(shapes, dtype=object)))
    tick(0.85, "comparing")
    _leave_out_repeats(plan)
    plan.report.accepted = len(plan.dwellings)
    tick(1.0, "read")
    return plan


def _guesses(sheet: Sheet, columns: dict[str, int]) -> str:
    named = ", ".join(f"{part}={sheet.header[index]}" for part, index in columns.items())
    if sheet.points is not None:
        return f"columns {named}"
    divider = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}[sheet.divider]
    return f"letters read as {sheet.encoding}, columns divided by {divider}: {named}"


_tidy = lru_cache(maxsize=200_000)(tidy)


def _named(report: Report, sheet: Sheet, columns: dict[str, int]) -> tuple[list[Dwelling], list[int]]:
    """The rows that name a dwelling, and where in the sheet they stand. Others are refused here."""
    dwellings, indices = [], []
    widest = max(columns.values())
    for index, cells in enumerate(sheet.rows):
        if not any(cells):
            continue
        number = index + sheet.first_row
        if len(cells) <= widest:
            report.refuse(number, " ".join(filter(None, cells))[:80], f"has {len(cells)} columns, not {len(sheet.header)}")
        elif index in sheet.broken:
            shown = " ".join(cells)[:80].encode("utf-8", "replace").decode()
            report.refuse(number, shown, "has letters that cannot be read: its encoding is broken")
        elif dwelling := _dwelling(report, number, cells, columns):
            dwellings.append(dwelling)
            indices.append(index)
    return dwellings, indices


def _dwelling(report: Report, row: int, cells: list[str], columns: dict[str, int]) -> Dwelling | None:
    parts, fixes = {}, ""
    for part in ("street", "street_other", "number", "letter", "box", "postcode", "place", "status"):
        index = columns.get(part)
        parts[part], fixed = _tidy(cells[index]) if index is not None else ("", "")
        if fixed and part == "street":
            fixes = fixed
    letter, status = parts.pop("letter"), parts.pop("status")
    if letter:
        parts["number"] += letter if parts["number"][-1:].isdigit() else f" {letter}"
    if parts["street_other"] == parts["street"]:
        parts["street_other"] = ""
    if not parts["street"]:
        parts["street"], parts["street_other"] = parts["street_other"], ""
    dwelling = Dwelling(row, **parts)
    reason = _objection(parts, status)
    if reason:
        report.refuse(row, str(dwelling)[:120].strip(), reason)
        return None
    if fixes:
        report.repair(row, str(dwelling), f"street name tidied ({fixes})")
    return dwelling


def _objection(parts: dict[str, str], status: str) -> str:
    for part, word in BLANK.items():
        if not parts[part]:
            return f"has no {word}"
    if not any(map(str.isdigit, parts["number"])):
        return f"has a house number without a digit: {parts['number'][:20]}"
    for part, most in MOST.items():
        if len(parts[part]) > most:
            return f"has a {part.replace('_', ' ')} of {len(parts[part])} signs; at most {most}"
    return f"is not in use (status {status})" if status.casefold() in DEAD else ""


def _note_turned(report: Report, turned: list[Dwelling], everything: int) -> None:
    """A file that writes all its points the other way round is told once, a single slip by its row."""
    if len(turned) * 2 > everything:
        report.noticed.append(f"longitude and latitude are swapped in {len(turned):,} rows: turned back")
        return
    for dwelling in turned:
        report.repair(dwelling.row, str(dwelling), "longitude and latitude were swapped: turned back")


def _place(plan: AddressPlan, dwellings: list[Dwelling], x: np.ndarray, y: np.ndarray, homes: np.ndarray) -> None:
    """Give each dwelling its point and home; list the ones without a point or outside every neighbourhood."""
    report, nowhere = plan.report, zero_points()
    for dwelling, longitude, latitude, home in zip(dwellings, x.tolist(), y.tolist(), homes.tolist(), strict=True):
        dwelling.longitude, dwelling.latitude, dwelling.home = longitude, latitude, home
        if home >= 0:
            plan.dwellings.append(dwelling)
        elif longitude != longitude or latitude != latitude:
            report.unplaced += 1
            report.refuse(dwelling.row, str(dwelling), "has no usable coordinates")
        elif zero := nowhere.get((round(longitude, 3), round(latitude, 3))):
            report.unplaced += 1
            reason = f"lies outside every neighbourhood: the register gives it no place (the zero point of {zero})"
            report.refuse(dwelling.row, str(dwelling), reason)
        else:
            report.unplaced += 1
            report.refuse(dwelling.row, str(dwelling), f"lies outside every neighbourhood, at {latitude:.5f}, {longitude:.5f}")


def _leave_out_repeats(plan: AddressPlan) -> None:
    """One letter per address: a street, number and box that come again are refused. Says how many houses have several boxes."""
    first: dict[tuple, Dwelling] = {}
    for dwelling in plan.dwellings:
        known = first.setdefault(dwelling.key, dwelling)
        if known is not dwelling:
            away = _metres(known, dwelling)
            where = f", {away:,.0f} m away" if away >= 1 else ", at the same point"
            plan.report.refuse(dwelling.row, str(dwelling), f"duplicate: the same address as row {known.row}{where}")
    plan.dwellings = list(first.values())
    houses = Counter(key[:3] for key in first)
    shared = [count for count in houses.values() if count > 1]
    if shared:
        houses = "1 house has" if len(shared) == 1 else f"{len(shared):,} houses have"
        plan.report.noticed.append(f"{houses} several boxes: {sum(shared):,} addresses in all")


def _metres(a: Dwelling, b: Dwelling) -> float:
    """Near enough for a report: one degree of latitude is 111 km."""
    east = (a.longitude - b.longitude) * np.cos(np.radians(a.latitude))
    return float(np.hypot(east, a.latitude - b.latitude) * 111_195)
