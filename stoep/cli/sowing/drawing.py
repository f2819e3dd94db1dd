"""The files of sown pictures, through the same door as everybody's (lib/pictures.py). Most of seeding is this: all processors share it."""

import io
import multiprocessing
import os
import shutil
import sys

from PIL import Image

from stoep.board.actions.pictures import folder_of
from stoep.lib import darkroom, pictures
from stoep.membership.photos import WIDTHS, photo_folder

from ..demotown import pictures as motifs
from ..demotown.pictures.portraits import portrait
from ..up import end_with_parent

SIZE, SQUARE = (960, 720), (WIDTHS[-1], WIDTHS[-1])
REDUCE = Image.Resampling.LANCZOS
FOLDERS = {"picture": folder_of, "photo": photo_folder}


def draw_all(drawings: list, portraits: list, tick) -> None:
    """Draw what is not there yet. `drawings`: (neighbourhood, stem, motif, seed); `portraits`: (neighbourhood, stem, seed, woman)."""
    wanted: dict[tuple, list] = {}
    for kind, rows in (("picture", drawings), ("photo", portraits)):
        for place, stem, what, how in rows:
            if not any(FOLDERS[kind](place).glob(f"{stem}-*.webp")):
                wanted.setdefault((kind, what, how), []).append((FOLDERS[kind](place), stem))
    if not wanted:
        return
    ending = end_with_parent if sys.platform == "linux" else None  # else hands that lost their head would wait for ever
    with multiprocessing.get_context("fork").Pool(min(4, os.cpu_count() or 1), ending) as hands:
        for done, _ in enumerate(hands.imap_unordered(_draw, wanted.items(), chunksize=4), start=1):
            tick(done / len(wanted), "pictures")


def _draw(job) -> None:
    """One picture for everywhere it hangs."""
    (kind, what, how), places = job
    image = motifs.draw(what, how).resize(SIZE, REDUCE) if kind == "picture" else portrait(what, how).resize(SQUARE, REDUCE)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=0)
    file.seek(0)
    folder, stem = places[0]
    if kind == "photo":
        pictures.store(file, folder, stem, WIDTHS, darkroom.developed)
    else:
        small, middle, large = pictures.WIDTHS
        pictures.store(file, folder, stem, (small, middle), darkroom.developed)
        shutil.copyfile(
            folder / f"{stem}-{middle}.webp", folder / f"{stem}-{large}.webp"
        )  # drawn no larger: no need to encode it twice
    for other, name in places[1:]:
        other.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(f"{stem}-*.webp"):
            shutil.copyfile(path, other / path.name.replace(stem, name, 1))
