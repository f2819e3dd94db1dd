"""The files of sown pictures, through the same door as everybody's (lib/pictures.py). Drawing is most of the work: two processes share it."""

import io
import multiprocessing
import os

from PIL import Image

from stoep.board.actions.pictures import folder_of
from stoep.lib import pictures
from stoep.membership.photos import WIDTHS, photo_folder

from ..demotown import pictures as motifs
from ..demotown.pictures.portraits import portrait


SIZE = (960, 720)
REDUCE = Image.Resampling.LANCZOS
FOLDERS = {"picture": folder_of, "photo": photo_folder}


def draw_all(drawings: list, portraits: list, tick) -> None:
    """Draw what is not there yet. `drawings`: (neighbourhood, stem, motif, seed); `portraits`: (neighbourhood, stem, seed, woman)."""
    jobs = [("picture", *row) for row in drawings] + [("photo", *row) for row in portraits]
    jobs = [job for job in jobs if not any(FOLDERS[job[0]](job[1]).glob(f"{job[2]}-*.webp"))]
    if not jobs:
        return
    with multiprocessing.get_context("fork").Pool(min(4, os.cpu_count() or 1)) as hands:
        for done, _ in enumerate(hands.imap_unordered(_draw, jobs, chunksize=4), start=1):
            tick(done / len(jobs), "pictures")


def _draw(job) -> None:
    kind, place, stem, what, how = job
    image = motifs.draw(what, how).resize(SIZE, REDUCE) if kind == "picture" else portrait(what, how).resize((WIDTHS[-1], WIDTHS[-1]), REDUCE)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    file.seek(0)
    pictures.store(file, FOLDERS[kind](place), stem, *([WIDTHS] if kind == "photo" else []))
