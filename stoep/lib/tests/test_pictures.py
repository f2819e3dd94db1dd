"""Files that are made to hurt: each is refused, or comes out as dots and nothing else, within the time and memory of an ordinary one."""

import io
import os
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from stoep.lib.darkroom import upright
from stoep.lib.pictures import Refused, store

DOTS = {"JPEG": 40_000_000, "PNG": 40_000_000, "WEBP": 16_000_000}


def sent(content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.size = len(content)
    return file


def spent() -> float:
    """Seconds of a processor, of this process and of those it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


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


def webp(width: int, height: int) -> bytes:
    """A WebP that says how large it is, and holds nothing."""
    head = b"VP8X" + struct.pack("<I", 10) + b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 4 + len(head)) + b"WEBP" + head


def with_scans(n: int, size=(800, 600)) -> bytes:
    """A progressive JPEG whose last scan is there n times more."""
    plain = made("JPEG", size, progressive=True)
    return plain[:-2] + plain[plain.rfind(b"\xff\xda") : -2] * n + b"\xff\xd9"


BROKEN_EXIF = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x05\0\x01\0\0\0\xff\xff\0\0"


@pytest.mark.parametrize(
    "content",
    [
        png(50_000, 50_000),
        png(1, 40_000_000),
        png(40_000_000, 1),
        png(0, 0),
        webp(16_000, 16_000),
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
def test_refused_at_once(content, tmp_path):
    began = spent()
    with pytest.raises(Refused):
        store(sent(content), tmp_path / "pictures", "x")
    assert spent() - began < 2
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_every_kind_of_dots(mode):
    assert upright(made("PNG", mode=mode), DOTS).mode == "RGB"


def test_what_is_clear_is_white():
    clear = Image.new("RGBA", (300, 500), (200, 0, 0, 0))
    clear.paste((0, 0, 90, 255), (0, 0, 150, 250))
    out = io.BytesIO()
    clear.save(out, "PNG")
    shown = upright(out.getvalue(), DOTS)
    assert [shown.getpixel(at) for at in ((10, 10), (200, 10), (10, 490))] == [(0, 0, 90), (255, 255, 255), (255, 255, 255)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_and_small(orientation):
    """As Pillow's own rule for it says, for each of the eight ways a camera can be held."""
    photo = Image.new("RGB", (6000, 4000), "white")
    photo.paste("red", (0, 0, 2000, 1000))
    turned, out = Image.Exif(), io.BytesIO()
    turned[0x0112] = orientation
    photo.save(out, "JPEG", exif=turned)
    shown, meant = upright(out.getvalue(), DOTS), ImageOps.exif_transpose(Image.open(out))
    meant.thumbnail((300, 300))
    assert shown.width <= 3840 and shown.height <= 7680
    assert shown.width / shown.height == pytest.approx(meant.width / meant.height, 0.01)
    gone = ImageChops.difference(shown.resize(meant.size), meant).convert("L").point(lambda dot: 255 * (dot > 60))
    assert gone.histogram()[255] < 300  # the edges


def test_shrunk_in_strips_is_as_shrunk_in_one():
    whole = Image.radial_gradient("L").resize((7000, 5000)).convert("RGB")
    out = io.BytesIO()
    whole.save(out, "PNG", compress_level=1)
    shown = upright(out.getvalue(), DOTS)
    assert shown.size == (3840, 2743)
    assert max(ImageChops.difference(shown, whole.resize(shown.size, Image.Resampling.BOX)).getextrema())[1] <= 2


def test_a_phones_little_film_behind_the_picture_is_left_alone(tmp_path):
    film = random.Random(1).randbytes(4_000_000)
    assert film.count(b"\xff\xda") > 32
    assert store(sent(made("JPEG", (800, 600), exif=Image.Exif()) + film), tmp_path, "x") == (800, 600)


def test_what_is_wrong_beside_the_dots_does_not_fail(tmp_path):
    try:
        assert store(sent(made("JPEG", exif=BROKEN_EXIF)), tmp_path, "x") in ((60, 40), (40, 60))
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


def test_the_first_picture_of_many(tmp_path):
    many = [Image.new("P", (20, 20), i % 200) for i in range(2000)]
    for kind in ("GIF", "PNG", "WEBP"):
        out = io.BytesIO()
        many[0].save(out, kind, save_all=True, append_images=many[1:])
        assert store(sent(out.getvalue()), tmp_path, kind) == (20, 20)
