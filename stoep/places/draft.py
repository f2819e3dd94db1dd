"""A boundary plan held against the database: what is new, what changed, whose ground it touches, which addresses would move."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from .boundaries import Border, BoundaryPlan
from .crs import flat
from .known import Known, known_neighbourhoods
from .models import Municipality
from .moves import Moves, find_moves
from .overlaps import FINE, find_overlaps
from .repair import flattened, only_area, standard
from .spelling import fold

SAME_CORNERS = 1e-9  # degrees
SAME_GROUND = 1.0  # m2
SAME_LINE = 0.15  # metres: editions of one map are rounded to a decimetre or a centimetre


@dataclass(slots=True)
class Draft:
    """Borders beside the neighbourhood each one is in the database (None = new)."""

    plan: BoundaryPlan
    towns: list[Municipality]  # of each border
    matched: list[Known | None] = field(default_factory=list)
    redrawn: set[int] = field(default_factory=set)  # borders whose known neighbourhood has other ground
    others: list[Known] = field(default_factory=list)
    moves: Moves = field(default_factory=Moves)

    @property
    def names(self) -> dict[int, str]:
        return {known.id: known.name for known in [*self.others, *filter(None, self.matched)]}

    @property
    def new(self) -> list[int]:
        return [index for index, known in enumerate(self.matched) if known is None]

    @property
    def changed(self) -> list[int]:
        """Known neighbourhoods to write again: other ground, another name, a code they did not have."""
        pairs = enumerate(zip(self.plan.borders, self.matched, strict=True))
        return [
            index
            for index, (border, known) in pairs
            if known and (index in self.redrawn or border.name != known.name or (border.code and border.code != known.code))
        ]


def draft_of(plan: BoundaryPlan, towns: list[Municipality], settle: bool) -> Draft:
    """Match, cut along what is already there, and look who would move. Reads only; says what it finds in the plan's report."""
    draft = Draft(plan, towns)
    if not plan.borders:
        return draft
    everything = known_neighbourhoods(municipality__country=towns[0].country, municipality__is_demo=towns[0].is_demo)
    _match(draft, everything)
    to_flat = _flat(plan.borders)
    _respect_others(draft, to_flat, settle)
    _find_redrawn(draft, to_flat)
    final = [known.shape for known in everything]
    places = {known.id: place for place, known in enumerate(everything)}
    for border, known in zip(plan.borders, draft.matched, strict=True):
        if known:
            final[places[known.id]] = border.shape
    final += [plan.borders[index].shape for index in draft.new]
    ids = [known.register for known in everything] + [None] * len(draft.new)  # the new ones have no number yet
    draft.moves = find_moves(
        [draft.matched[index].id for index in sorted(draft.redrawn)], final, ids, first_new=len(everything)
    )
    return draft


def _match(draft: Draft, everything: list[Known]) -> None:
    """By the register's code; by name where one of the two has no code."""
    by_code = {(known.municipality_id, known.code): known for known in everything if known.code}
    by_name = {(known.municipality_id, fold(known.name)): known for known in everything}
    used: set[int] = set()
    for border, town in zip(draft.plan.borders, draft.towns, strict=True):
        found = by_code.get((town.id, border.code)) if border.code else None
        if not found:
            named = by_name.get((town.id, fold(border.name)))
            found = named if named and not (named.code and border.code) and named.id not in used else None
        if found:
            used.add(found.id)
        draft.matched.append(found)
    draft.others = [known for known in everything if known.id not in used]
    towns = {town.id for town in draft.towns}
    left = [known.name for known in draft.others if known.municipality_id in towns]
    if left:
        names = ", ".join(left[:10]) + (f" and {len(left) - 10} more" if len(left) > 10 else "")
        draft.plan.report.noticed.append(f"known here, not in this file, left as they are: {names}")


def _flat(borders: list[Border]):
    west, south, east, north = shapely.total_bounds(np.array([border.shape for border in borders], dtype=object))
    return flat((west + east) / 2, (south + north) / 2)


def _respect_others(draft: Draft, to_flat, settle: bool) -> None:
    """What is known and not in this file keeps its ground: hairlines are cut off the newcomer, wider claims block, unless
    settled."""
    shapes = np.array([border.shape for border in draft.plan.borders], dtype=object)
    others = np.array([known.shape for known in draft.others], dtype=object)
    claims = 0
    report = draft.plan.report
    for overlap in find_overlaps(shapes, to_flat, others):
        border, known = draft.plan.borders[overlap.a], draft.others[overlap.b]
        report.overlaps.append((border.name, f"{known.name} (known as {known.slug})", overlap.area))
        left = only_area(shapely.difference(border.shape, known.shape, grid_size=FINE))
        if (overlap.hairline or settle) and not left.is_empty:
            border.shape = standard([left])[0]
            report.repair(border.row, border.name, f"{overlap.area:,.1f} m2 of {known.slug} cut off: it was there first")
        else:
            claims += 1
    if claims:
        report.blocked.append(
            f"{claims} overlaps with neighbourhoods that are not in this file: is this the right town? "
            "--settle-overlaps leaves them their ground"
        )


def _find_redrawn(draft: Draft, to_flat) -> None:
    pairs = [index for index, known in enumerate(draft.matched) if known]
    if not pairs:
        return
    ours = np.array([draft.plan.borders[index].shape for index in pairs], dtype=object)
    theirs = np.array([draft.matched[index].shape for index in pairs], dtype=object)
    unlike = np.flatnonzero(~shapely.equals_exact(ours, theirs, SAME_CORNERS))
    for k in unlike:
        # The same ground written with other corners (another edition, another release of ours) is no new border.
        between = flattened(shapely.symmetric_difference(ours[k], theirs[k]), to_flat)
        if shapely.area(between) > max(SAME_GROUND, SAME_LINE * shapely.length(between) / 2):
            draft.redrawn.add(pairs[k])
