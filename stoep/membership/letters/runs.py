"""A whole batch in one go, at a terminal: several typesetting processes, how far it is, how long still."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork

from ..models import LetterBatch
from . import files
from .planning import plan_batch
from .typesetting import finish_batch, tell_how_far, typeset_chunk

KEEPER = "typeset letters"


class Progress:
    """Letters so far, letters a second, time left: one line that is rewritten on a terminal, one line every ten seconds in a
    file."""

    def __init__(self, total: int, done: int, out):
        self.total, self.done, self.before, self.out = total, done, done, out
        self.began = self.told = time.monotonic()
        self.lock = threading.Lock()

    def add(self, letters: int) -> None:
        with self.lock:
            self.done += letters
            moment = time.monotonic()
            if self.out.isatty() or moment - self.told > 10:
                self.told = moment
                print(self.line(), end="\r" if self.out.isatty() else "\n", file=self.out, flush=True)

    def line(self) -> str:
        speed = self.speed()
        left = f"{int((self.total - self.done) / speed)} s left" if speed else ""
        bar = "#" * int(30 * self.done / max(self.total, 1))
        return f"[{bar:<30}] {self.done} of {self.total} letters, {speed:.0f} a second, {left}".ljust(90)

    def speed(self) -> float:
        return (self.done - self.before) / max(time.monotonic() - self.began, 0.001)


def typeset_batch(town: int, batch: UUID, workers: int = 1, out=sys.stderr) -> dict:
    """Plan if need be, set what is not set, make the archive. Broken off at any point, the next run goes on where it was.

    Returns {"batch", "state", "letters", "seconds", "per_second"}; letters and speed are those of this run.
    """
    keeper = Clockwork.of(KEEPER, town=town)
    with acting(keeper):
        total = plan_batch(batch)
        chunks = LetterBatch.objects.get(id=batch).chunks.exclude(done_at=None)
        progress = Progress(total, sum(len(ids) for ids in chunks.values_list("addresses", flat=True)), out)
    began = time.monotonic()
    while True:
        _set_all(keeper, batch, workers, progress)
        with acting(keeper):
            ready = finish_batch(batch)
            state, waiting = LetterBatch.objects.values_list("state", flat=True).get(id=batch), _waiting(batch)
        if ready:
            files.clear(batch)
        if state != LetterBatch.State.APPROVED or not waiting:
            break
    print(progress.line(), file=out, flush=True)
    seconds = time.monotonic() - began
    return {"batch": str(batch), "state": state, "letters": progress.done - progress.before, "seconds": round(seconds, 1),
            "per_second": round(progress.speed(), 1)}  # fmt: skip


def _waiting(batch) -> bool:
    """Chunks that nobody has locked: those that are, another run is at."""
    chunks = LetterBatch.objects.get(id=batch).chunks.filter(done_at=None)
    return bool(chunks.select_for_update(skip_locked=True).values_list("id", flat=True)[:1])


def _set_all(keeper, batch, workers, progress) -> None:
    if workers == 1:
        _set_until_none(keeper, batch, progress, threading.Event())
        return
    stop = threading.Event()  # one failure ends them all
    with ThreadPoolExecutor(workers) as pool:
        for outcome in [pool.submit(_in_a_thread, keeper, batch, progress, stop) for _ in range(workers)]:
            outcome.result()


def _in_a_thread(keeper, batch, progress, stop) -> None:
    try:
        _set_until_none(keeper, batch, progress, stop)
    except BaseException:
        stop.set()
        raise
    finally:
        connection.close()  # this thread's own


def _set_until_none(keeper, batch, progress, stop) -> None:
    while not stop.is_set():
        with acting(keeper):
            letters = typeset_chunk(batch)
            tell_how_far(batch)
        if letters is None:
            return
        progress.add(letters)
