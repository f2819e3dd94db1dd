"""Copies of reported pictures: they lie apart from the conversation's, so that taking a message back does not take the copy."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from stoep.chat.actions.pictures import WIDTHS, folder_of
from stoep.lib import pictures

from .models import Matter


def kept_file(matter: Matter, ident: str, width: int) -> Path:
    """Where the copy of one picture of a matter lies: STOEP_MEDIA_DIR/<neighbourhood>/matters/."""
    return _folder(matter) / f"{matter.id}-{ident}-{int(width)}.webp"


def keep_pictures(matter: Matter, idents: list[str]) -> None:
    """Copy these pictures of the conversation. Run twice, it is done once; one that is gone already is left out."""
    if idents:
        _folder(matter).mkdir(parents=True, exist_ok=True)
    for ident in idents:
        for width in WIDTHS:
            source, copy = folder_of(matter.neighbourhood_id) / f"{ident}-{width}.webp", kept_file(matter, ident, width)
            if source.is_file() and not copy.exists():
                _copy(source, copy)


def drop_pictures(matter: Matter) -> None:
    """Nobody may ask about them any more."""
    pictures.remove(_folder(matter), str(matter.id))


def drop_picture(matter: Matter, ident: str) -> None:
    """One of them: whoever sent it erased their account."""
    pictures.remove(_folder(matter), f"{matter.id}-{ident}")


def pictures_of(matter: Matter) -> list[str]:
    """Every picture somebody sent along, each once."""
    return list(dict.fromkeys(ident for talk in matter.context.get("talks", []) for line in talk for ident in line["pictures"]))


def _folder(matter: Matter) -> Path:
    return settings.MEDIA_DIR / str(int(matter.neighbourhood_id)) / "matters"


def _copy(source: Path, copy: Path) -> None:
    """Whole or not at all: a name of its own first."""
    half = copy.with_name(f".{copy.name}.{os.getpid()}")
    shutil.copyfile(source, half)
    half.replace(copy)
