"""Where on earth: which coordinate system a file is in, whether that can be true, and from there to longitude and latitude."""

import warnings

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from .report import Unreadable
from .tables import Row

# Longitude and latitude of the countries we know, with a little sea around them.
COUNTRIES = {
    "BE": (2.5, 49.4, 6.5, 51.6),
    "NL": (3.1, 50.7, 7.3, 53.8),
    "LU": (5.7, 49.4, 6.6, 50.2),
    "DE": (5.8, 47.2, 15.1, 55.1),
    "FR": (-5.3, 41.2, 9.7, 51.2),
}
# What towns of these countries hand out, the likeliest first.
LIKELY = (
    "EPSG:31370", "EPSG:28992", "EPSG:3812", "EPSG:25832", "EPSG:25831", "EPSG:2154", "EPSG:3035", "EPSG:3857",
    "EPSG:4326",
)  # fmt: skip
OTHER_NAMES = {"belge_lambert_1972": "EPSG:31370", "rd_new": "EPSG:28992", "belge_lambert_2008": "EPSG:3812"}
DIGITS = 7  # of a degree: one centimetre


def crs_of(text: str) -> CRS:
    """The coordinate system meant by `text` (EPSG code, URN, WKT); nothing means longitude and latitude.

    An ESRI .prj carries neither a code nor the shift to WGS84: used as it stands it puts Belgium some 100 m off, so the
    official one is looked up by its parameters.
    """
    if not text:
        return CRS.from_epsg(4326)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            crs = CRS.from_user_input(text.strip())
            code = crs.to_epsg(min_confidence=20)
    except (CRSError, ValueError):
        raise Unreadable(f"{text[:60]!r} is not a coordinate system we know: use --crs EPSG:<number>") from None
    if code:
        return CRS.from_epsg(code)
    known = OTHER_NAMES.get(crs.name.lower())
    return CRS.from_user_input(known) if known else crs


def label(crs: CRS) -> str:
    code = crs.to_epsg()
    return f"EPSG:{code} ({crs.name})" if code else crs.name


def to_degrees(shapes: np.ndarray, crs: CRS) -> np.ndarray:
    """The shapes in longitude and latitude, to the centimetre. What cannot be projected becomes infinite, and is caught by its
    place."""
    if crs.is_geographic and crs.to_epsg() in (4326, None):
        return _rounded(shapes)
    transformer = Transformer.from_crs(crs, 4326, always_xy=True)
    return _rounded(shapely.transform(shapes, transformer.transform, interleaved=False))


def _rounded(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: np.round(xy, DIGITS))


def flat(longitude: float, latitude: float) -> Transformer:
    """From degrees to a flat map in metres around a point, on which areas are true: what m2 and widths are measured on."""
    return Transformer.from_crs(
        4326, CRS.from_proj4(f"+proj=laea +lat_0={latitude:.3f} +lon_0={longitude:.3f} +units=m"), always_xy=True
    )


def within(box: tuple, x, y):
    """Which points lie in a box (west, south, east, north)."""
    return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


def middles(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The middle of each shape's frame; NaN for none. Works on broken shapes too."""
    frames = shapely.bounds(shapes)
    return (frames[:, 0] + frames[:, 2]) / 2, (frames[:, 1] + frames[:, 3]) / 2


def country_of(shapes: np.ndarray) -> str:
    """The known country most of the shapes lie in, or nothing."""
    x, y = middles(shapes)
    counts = {country: int(within(box, x, y).sum()) for country, box in COUNTRIES.items()}
    best = max(counts, key=lambda country: counts[country])
    return best if counts[best] * 2 > np.isfinite(x).sum() else ""


def place_rows(rows: list[Row], crs: CRS, country: str = "") -> str:
    """Put the rows' shapes into degrees, and say in which country they lie ("" = none we know).

    A row whose axes are swapped is turned and says so; one that lies off the country is refused. Raises Unreadable when most of
    the file cannot be where it says: then the coordinate system is wrong, and we say which one would fit.
    """
    todo = [row for row in rows if not row.refusal]
    raw = np.array([row.geometry for row in todo], dtype=object)
    if not len(raw):
        return country
    degrees = _try(raw, crs)
    swapped = _try(shapely.transform(raw, lambda xy: xy[:, ::-1]), crs)
    found = country or country_of(degrees) or country_of(swapped)
    box = COUNTRIES.get(found) or (-180, -90, 180, 90)
    right, turned = within(box, *middles(degrees)), within(box, *middles(swapped))
    if (right | turned).sum() * 2 <= len(raw) or not _believable(degrees[right], crs):
        raise Unreadable(_advice(raw, crs, country))
    for row, shape, other, is_right, is_turned in zip(todo, degrees, swapped, right, turned, strict=True):
        row.geometry = shape if is_right else other
        if not is_right and is_turned:
            row.repairs.append("longitude and latitude were swapped: turned back")
        elif not is_right:
            x, y = middles(np.array([shape]))
            row.refusal = f"lies outside the country, at {y[0]:.4f}, {x[0]:.4f} (latitude, longitude)"
    return found


def _try(shapes: np.ndarray, crs: CRS) -> np.ndarray:
    try:
        return to_degrees(shapes, crs)
    except ProjError:
        return np.full(len(shapes), shapely.Point())


def _believable(shapes: np.ndarray, crs: CRS) -> bool:
    """Whether most shapes lie where their coordinate system is meant to be used."""
    area = crs.area_of_use
    if area is None or crs.is_geographic or not len(shapes):
        return True
    box = (area.west - 0.2, area.south - 0.2, area.east + 0.2, area.north + 0.2)
    return bool(within(box, *middles(shapes)).sum() * 2 > len(shapes))


def _advice(raw: np.ndarray, crs: CRS, country: str) -> str:
    """One line on a file that lies off the map."""
    x, y = (np.nanmedian(values) for values in middles(raw))
    for candidate in LIKELY:
        other = crs_of(candidate)
        if other == crs:
            continue
        shapes = _try(raw, other)
        place = country_of(shapes)
        if place and place == (country or place) and _believable(shapes, other):
            fits = f"; {label(other)} would put it in {place}: try --crs {candidate}"
            break
    else:
        fits = ": name the right coordinate system with --crs EPSG:<number>"
    where = f"off {country}" if country in COUNTRIES else "off every country we know"
    return f"the coordinates (around {x:.6g}, {y:.6g}) read as {label(crs)} lie {where}{fits}"
