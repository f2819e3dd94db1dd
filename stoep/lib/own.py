"""What a room keeps of one person, told by the room itself: what "my data" hands out (stoep/privacy). lib knows no room and no domain word.

Each room says so in its `own.py`, with one `tell()` a table. A table that holds a person's or a member's number and is not told of says
why in `left_out()`; stoep/privacy/tests/test_parts.py finds one that does neither.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps

AT_ONCE = 2000  # rows fetched from the database in one go


@dataclass(frozen=True)
class Face:
    """Who somebody is, or was, in one neighbourhood. `place`: its name."""

    here: int
    member: object
    place: str


@dataclass(frozen=True)
class Owner:
    """Whose data: the account's number and every face it has or had."""

    person: int
    faces: list[Face]


@dataclass(frozen=True)
class Part:
    """Rows of one table that belong to its owner. `column` names them by member (neighbourhood tables) or by account. `fields`: name in
    what is handed out → column; only these leave the house. `files`: the picture of a row, from (neighbourhood, row)."""

    model: str
    column: str
    title: object
    fields: dict = field(hash=False)
    by_member: bool
    files: Callable[[int, dict], Path | None] | None = None

    @property
    def name(self) -> str:
        """As in the file for machines: "board.post"."""
        return self.model.lower()

    def rows(self, owner: Owner) -> Iterator[tuple[dict, Path | None]]:
        """(row, its picture), oldest first. Call it as the keeper."""
        for face in owner.faces if self.by_member else [None]:
            found = apps.get_model(self.model).objects
            whose = {"neighbourhood_id": face.here, self.column: face.member} if face else {self.column: owner.person}
            found = found.filter(**whose)
            for row in found.order_by("pk").values(*self.fields.values()).iterator(AT_ONCE):
                told = {name: row[column] for name, column in self.fields.items()}
                picture = self.files(face.here, row) if face and self.files else None
                yield ({"neighbourhood": face.place} if face else {}) | told, picture


PARTS: list[Part] = []
LEFT_OUT: dict[str, str] = {}


def tell(model: str, column: str, title, files=None, /, **fields: str) -> None:
    """A table of a neighbourhood: its rows are those of a member."""
    PARTS.append(Part(model, column, title, fields, True, files))


def tell_account(model: str, column: str, title, /, **fields: str) -> None:
    """A table of accounts: its rows are those of a person."""
    PARTS.append(Part(model, column, title, fields, False))


def left_out(**why: str) -> None:
    """Tables that hold somebody's number and hand nothing out: board_LastSeen="…"."""
    LEFT_OUT.update({name.replace("_", ".", 1): reason for name, reason in why.items()})


def widest(folder: Path, stem) -> Path | None:
    """The largest copy of a picture that is kept."""
    copies = sorted(folder.glob(f"{stem}-*.webp"), key=lambda path: int(path.stem.rpartition("-")[2]))
    return copies[-1] if copies else None
