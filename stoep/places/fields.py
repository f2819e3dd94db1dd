"""Which column holds the name, the code and the town of a neighbourhood, and what those say."""

import re
from collections import Counter
from dataclasses import dataclass

from .report import Unreadable
from .spelling import fold, tidy
from .tables import Row

NAMES = (
    "wijknaam", "buurtnaam", "naam", "naam_nl", "name", "name_nl", "wijk", "buurt", "quartier", "nom", "nom_quart", "l_qu",
    "name_fr",
    "stadtteil", "ortsteil", "bezirk", "wijk_naam", "buurt_naam", "neighbourhood", "neighborhood", "label", "titel", "title",
    "omschrijving",
)  # fmt: skip
CODES = (
    "wijkcode", "buurtcode", "geoitem", "code", "wijknr", "wijk_code", "nis_wijk", "cs01012020", "sectorcode",
    "identificatie", "c_qu", "id",
)  # fmt: skip
TOWNS = (
    "gemeentenaam", "gemeente", "gm_naam", "municipality", "municipality_name", "commune", "town", "stadt",
    "tx_munty_descr_nl",
)  # fmt: skip
SUFFIX = re.compile(r"^(?P<name>.*\S)\s*\((?P<town>[^()]+)\)$")
ABROAD = {"buitenland", "abroad", "etranger"}  # the Dutch register lists a town of this name
MOST_NAME, MOST_CODE = 120, 40


@dataclass(slots=True)
class Columns:
    """The columns chosen, as the file spells them. Empty = the file has none."""

    name: str
    code: str = ""
    town: str = ""
    suffix: bool = False  # names end in "(Town)"


def choose_columns(rows: list[Row], name: str = "", code: str = "", town: str = "") -> Columns:
    """The columns asked for, or the likeliest. Raises Unreadable where no column can be the name."""
    spelling = Counter(key for row in rows for key in row.properties)
    known = {}
    for key, _ in spelling.most_common():
        known.setdefault(key.lower(), key)
    for asked in filter(None, (name, code, town)):
        if asked.lower() not in known:
            raise Unreadable(f"there is no column {asked}; there are: {', '.join(known.values()) or 'none'}")
    name = known[name.lower()] if name else next((known[n] for n in NAMES if n in known), "")
    if not name:
        raise Unreadable(
            f"which column is the name? Choose with --name-field: {', '.join(known.values()) or 'the file has none'}"
        )
    found = Columns(name, known[code.lower()] if code else _code(rows, known), known.get((town or "").lower(), ""))
    found.town = found.town or next((known[t] for t in TOWNS if t in known and known[t] != name), "")
    named = [str(value(row, name) or "").strip() for row in rows]
    found.suffix = not found.town and sum(bool(SUFFIX.match(text)) for text in named) >= 0.8 * len(named)
    return found


def _code(rows: list[Row], known: dict) -> str:
    """The first likely column that tells nearly all rows apart: one that does not is a kind, not a code."""
    for candidate in (known[c] for c in CODES if c in known):
        values = [str(v) for row in rows if (v := value(row, candidate)) not in (None, "")]
        if len(values) * 2 > len(rows) and len(set(values)) >= 0.9 * len(values):
            return candidate
    return ""


def value(row: Row, column: str):
    """A row's own value of a column, whatever the case this row writes its keys in."""
    if column in row.properties:
        return row.properties[column]
    return next((v for key, v in row.properties.items() if key.lower() == column.lower()), None)


def read_names(rows: list[Row], columns: Columns) -> list[tuple[str, str, str]]:
    """Name, code and town of each row; notes the repairs on the row, and refuses rows without a usable name."""
    return [_named(row, columns) for row in rows]


def _named(row: Row, columns: Columns) -> tuple[str, str, str]:
    wanted = [column for column in (columns.name, columns.code, columns.town) if column]
    other_case = [key for key in row.properties if key.lower() in {w.lower() for w in wanted} and key not in wanted]
    if other_case:
        row.repairs.append(f"columns written {', '.join(other_case)} in this row: read as {', '.join(wanted)}")
    name, fixes = tidy(value(row, columns.name))
    if fixes:
        row.repairs.append(f"name tidied ({fixes})")
    code = tidy(value(row, columns.code))[0] if columns.code else ""
    town = tidy(value(row, columns.town))[0] if columns.town else ""
    if columns.suffix and (match := SUFFIX.match(name)):
        town = match["town"].strip()
        name = match["name"].strip()
    _judge(row, name, code, town)
    return name, code, town


def _judge(row: Row, name: str, code: str, town: str) -> None:
    if row.refusal:
        return
    if fold(town) in ABROAD:
        row.refusal = f"{town} is how the register writes abroad: no town"
    elif not fold(name):
        row.refusal = "has no name"
    elif len(name) > MOST_NAME or len(code) > MOST_CODE or len(town) > MOST_NAME:
        row.refusal = f"has a name or code that is too long (at most {MOST_NAME} and {MOST_CODE} signs)"
