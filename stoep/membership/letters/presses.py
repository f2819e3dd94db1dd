"""The other side of press.py: starts a typesetting child for a sheet, and never leaves one behind."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

PACKAGE = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "stoep.membership.letters.press"]


class PressFailed(Exception):
    """A sheet could not be typeset: the typesetter's words, or how it ended. Never a word of a letter."""


@contextmanager
def typesetting(sheet: dict, command: Sequence[str] = (), ppi: int | None = None) -> Iterator[Callable[[], bytes]]:
    """A child that typesets this sheet while the block does something else. Yields a function that waits for the PDF, or with `ppi` for
    the picture of its one page. `command`: another child than that of the letters, told the same way.

    The sheet travels through a pipe, so that neither a file nor an argument ever holds a code. A child whose sender was killed
    finds its pipe closed and ends.
    """
    logos = settings.MEDIA_DIR / "logos"
    logos.mkdir(parents=True, exist_ok=True)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(command or COMMAND, env=_environment(), cwd="/", **pipes)

    def pdf() -> bytes:
        out, err = child.communicate()
        if child.returncode:
            said = err.decode(errors="replace").strip().splitlines()
            raise PressFailed(said[-1] if said else f"the typesetter ended with {child.returncode}")
        return out

    try:
        with suppress(BrokenPipeError), child.stdin:  # a child that has died says so by its exit code
            child.stdin.write(json.dumps({"sheet": sheet, "root": str(logos), "ppi": ppi}).encode())
        child.stdin = None  # communicate() would flush it
        yield pdf
    finally:
        child.kill()
        child.communicate()


def _environment() -> dict[str, str]:
    """Ours without what Stoep is told by it: the child gets no key and no database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STOEP_")}
    return {**kept, "PYTHONPATH": str(PACKAGE)}
