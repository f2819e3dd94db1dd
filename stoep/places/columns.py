"""Address registers as tables: which letters the bytes mean, what divides the columns, and which column is what."""

import csv
import io
import re
from dataclasses import dataclass, field

import numpy as np
import shapely

from .report import Unreadable
from .spelling import fold
from .tables import Table

# What the registers call their columns, folded; the first one present is taken. {l} is the town's own language, {o} the second.
KNOWN = {
    "street": (
        "street {l}", "streetname {l}", "pw name {l}", "straatnaam", "street nl", "streetname nl", "pw name du",
        "street fr", "streetname fr", "pw name fr", "openbareruimte", "openbareruimtenaam", "straatnm", "straat",
        "rue", "nom voie", "strasse", "street", "street name", "streetname", "streetname de", "addr street",
    ),
    "street_other": ("street {o}", "streetname {o}", "pw name {o}", "street other"),
    "number": (
        "huisnr", "huisnummer", "house number", "housenumber", "hnrlabel", "hnr", "adrn", "number", "numero",
        "hausnummer", "nr", "addr housenumber",
    ),
    "letter": ("huisletter", "house letter", "rep"),
    "box": (
        "box number", "boxnumber", "busnr", "busnummer", "bus", "box", "huisnummertoevoeging", "toevoeging", "unit",
        "boite",
    ),
    "postcode": (
        "postcode", "pkancode", "postal code", "postalcode", "pznc", "zip", "code postal", "plz", "addr postcode",
    ),
    "place": (
        "postname {l}", "woonplaats", "woonplaatsnaam", "municipality name {l}", "commune {l}", "mu name {l}",
        "commune nl", "gemeente", "gemeentenaam", "city", "place", "commune", "ort", "addr city",
    ),
    "status": ("status", "address status"),
    "lon": ("lon", "longitude", "lng", "epsg 4326 lon", "wgs84 lon", "x wgs84", "long"),
    "lat": ("lat", "latitude", "epsg 4326 lat", "wgs84 lat", "y wgs84"),
    "x": ("epsg 31370 x", "x lambert72", "epsg 28992 x", "x rd", "rd x", "epsg 3812 x", "x"),
    "y": ("epsg 31370 y", "y lambert72", "epsg 28992 y", "y rd", "rd y", "epsg 3812 y", "y"),
}  # fmt: skip
OF_NUMBERS = {"31370": "EPSG:31370", "lambert72": "EPSG:31370", "28992": "EPSG:28992", "rd": "EPSG:28992", "3812": "EPSG:3812"}
SHORT = {"nl": ("nl", "du"), "fr": ("fr",), "de": ("de", "ge"), "en": ("en",)}
BROKEN, FOREIGN = re.compile("[\udc80-\udcff]"), re.compile("[^\x00-\x7f]")
MOST_COLUMNS, MOST_FIELD = 400, 1 << 20


@dataclass(slots=True)
class Sheet:
    """A table of texts: `header` as written, `rows` without it, `encoding` and `divider` as guessed or told."""

    header: list[str]
    rows: list[list[str]]
    encoding: str = ""
    divider: str = ""
    broken: set[int] = field(default_factory=set)  # rows whose letters cannot be read
    points: np.ndarray | None = None  # x, y of each row, where the file is a map and not a table
    crs: str = ""  # of those points
    first_row: int = 2  # the number of the first row: the header is line 1


def read_sheet(data: bytes, encoding: str = "") -> Sheet:
    """The table in a CSV text. Raises Unreadable for what is no table."""
    text, encoding = _decoded(data, encoding)
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    divider = max(",;\t|", key=first.count)
    if not first.count(divider):
        raise Unreadable("this is not a table of addresses: its first line has one column only")
    csv.field_size_limit(MOST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=divider)
        lines = list(reader)
    except csv.Error:
        raise Unreadable(f"this CSV is broken at line {reader.line_num:,}: is a quotation mark left open before it?") from None
    header = [name.strip() for name in lines[0]]
    rows = lines[1:]
    if len(header) > MOST_COLUMNS:
        raise Unreadable(f"this table has {len(header)} columns: no address register has")
    if not any(rows):
        raise Unreadable("this table has a header and no rows")
    return Sheet(header, rows, encoding, divider, _broken(rows) if "broken" in encoding else set())


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """The text and the name of its encoding.

    UTF-8 proves itself. Bytes that are not: mostly UTF-8 with a few broken places (those rows are refused later), or an older
    one-byte encoding, where 0x80 to 0x9F tells Windows from ISO-8859-1.
    """
    if encoding:
        try:
            return data.decode(encoding), encoding
        except LookupError:
            raise Unreadable(f"{encoding!r} is not an encoding we know") from None
        except UnicodeDecodeError as error:
            raise Unreadable(f"the file is not {encoding}: see byte {error.start:,}") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="surrogateescape")
    broken = len(BROKEN.findall(text))
    if len(FOREIGN.findall(text)) - broken > 4 * broken:
        return text, "UTF-8, broken in places"
    if any(0x80 <= byte <= 0x9F for byte in frozenset(data)):
        return data.decode("cp1252", errors="replace"), "Windows-1252"
    return data.decode("iso-8859-1"), "ISO-8859-1"


def _broken(rows: list[list[str]]) -> set[int]:
    return {index for index, row in enumerate(rows) if any(map(BROKEN.search, row))}


def sheet_of(table: Table) -> Sheet:
    """A map of points as a table: its properties as texts, its points beside them. Raises Unreadable when it holds no
    points."""
    shapes = np.array([row.geometry for row in table.rows], dtype=object)
    point = shapely.get_type_id(shapes) == 0
    if point.sum() * 2 <= len(shapes):
        raise Unreadable("this map holds areas or lines: an address register comes as points, or as CSV")
    header = list(dict.fromkeys(key for row in table.rows for key in row.properties))
    cells = [["" if (v := row.properties.get(key)) is None else str(v) for key in header] for row in table.rows]
    places = np.column_stack([shapely.get_x(np.where(point, shapes, None)), shapely.get_y(np.where(point, shapes, None))])
    return Sheet(header, cells, points=places, crs=table.crs, first_row=1)


def guess_columns(sheet: Sheet, languages: list[str], told: dict[str, str]) -> dict[str, int]:
    """Which column plays which part: {"street": 2, …}. `told` names columns and wins. Raises Unreadable when a part is
    missing."""
    header = sheet.header
    places = {fold(name): index for index, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for part, name in told.items():
        if part not in KNOWN:
            raise Unreadable(f"there is no part {part}; there are: {', '.join(KNOWN)}")
        if fold(name) not in places:
            raise Unreadable(f"there is no column {name}; there are: {', '.join(header)}")
        found[part] = places[fold(name)]
    for part, names in KNOWN.items():
        if part not in found:
            index = next((places[n] for name in names for n in _spoken(name, languages) if n in places), None)
            if index is not None and index not in found.values():
                found[part] = index
    missing = [part for part in ("street", "number") if part not in found]
    if sheet.points is None and not ({"lon", "lat"} <= found.keys() or {"x", "y"} <= found.keys()):
        missing.append("the coordinates (lon and lat, or x and y)")
    if missing:
        raise Unreadable(
            f"which column is {' and '.join(missing)}? Say --columns street=…,number=…; there are: {', '.join(header)}"
        )
    return found


def _spoken(name: str, languages: list[str]) -> list[str]:
    """A column name for the town's first language ({l}) or its second ({o}), in the letters registers use for them."""
    if "{l}" in name:
        return [name.replace("{l}", short) for short in SHORT.get((languages or ["nl"])[0], ())]
    if "{o}" in name:
        return [name.replace("{o}", short) for other in languages[1:2] for short in SHORT.get(other, ())]
    return [name]


def crs_of_columns(header: list[str], columns: dict[str, int]) -> str:
    """The coordinate system a column's own name tells ("EPSG:31370_x"), or nothing."""
    words = fold(header[columns["x"]]).split() if "x" in columns else []
    return next((OF_NUMBERS[word] for word in words if word in OF_NUMBERS), "")
