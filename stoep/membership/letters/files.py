"""The letters on disk: readable by this user only, written whole or not at all, gone when the print operator has them.

A batch has a directory of its own. A chunk's PDF has a fixed name, so that typesetting it again replaces it; when all are there
they become one archive, which is what is handed out.
"""

import csv
import hashlib
import io
import os
import shutil
import zipfile
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

ARCHIVE = "letters.zip"


def folder(batch_id: UUID) -> Path:
    """The batch's own directory (0700), made if need be."""
    settings.LETTERS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = settings.LETTERS_DIR / str(batch_id)
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def chunk_file(batch_id: UUID, number: int, slug: str) -> Path:
    """Where a chunk's letters are: by number, so that they lie in walking order."""
    return folder(batch_id) / f"{number:05d}-{slug}.pdf"


def archive_file(batch_id: UUID) -> Path:
    """What the print operator gets."""
    return folder(batch_id) / ARCHIVE


@contextmanager
def written_whole(path: Path):
    """A file to write to (0600). It appears under its name only when all of it is on the disk; whatever stood there is
    replaced."""
    unfinished = path.with_suffix(path.suffix + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)  # the name too survives a power cut
    finally:
        os.close(handle)


def seal(batch_id: UUID, chunks: list[tuple[str, int]]) -> None:
    """One archive of the PDFs (name, letters), with a list of what is in it; then only the archive stays."""
    place, listing = folder(batch_id), io.StringIO()
    rows = csv.writer(listing)
    rows.writerow(["file", "letters", "sha256"])
    with (
        written_whole(archive_file(batch_id)) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, letters in chunks:
            archive.write(place / name, name)
            rows.writerow([name, letters, hashlib.sha256((place / name).read_bytes()).hexdigest()])
        archive.writestr("contents.csv", listing.getvalue())


def clear(batch_id: UUID) -> None:
    """Remove all but the archive: the single PDFs, and what an interrupted run left unfinished."""
    for file in folder(batch_id).iterdir():
        if file.name != ARCHIVE:
            file.unlink(missing_ok=True)


def destroy(batch_id: UUID) -> None:
    """Nothing of the batch is left on disk. May run twice."""
    shutil.rmtree(settings.LETTERS_DIR / str(batch_id), ignore_errors=True)
