"""The other side of press.py: starts typesetting children, sends them sheets, replaces them before they grow too large."""

import json
import os
import queue
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .press import HEADER

SHEETS_PER_CHILD = 6
_idle: queue.LifoQueue = queue.LifoQueue()


class PressFailed(Exception):
    """A sheet could not be typeset: the words of the typesetter, or that it died. Never a word of a letter."""


class Press:
    """One child. `send` then `receive`; between the two the sender may do something else. Not for two threads at once."""

    def __init__(self):
        self.child, self.sheets = None, 0

    def send(self, sheet: dict) -> None:
        """Hand over a sheet. It travels through a pipe: neither a file nor an argument ever holds a code."""
        if self.child is None or self.sheets >= SHEETS_PER_CHILD or self.child.poll() is not None:
            self.close()
            self._start()
        logos = settings.MEDIA_DIR / "logos"
        logos.mkdir(parents=True, exist_ok=True)
        asked = json.dumps({"sheet": sheet, "root": str(logos)}).encode()
        try:
            self.child.stdin.write(HEADER.pack(True, len(asked)) + asked)
            self.child.stdin.flush()
        except BrokenPipeError as gone:
            raise PressFailed("the typesetter stopped") from gone
        self.sheets += 1

    def receive(self) -> bytes:
        """The PDF of the sheet last sent."""
        header = self.child.stdout.read(HEADER.size)
        if len(header) < HEADER.size:
            raise PressFailed("the typesetter stopped")
        well, length = HEADER.unpack(header)
        answer = self.child.stdout.read(length)
        if len(answer) < length:
            raise PressFailed("the typesetter stopped")
        if not well:
            raise PressFailed(answer.decode())
        return answer

    def close(self) -> None:
        """End the child; it goes when its pipe closes."""
        if self.child:
            self.child.stdin.close()
            self.child.stdout.close()
            self.child.wait()
        self.child, self.sheets = None, 0

    def _start(self):
        package = Path(__file__).resolve().parents[3]
        quiet = {**{k: v for k, v in os.environ.items() if not k.startswith("STOEP_")}, "PYTHONPATH": str(package)}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "stoep.membership.letters.press"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=quiet,
            cwd="/",
        )


@contextmanager
def borrowed():
    """A press that another job may have warmed up. One that failed is not given back."""
    try:
        press = _idle.get_nowait()
    except queue.Empty:
        press = Press()
    try:
        yield press
    except BaseException:
        press.close()
        raise
    _idle.put(press)


def close_idle() -> None:
    """Give the memory back: nothing is left to typeset."""
    while True:
        try:
            _idle.get_nowait().close()
        except queue.Empty:
            return
