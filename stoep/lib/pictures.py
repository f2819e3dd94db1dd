"""Pictures, re-encoded on a clean canvas: whatever else was in the file (place, camera, comments, other files) is gone (SECURITY E1-E3).

They are decoded in a process of their own (darkroom.py), with a measure of memory and time: what asks more is refused, and the process
that serves pages notices nothing.
"""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from threading import get_ident

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import apart, darkroom
from .limits import Limit, spend
from .turns import Turn

WIDTHS = (480, 960, 1920)
WEBP_DOTS = 16_000_000  # its decoder keeps four copies; more would take over 300 MB
MEMORY = 400_000_000  # bytes of address space, of which some 70 MB are the program itself
CPU_SECONDS = 10  # a phone's picture takes one; a slow machine three
PATIENCE = 30  # seconds, when all processors are busy
SENT = Limit("pictures sent", 150, 24 * 3600)  # per person, refused ones too: each costs a processor a second
COMMAND = apart.command_of("stoep.lib.darkroom")
REASONS = {
    "dots": _("This picture has too many dots: at most 40 million."),
    "dots of a WebP": _("This picture has too many dots: a WebP may have 16 million. Save it as a JPEG, or make it smaller."),
    "unreadable": _("This is not a picture we can read. Send a JPEG, PNG, WebP or GIF."),
    "too much": _("This picture takes too long or too much memory to read. Make it smaller, or save it as a JPEG."),
    "busy": _("Other pictures are being read just now. Send this one again in a minute."),
    "slow": _("Your pictures take long to read. Send this one again on its own."),
}
log = logging.getLogger("stoep.pictures")


class Refused(Exception):
    """The file is no picture we take. `reason` is a sentence for whoever sent it."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


def pay_for(files: list, person: int) -> None:
    """Take the files a person sends from their budget, before anything is decoded; store() refuses what goes beyond it, and what is sent
    while others' pictures are read (turns.py).

    Call it outside any transaction: a counter inside one is lost when the page fails.
    """
    within, turn = not files or spend(SENT, person, cost=len(files)), Turn(person)
    for file in files:
        file.beyond_budget, file.turn = not within, turn


def store(file, folder: Path, stem: str, widths=WIDTHS, develop: Callable | None = None) -> tuple[int, int]:
    """Write <stem>-<width>.webp for each width (never larger than the picture itself) and return (width, height) of the largest.

    All or nothing: files are written aside and renamed when the last one is there. Raises Refused. `develop`: darkroom.developed for
    pictures that we drew ourselves, which need no process of their own.
    """
    developed = _judged(file, {"widths": sorted(widths)}, develop or _in_the_darkroom)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # neighbours' pictures: not for other users of the machine
    names = [f"{stem}-{width}" for width in sorted(widths)]
    asides = [folder / f".{name}.{os.getpid()}-{get_ident()}" for name in names]
    try:
        for aside, (_size, webp) in zip(asides, developed, strict=True):
            aside.write_bytes(webp)
    except OSError:
        for aside in asides:
            aside.unlink(missing_ok=True)
        raise
    for aside, name in zip(asides, names, strict=True):
        aside.replace(folder / f"{name}.webp")
    return developed[-1][0]


def _judged(file, asked: dict, develop: Callable) -> list:
    """[(size, WebP)] of the file, or Refused with the sentence that fits."""
    if getattr(file, "beyond_budget", False):
        raise Refused(_("You have sent many pictures today. Come back tomorrow for more."))
    if getattr(file, "size", 0) > settings.PICTURE_MAX_BYTES:
        raise Refused(_("This picture is larger than 10 MB. Make it smaller, or take a new one."))
    if hasattr(file, "turn") and (why := file.turn.refusal()):
        raise Refused(REASONS[why])
    content, most = file.read(), settings.PICTURE_MAX_PIXELS
    try:
        return develop(content, asked | {"dots": {"JPEG": most, "PNG": most, "WEBP": min(most, WEBP_DOTS)}})
    except darkroom.NoPicture as refusal:
        why = str(refusal)
        raise Refused(REASONS["dots of a WebP" if why == "dots" and content[8:12] == b"WEBP" else why]) from refusal


def _in_the_darkroom(content: bytes, asked: dict) -> list:
    """As darkroom.developed, in a child of its own. Raises NoPicture too when the child is killed, by its limits or by anybody."""
    try:
        out = apart.answered(COMMAND, asked | {"memory": MEMORY, "seconds": CPU_SECONDS}, content, patience=PATIENCE)
    except apart.Ended as how:
        log.warning("the darkroom %s", how)
        raise darkroom.NoPicture("too much") from how
    head, _newline, rest = out.partition(b"\n")
    answer, pictures = json.loads(head), []
    if "refused" in answer:
        raise darkroom.NoPicture(answer["refused"])
    for size, length in answer["pictures"]:
        pictures.append((tuple(size), rest[:length]))
        rest = rest[length:]
    return pictures


def remove(folder: Path, stem: str) -> None:
    """Delete a picture's files, as many as there are."""
    for path in folder.glob(f"{stem}-*.webp"):
        path.unlink(missing_ok=True)
