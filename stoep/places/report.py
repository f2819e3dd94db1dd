"""What an import found, row by row: for a person who must decide, and as one JSON object for a machine."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_REFUSED = 1000


class Unreadable(Exception):
    """The file cannot be imported at all. The message is one line for the person who chose the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one row. `row` counts from 1; in a CSV the header is row 1, as in a spreadsheet."""

    row: int
    name: str
    text: str


@dataclass(slots=True)
class Report:
    """The outcome of one import. `accepted` + refused = `read`, less the rows of other towns, which `noticed` counts.

    `repaired`: rows we changed, with what. `noticed`: what the reader should know and we did not change. `blocked`: why nothing
    may be written as things stand; empty when a commit may go on. `written`: rows the database did not have like this before.
    """

    read: int = 0
    accepted: int = 0
    repaired: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    overlaps: list[tuple[str, str, float]] = field(default_factory=list)
    gaps: list[tuple[str, float]] = field(default_factory=list)
    unplaced: int = 0
    written: int = 0
    noticed: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)

    def repair(self, row: int, name: str, text: str) -> None:
        self.repaired.append(Finding(row, name, text))

    def refuse(self, row: int, name: str, text: str) -> None:
        self.refused.append(Finding(row, name, text))

    def as_json(self) -> dict:
        """The stable shape the harness reads, and after it what it may use or leave."""
        return {
            "read": self.read,
            "accepted": self.accepted,
            "repaired": [{"row": f.row, "name": f.name, "what": f.text} for f in _in_order(self.repaired)],
            "refused": [{"row": f.row, "name": f.name, "reason": f.text} for f in _in_order(self.refused)],
            "overlaps": [[a, b, round(area, 1)] for a, b, area in self.overlaps],
            "unplaced": self.unplaced,
            "written": self.written,
            "gaps": [[between, round(area, 1)] for between, area in self.gaps],
            "noticed": self.noticed,
            "blocked": self.blocked,
        }

    def as_lines(self, limit: int = 0) -> Iterable[str]:
        """The same for a person, in full; with a `limit`, the first so many of each list and how many more there are. What was
        refused is somebody's home: that list is only cut at a thousand."""
        yield from (f"note      {line}" for line in self.noticed)
        yield from _some(limit, [f"repaired  row {f.row}  {f.name}: {f.text}" for f in _in_order(self.repaired)])
        yield from _some(limit, [f"overlap   {a} / {b}: {area:,.1f} m2" for a, b, area in self.overlaps])
        yield from _some(limit, [f"gap       {between}: {area:,.0f} m2" for between, area in self.gaps])
        yield from _some(
            limit and MOST_REFUSED, [f"refused   row {f.row}  {f.name}: {f.text}" for f in _in_order(self.refused)]
        )
        yield (
            f"read {self.read:,}, accepted {self.accepted:,}, repaired {len({f.row for f in self.repaired}):,}, "
            f"refused {len(self.refused):,}, overlaps {len(self.overlaps):,}, gaps {len(self.gaps):,}, "
            f"unplaced {self.unplaced:,}, written {self.written:,}"
        )
        yield from (f"blocked   {line}" for line in self.blocked)


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.row)


def _some(limit: int, lines: list[str]) -> Iterable[str]:
    yield from lines[:limit] if limit else lines
    if limit and len(lines) > limit:
        yield f"          … and {len(lines) - limit:,} more like the last; --all shows them, --json holds them"
