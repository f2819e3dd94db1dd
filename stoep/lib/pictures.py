"""Pictures, re-encoded on a clean canvas: whatever else was in the file (place, camera, comments, other files) is gone (SECURITY E1-E3)."""

import os
import warnings
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (480, 960, 1920)


class Refused(Exception):
    """The file is no picture we take. `reason` is a sentence for whoever sent it."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


def open_picture(file) -> Image.Image:
    """The first frame, upright, on a canvas of its own. Size is judged before anything is decoded. Raises Refused."""
    if getattr(file, "size", 0) > settings.PICTURE_MAX_BYTES:
        raise Refused(_("This picture is larger than 10 MB. Make it smaller, or take a new one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > settings.PICTURE_MAX_PIXELS:
                raise Refused(_("This picture has too many dots: at most 40 million."))
            picture.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # JPEG: decode no larger than needed
            picture.load()
            picture = ImageOps.exif_transpose(picture)
    except Refused:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
        raise Refused(_("This is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")) from error
    return _clean(picture)


def _clean(picture: Image.Image) -> Image.Image:
    """The dots, and nothing but the dots: saving a copy would keep comments and profiles."""
    picture = picture.convert("RGBA")
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture, mask=picture.getchannel("A"))
    return canvas


def store(file, folder: Path, stem: str, widths=WIDTHS) -> tuple[int, int]:
    """Write <stem>-<width>.webp for each width (never larger than the picture itself) and return (width, height) of the largest.

    All or nothing: files are written aside and renamed when the last one is there.
    """
    picture = open_picture(file)
    folder.mkdir(parents=True, exist_ok=True)
    written, size = [], picture.size
    try:
        for width in sorted(widths):
            copy = picture.copy()
            copy.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
            aside = folder / f".{stem}-{width}.{os.getpid()}"
            copy.save(aside, "WEBP", quality=82, method=4)
            written.append((aside, folder / f"{stem}-{width}.webp"))
            size = copy.size
    except OSError:
        for aside, _final in written:
            aside.unlink(missing_ok=True)
        raise
    for aside, final in written:
        aside.replace(final)
    return size


def remove(folder: Path, stem: str) -> None:
    """Delete a picture's files, as many as there are."""
    for path in folder.glob(f"{stem}-*.webp"):
        path.unlink(missing_ok=True)
