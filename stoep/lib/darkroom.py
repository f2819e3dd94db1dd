"""Where strangers' files become pictures: in a process of its own (apart.py), which opens no file.

lib/pictures.py starts it: a line of JSON and the file come in, a line of JSON and the pictures go out.
"""

import io
import json
import math
import re
import sys
import warnings

from PIL import Image

from stoep.lib import apart

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_SIDE = 20_000  # dots; a strip of one dot by forty million needs gigabytes for its rows
MOST_SCANS = 32  # of a JPEG; encoders write about ten
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")  # of a JPEG: those that a length follows, and the end
START_OF_SCAN, END = b"\xda", b"\xd9"
CANVAS = (3840, 7680, 16_000_000)  # widest, highest and most dots of what is kept in hand: twice the largest picture that is written
HEAVY = 150_000_000  # bytes of a progressive JPEG: with the picture itself more than there is (pictures.MEMORY)
STRIP = 64  # rows of the canvas at a time
TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE", 8: "ROTATE_90"}
ORIENTATION = 0x0112  # EXIF


class NoPicture(Exception):
    """What is wrong with the file: "dots" (too many of them), "unreadable", or "too much" (time or memory)."""


def developed(content: bytes, asked: dict) -> list[tuple[tuple[int, int], bytes]]:
    """[(size, WebP)] for each of `asked["widths"]`, never larger than the picture itself; dots and nothing else. Raises NoPicture.

    `asked["dots"]` is {"JPEG", "PNG", "WEBP": most dots}, judged before anything is decoded; a GIF counts as a PNG.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = upright(content, asked["dots"])
        return [_copy(picture, width) for width in asked["widths"]]
    except (NoPicture, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise NoPicture("dots") from error
    except Exception as error:  # a decoder that strangers feed may stumble in any way (struct.error, EOFError, …): all are one answer
        raise NoPicture("unreadable") from error


def upright(content: bytes, dots: dict) -> Image.Image:
    """The first frame, upright, on a canvas of its own: saving a copy of the file's would keep comments and profiles."""
    jpeg = content[:2] == b"\xff\xd8"
    most = dots["WEBP" if content[8:12] == b"WEBP" else "JPEG" if jpeg else "PNG"]
    Image.MAX_IMAGE_PIXELS = most // 2  # Pillow refuses beyond twice that, a WebP before it makes room for it
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    width, height = picture.size
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise NoPicture("dots")
    if jpeg and scans_of(content) > MOST_SCANS:
        raise NoPicture("unreadable")  # a progressive JPEG is drawn over and over, once per scan of a few bytes: hours of work
    picture.draft("RGB", CANVAS[:1] * 2)  # JPEG: decode no larger than needed
    _load(picture)
    turn = TURNS.get(picture.getexif().get(ORIENTATION))
    canvas = _on_a_canvas(picture)
    picture.close()
    return canvas.transpose(Image.Transpose[turn]) if turn else canvas


def _load(picture: Image.Image) -> None:
    """Decode. The JPEG decoder says of missing memory only that the file is broken: a progressive one is held whole before it is drawn,
    2 bytes for each dot of each colour."""
    try:
        picture.load()
    except OSError as error:
        if picture.info.get("progressive") and _held(picture) > HEAVY:
            raise NoPicture("too much") from error
        raise


def _held(picture) -> int:
    """Bytes that the decoder keeps of a progressive JPEG; colours may be coarser than light."""
    across, down = max(layer[1] for layer in picture.layer), max(layer[2] for layer in picture.layer)
    share = sum(layer[1] * layer[2] for layer in picture.layer) / (across * down)
    return int(2 * share * math.prod(picture.size))


def scans_of(jpeg: bytes) -> int:
    """How often a JPEG is drawn over. What hangs behind its end, such as a phone's little film, does not count."""
    at, scans = 0, 0
    while (found := MARKER.search(jpeg, at)) and found[1] != END:
        scans += found[1] == START_OF_SCAN
        at = found.end() + int.from_bytes(jpeg[found.end() : found.end() + 2])
    return scans


def _on_a_canvas(picture: Image.Image) -> Image.Image:
    """The dots on white, shrunk while they are still cheap; in strips, so that no second copy of forty million dots is ever made."""
    width, height = picture.size
    small = min(CANVAS[0] / width, CANVAS[1] / height, math.sqrt(CANVAS[2] / (width * height)), 1)
    canvas = Image.new("RGB", (max(1, round(width * small)), max(1, round(height * small))), "white")
    rows = height / canvas.height  # of the picture, in one of the canvas
    for top in range(0, canvas.height, STRIP):
        bottom = min(top + STRIP, canvas.height)
        first, last = int(top * rows), min(math.ceil(bottom * rows), height)
        strip = picture.crop((0, first, width, last))
        strip = strip.convert("RGBA" if strip.has_transparency_data else "RGB")
        box = (0, top * rows - first, width, min(bottom * rows, height) - first)
        strip = strip.resize((canvas.width, bottom - top), Image.Resampling.BOX, box)
        canvas.paste(strip, (0, top), strip.getchannel("A") if strip.mode == "RGBA" else None)
    return canvas


def _copy(picture: Image.Image, width: int) -> tuple[tuple[int, int], bytes]:
    copy, out = picture.copy(), io.BytesIO()
    copy.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    copy.save(out, "WEBP", quality=82, method=4)
    return copy.size, out.getvalue()


def main() -> None:
    """One picture from standard input to standard output: {"pictures": [[size, bytes], …]} and the bytes, or {"refused": why}."""
    asked = apart.begun()
    try:
        pictures = developed(sys.stdin.buffer.read(), asked)
        answer = {"pictures": [[size, len(webp)] for size, webp in pictures]}
    except NoPicture as refusal:
        pictures, answer = [], {"refused": str(refusal)}
    except MemoryError:
        pictures, answer = [], {"refused": "too much"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(webp for _size, webp in pictures))


if __name__ == "__main__":
    main()
