"""A note between the messages as HTML: who was asked in, who left, that the group has another name. Names as they are now."""

from django.utils.translation import gettext, pgettext

from stoep.lib.slots import Piece, esc, named

from .models import Message
from .moments import clock, machine

NOTE = Piece("chat/_note.html", named("id", "changed", "words", "time", "datetime"), {})


def note(reader, row: dict) -> str:
    """One note, for this reader (pieces.Reader)."""
    values = {
        "id": row["id"], "changed": row["changed"], "words": _words(reader, row), "time": clock(row["minute"], reader.language),
        "datetime": machine(row["minute"]),
    }  # fmt: skip
    return NOTE.fill(reader.language, values)


def repeats(before: dict | None, row: dict) -> bool:
    """One new name right after another is one note, also for whom a block hides what was said in between."""
    both = before is not None and before["kind"] == row["kind"] == Message.Kind.NAMED
    return both and before["author_id"] == row["author_id"]


def _words(reader, row) -> str:
    """In a sentence. Who has no name any more is somebody."""
    mine = row["author_id"] == reader.member
    if row["kind"] == Message.Kind.LEFT:
        words = gettext("%(who)s left the group")
    elif row["kind"] == Message.Kind.NAMED:
        words = gettext("You gave the group another name") if mine else gettext("%(who)s gave the group another name")
    elif mine:
        words = gettext("You asked %(whom)s in")
    elif row["whom_id"] == reader.member:
        words = gettext("%(who)s asked you in. You read what is said from now on.")
    else:
        words = gettext("%(who)s asked %(whom)s in")
    who, whom = row["name"] or gettext("Somebody"), row["whom"] or pgettext("whom one asked in", "somebody")
    return esc(words) % {"who": f"<bdi>{esc(who)}</bdi>", "whom": f"<bdi>{esc(whom)}</bdi>"}
