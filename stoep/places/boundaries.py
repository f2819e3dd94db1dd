"""A boundary file as a plan: which neighbourhoods it holds, what was wrong with it, and whether it may be written. No database
here."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import shapely

from .crs import crs_of, flat, label, place_rows
from .fields import choose_columns, read_names
from .overlaps import find_gaps, find_overlaps, settle, twins
from .readers import read_map
from .repair import flattened, repair_shapes
from .report import Report, Unreadable
from .spelling import fold
from .tables import Row

MOST_GAPS = 1000  # in a report: a map simplified piece by piece has many thousand
MOST_BESIDE = 6


@dataclass(slots=True)
class Border:
    """A neighbourhood as the file draws it: in degrees, valid, sharing no ground with another of the plan."""

    row: int
    name: str
    code: str
    town: str  # as the file names it; "" = it names none
    shape: shapely.MultiPolygon
    area_m2: float


@dataclass(slots=True)
class BoundaryPlan:
    """What would be written, and the report about it. `towns`: more than one when each row goes to its own town."""

    report: Report
    country: str = ""
    borders: list[Border] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Wishes:
    """What the operator asked for. Empty fields are guessed, and the guess is shown."""

    name_field: str = ""
    code_field: str = ""
    town_field: str = ""
    crs: str = ""
    layer: str = ""
    country: str = ""
    town_names: tuple[str, ...] = ()  # slug and name of the town meant; () = every row its own town
    settle_overlaps: bool = False


def plan_boundaries(path, wishes: Wishes) -> BoundaryPlan:
    """Read, place, repair, name and compare a boundary file. Raises Unreadable when nothing can be made of it."""
    table = read_map(path, wishes.layer)
    report = Report(read=len(table.rows))
    crs = crs_of(wishes.crs or table.crs)
    columns = choose_columns(table.rows, wishes.name_field, wishes.code_field, wishes.town_field)
    names = read_names(table.rows, columns)
    plan = BoundaryPlan(report, place_rows(table.rows, crs, wishes.country))
    report.noticed.append(
        f"coordinates in {label(crs)}; name from {columns.name}, code from {columns.code or 'nowhere'}, "
        f"town from {columns.town or ('the brackets behind the name' if columns.suffix else 'nowhere')}"
    )
    rows = _own_town(plan, table.rows, names, wishes)
    to_flat = _flat_map(rows)
    repair_shapes(rows, to_flat)
    _refuse_repeats(rows, names)
    _compare(plan, rows, names, to_flat, wishes)
    _report_rows(report, rows, names)
    return plan


def _own_town(plan: BoundaryPlan, rows: list[Row], names: list, wishes: Wishes) -> list[Row]:
    """The rows meant: of a file over many towns, those of the town asked for when it has them, else all, each in its own
    town."""
    counts = Counter(town for _, _, town in names if town)
    main, most = counts.most_common(1)[0] if counts else ("", 0)
    wanted = {fold(name) for name in wishes.town_names}
    alone = most * 5 >= len(rows) * 4 or not counts
    if alone and (wishes.town_names or not main):
        for index, (name, code, town) in enumerate(names):
            names[index] = (name if town in ("", main) else f"{name} ({town})", code, main)
        plan.towns = [main] if main else []
        return rows
    mine = {town for town in counts if fold(town) in wanted}
    if mine:
        kept = [row for row in rows if names[row.number - 1][2] in mine]
        plan.report.noticed.append(f"{len(rows) - len(kept):,} rows of {len(counts) - 1} other towns were left aside")
        plan.towns = sorted(mine)
        return kept
    plan.towns = sorted(counts)
    plan.report.noticed.append(f"the file holds {len(counts)} towns: each neighbourhood goes to its own")
    for row in rows:
        if not names[row.number - 1][2] and not row.refusal:
            row.refusal = "names no town, in a file of many"
    return rows


def _flat_map(rows: list[Row]):
    shapes = [row.geometry for row in rows if not row.refusal]
    if not shapes:
        raise Unreadable("no row of the file can be used: " + "; ".join(sorted({row.refusal for row in rows})[:3]))
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    return flat((west + east) / 2, (south + north) / 2)


def _refuse_repeats(rows: list[Row], names: list) -> None:
    """Two rows with one code are one neighbourhood twice; two of one name in a town are told apart by their code."""
    codes: dict = {}
    called: dict = {}
    for row in rows:
        name, code, town = names[row.number - 1]
        if row.refusal:
            continue
        if code and codes.setdefault((town, code), row) is not row:
            row.refusal = f"has the same code ({code}) as row {codes[town, code].number}"
            continue
        first = called.setdefault((town, fold(name)), row)
        if first is row:
            continue
        if code:
            row.repairs.append(f"duplicate name, same as row {first.number}: code {code} tells it apart in its web address")
        else:
            row.refusal = f"has the same name as row {first.number} and no code to tell them apart"


def _compare(plan: BoundaryPlan, rows: list[Row], names: list, to_flat, wishes: Wishes) -> None:
    """Hold the shapes against each other: twins are refused, hairlines cut, claims listed or settled, gaps named."""
    usable = [row for row in rows if not row.refusal]
    shapes = np.array([row.geometry for row in usable], dtype=object)
    areas = shapely.area(flattened(shapes, to_flat))
    overlaps = find_overlaps(shapes, to_flat)
    for twin in twins(overlaps, areas):
        first, second = usable[twin.a], usable[twin.b]
        second.refusal = f"duplicate boundary: the same area as row {first.number}, {names[first.number - 1][0]}"
    overlaps = [o for o in overlaps if not usable[o.a].refusal and not usable[o.b].refusal]
    titles = [_title(names[row.number - 1], plan) for row in usable]
    plan.report.overlaps = [(titles[o.a], titles[o.b], o.area) for o in sorted(overlaps, key=lambda o: -o.area)]
    cuttable = [o for o in overlaps if o.hairline or wishes.settle_overlaps]
    shared = {(o.a, o.b): o for o in cuttable}
    for loser, winners in settle(shapes, areas, cuttable, [names[row.number - 1][1] for row in usable]).items():
        usable[loser].geometry = shapes[loser]
        _note_cut(usable[loser], [(shared[tuple(sorted((loser, w)))], titles[w]) for w in winners])
    _block(plan.report, [o for o in overlaps if not o.hairline], wishes.settle_overlaps)
    _fill(plan, usable, names, to_flat)
    _note_gaps(plan, [row for row in usable if not row.refusal], names, to_flat)


def _note_cut(row: Row, losses: list) -> None:
    if row.geometry.is_empty:
        row.refusal = f"lies wholly inside {', '.join(title for _, title in losses)}"
        return
    for overlap, title in losses:
        kind = "hairline" if overlap.hairline else "overlap"
        row.repairs.append(f"{kind} of {overlap.area:,.1f} m2 with {title} cut off: the smaller of the two keeps it")


def _block(report: Report, claims: list, settled: bool) -> None:
    if claims and not settled:
        report.blocked.append(
            f"{len(claims):,} overlaps of {sum(o.area for o in claims):,.0f} m2 in all: "
            "an address would lie in two neighbourhoods. Repair the file, "
            "or give each strip to the smaller of the two with --settle-overlaps"
        )


def _fill(plan: BoundaryPlan, usable: list[Row], names: list, to_flat) -> None:
    kept = [row for row in usable if not row.refusal]
    areas = shapely.area(flattened(np.array([row.geometry for row in kept], dtype=object), to_flat)) if kept else []
    for row, area in zip(kept, areas, strict=True):
        name, code, town = names[row.number - 1]
        plan.borders.append(Border(row.number, name, code, town, row.geometry, round(float(area), 1)))
    plan.report.accepted = len(plan.borders)
    if not plan.borders:
        plan.report.blocked.append("no row of the file can be used")


def _note_gaps(plan: BoundaryPlan, kept: list[Row], names: list, to_flat) -> None:
    gaps = find_gaps(np.array([row.geometry for row in kept], dtype=object), to_flat)
    for touching, area in gaps[:MOST_GAPS]:
        beside = [_title(names[kept[k].number - 1], plan) for k in sorted(touching)]
        more = f" and {len(beside) - MOST_BESIDE} more" if len(beside) > MOST_BESIDE else ""
        plan.report.gaps.append((" / ".join(beside[:MOST_BESIDE]) + more, area))
    if gaps:
        total = sum(area for _, area in gaps)
        more = f"; the {MOST_GAPS:,} largest are listed" if len(gaps) > MOST_GAPS else ""
        plan.report.noticed.append(f"{len(gaps):,} gaps of {total:,.0f} m2 in all lie in no neighbourhood{more}")


def _title(named: tuple[str, str, str], plan: BoundaryPlan) -> str:
    name, _, town = named
    return f"{name} ({town})" if len(plan.towns) > 1 else name


def _report_rows(report: Report, rows: list[Row], names: list) -> None:
    for row in rows:
        name, code, _ = names[row.number - 1]
        shown = name or code or "(no name)"
        if row.refusal:
            report.refuse(row.number, shown, row.refusal)
        elif row.repairs:
            report.repair(row.number, shown, "; ".join(dict.fromkeys(row.repairs)))
