"""What every reader hands on, whatever the file was: rows with properties and a geometry."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Row:
    """One row of a file on its way in. `refusal` says why it cannot come in; `repairs` what was changed to let it."""

    number: int
    properties: dict[str, Any]
    geometry: Any = None
    repairs: list[str] = field(default_factory=list)
    refusal: str = ""


@dataclass(slots=True)
class Table:
    """All rows of a file and the coordinate system it says it is in ("" = it says nothing)."""

    rows: list[Row]
    crs: str = ""
