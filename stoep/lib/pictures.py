"""Pictures, re-encoded on a clean canvas: whatever else was in the file (place, camera, comments, other files) is gone (SECURITY E1-E3)."""

import os
import warnings
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (480, 960, 1920)
LONGEST_SIDE = 20_000  # dots; a strip of one dot by forty million needs gigabytes for its rows
MOST_SCANS = 64  # of a JPEG; encoders write about ten


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
            warnings.simplefilter("ignore")
            return _clean(_decoded(file))
    except Refused:
        raise
    except Exception as error:  # a decoder that strangers feed may stumble in any way (struct.error, EOFError, …): all are one answer
        raise Refused(_("This is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")) from error


def _decoded(file) -> Image.Image:
    """The dots, upright, shrunk while they are still cheap."""
    picture = Image.open(file, formats=FORMATS)
    width, height = picture.size
    if width * height > settings.PICTURE_MAX_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused(_("This picture has too many dots: at most 40 million."))
    if picture.format == "JPEG":
        _judge_scans(file)
    picture.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # JPEG: decode no larger than needed
    picture.load()
    if picture.mode not in ("RGB", "RGBA"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((2 * WIDTHS[-1], 4 * WIDTHS[-1]), Image.Resampling.BOX, reducing_gap=1)
    return ImageOps.exif_transpose(picture)


def _judge_scans(file) -> None:
    """A progressive JPEG is drawn over and over, once per scan of a few bytes: ten megabytes of them would keep a processor for hours."""
    file.seek(0)
    scans = file.read().count(b"\xff\xda")
    file.seek(0)
    if scans > MOST_SCANS:
        raise Refused(_("This is not a picture we can read. Send a JPEG, PNG, WebP or GIF."))


def _clean(picture: Image.Image) -> Image.Image:
    """The dots, and nothing but the dots: saving a copy would keep comments and profiles."""
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return canvas


def store(file, folder: Path, stem: str, widths=WIDTHS) -> tuple[int, int]:
    """Write <stem>-<width>.webp for each width (never larger than the picture itself) and return (width, height) of the largest.

    All or nothing: files are written aside and renamed when the last one is there.
    """
    picture = open_picture(file)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # neighbours' pictures: not for other users of the machine
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
