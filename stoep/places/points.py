"""The coordinates of an address register, in degrees, whatever its columns hold."""

from functools import cache

import numpy as np
import shapely
from pyproj.exceptions import ProjError

from .columns import Sheet, crs_of_columns
from .crs import DIGITS, LIKELY, crs_of, label, to_degrees, within
from .report import Report, Unreadable

AROUND = 0.15  # degrees, some 10 to 15 km: how far beyond the neighbourhoods an address of the same town may lie


def degrees_of(
    report: Report, sheet: Sheet, columns: dict, indices: list[int], crs: str, shapes: list
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Longitude and latitude of the rows at `indices` (NaN where a row has none), and which of them had the two swapped.

    The neighbourhoods are known, so the coordinate system need not be believed: the one that puts the addresses among them is
    right. Raises Unreadable when none does.
    """
    x, y, told = _raw(sheet, columns, indices, crs)
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    box = (west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    tried = [told] if told else [code for code in LIKELY if code != "EPSG:4326"]
    for code in tried:
        (longitude, latitude), (other_longitude, other_latitude) = _project(x, y, code), _project(y, x, code)
        turned = within(box, other_longitude, other_latitude) & ~within(box, longitude, latitude)
        longitude, latitude = np.where(turned, other_longitude, longitude), np.where(turned, other_latitude, latitude)
        if within(box, longitude, latitude).sum() * 20 > np.isfinite(longitude).sum():
            report.noticed.append(f"coordinates in {label(crs_of(code))}")
            return longitude, latitude, turned
    raise Unreadable(_elsewhere(x, y, told, shapes))


@cache
def zero_points() -> dict[tuple[float, float], str]:
    """Where x = 0, y = 0 lies in each coordinate system we know, to a thousandth of a degree: registers write it for
    "unknown"."""
    nought = np.zeros(1)
    found = {}
    for code in LIKELY:
        longitude, latitude = _project(nought, nought, code)
        if np.isfinite(longitude[0]):
            found.setdefault((round(float(longitude[0]), 3), round(float(latitude[0]), 3)), code)
    return found


def _raw(sheet: Sheet, columns: dict, indices: list[int], crs: str):
    """The numbers as they stand, and the coordinate system they are said to be in ("" = unknown)."""
    if sheet.points is not None:
        return sheet.points[indices, 0], sheet.points[indices, 1], crs or sheet.crs or "EPSG:4326"
    pair = ("lon", "lat") if {"lon", "lat"} <= columns.keys() else ("x", "y")
    told = crs or ("EPSG:4326" if pair == ("lon", "lat") else crs_of_columns(sheet.header, columns))
    x, y = (np.array([_number(sheet.rows[index][columns[part]]) for index in indices], dtype=float) for part in pair)
    return x, y, told


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            return float("nan")
    return value if abs(value) < 1e9 else float("nan")


def _project(x: np.ndarray, y: np.ndarray, code: str) -> tuple[np.ndarray, np.ndarray]:
    try:
        placed = shapely.get_coordinates(to_degrees(shapely.points(np.nan_to_num(x), np.nan_to_num(y)), crs_of(code)))
    except ProjError:
        return np.full(len(x), np.nan), np.full(len(x), np.nan)
    placed[~(np.isfinite(x) & np.isfinite(y) & np.isfinite(placed).all(axis=1))] = np.nan
    return np.round(placed[:, 0], DIGITS), np.round(placed[:, 1], DIGITS)


def _elsewhere(x: np.ndarray, y: np.ndarray, told: str, shapes: list) -> str:
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    here = f"the neighbourhoods lie around {(south + north) / 2:.3f}, {(west + east) / 2:.3f}"
    known = x[np.isfinite(x)], y[np.isfinite(y)]
    if not len(known[0]) or not len(known[1]):
        return "no row has usable coordinates: are these the right columns?"
    longitude, latitude = _project(np.array([np.median(known[0])]), np.array([np.median(known[1])]), told or "EPSG:4326")
    if np.isfinite(longitude[0]) and abs(latitude[0]) <= 90:
        there = f"{latitude[0]:.3f}, {longitude[0]:.3f} (read as {label(crs_of(told or 'EPSG:4326'))})"
    else:
        there = f"x {np.median(known[0]):.6g}, y {np.median(known[1]):.6g}"
    return f"the addresses lie around {there}, {here}: another town's file, or another coordinate system (--crs EPSG:<number>)"
