"""Files that are made to hurt: each is refused, or comes out as dots and nothing else, within the time and memory of an ordinary one."""

import io
import struct
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image

from stoep.lib.pictures import Refused, open_picture, store


def sent(content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.size = len(content)
    return file


def made(kind: str, size=(60, 40), mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90).save(out, kind, **more)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99_999)) + chunk(b"IEND", b"")


def with_scans(n: int) -> bytes:
    """A progressive JPEG whose last scan is there n times more."""
    plain = made("JPEG", (800, 600), progressive=True)
    return plain[:-2] + plain[plain.rfind(b"\xff\xda") : -2] * n + b"\xff\xd9"


BROKEN_EXIF = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x05\0\x01\0\0\0\xff\xff\0\0"


@pytest.mark.parametrize(
    "content",
    [
        png(50_000, 50_000),
        png(1, 40_000_000),
        png(40_000_000, 1),
        png(0, 0),
        with_scans(5000),
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.4",
        b"\0\0\0\x18ftypheic",
        made("PNG")[:60],
        made("JPEG")[:300],
        made("WEBP")[:40],
    ],
)
def test_refused_at_once(content):
    began = time.process_time()
    with pytest.raises(Refused):
        open_picture(sent(content))
    assert time.process_time() - began < 2


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_every_kind_of_dots(mode):
    assert open_picture(sent(made("PNG", mode=mode))).mode == "RGB"


def test_a_phones_photo_stands_upright_and_small():
    turned = Image.Exif()
    turned[0x0112] = 6
    shown = open_picture(sent(made("JPEG", (6000, 4000), exif=turned)))
    assert shown.height > shown.width
    assert max(shown.size) <= 7680


def test_what_is_wrong_beside_the_dots_does_not_fail():
    try:
        assert open_picture(sent(made("JPEG", exif=BROKEN_EXIF))).size in ((60, 40), (40, 60))
    except Refused as refused:
        assert refused.reason


def test_nothing_but_the_dots_is_kept(tmp_path: Path):
    told = Image.Exif()
    told[0x010E] = "canary"
    photo = made("JPEG", (600, 300), exif=told, comment=b"canary", icc_profile=b"canary" * 40) + b"<script>canary</script>"
    store(sent(photo), tmp_path / "pictures", "x")
    files = list((tmp_path / "pictures").iterdir())
    assert len(files) == 3
    for file in files:
        assert not [mark for mark in (b"canary", b"EXIF", b"ICCP", b"XMP ") if mark in file.read_bytes()]


def test_the_first_picture_of_many():
    many = io.BytesIO()
    Image.new("P", (20, 20)).save(many, "GIF", save_all=True, append_images=[Image.new("P", (20, 20), i % 200) for i in range(2000)])
    tracemalloc.start()
    assert open_picture(sent(many.getvalue())).size == (20, 20)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
