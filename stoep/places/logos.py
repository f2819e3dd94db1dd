"""A town's logo, as the letters need it: an SVG that is only a drawing, or a PNG drawn anew. Kept as one file under a name of its own."""

import hashlib
import io
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from django.conf import settings
from PIL import Image

from stoep.lib.rules import NotAllowed

MOST_BYTES = 1024 * 1024
SMALLEST_SIDE = 150  # dots: 16 mm of paper at 240 dots an inch
LARGEST_SIDE = 4000
ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener", "set", "animate"}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.I)


def keep_logo(slug: str, file: Path) -> str:
    """Check the file and keep it; returns the name for Municipality.logo. The same logo again is the same file. Raises NotAllowed."""
    if not file.is_file():
        raise NotAllowed(f"there is no file {file}")
    if file.stat().st_size > MOST_BYTES:
        raise NotAllowed(f"{file.name} is larger than 1 MB: a logo of that size would be in every letter")
    kind, clean = checked(file.read_bytes(), file.name)
    name = f"{slug}-{hashlib.sha256(clean).hexdigest()[:12]}.{kind}"
    _write(logo_folder() / name, clean)
    return name


def logo_folder() -> Path:
    return settings.MEDIA_DIR / "logos"


def checked(raw: bytes, name: str) -> tuple[str, bytes]:
    """("svg" or "png", the bytes to keep). What it is, the content says, not the ending. Raises NotAllowed."""
    if raw.startswith(b"\x89PNG"):
        return "png", _drawn_anew(raw, name)
    if raw.startswith((b"\xff\xd8", b"GIF8", b"%PDF", b"RIFF")) or b"<svg" not in raw[:4096]:
        raise NotAllowed(f"{name} is neither an SVG nor a PNG: give the logo in one of these")
    _insist_on_a_drawing(raw, name)
    return "svg", raw


def _drawn_anew(raw: bytes, name: str) -> bytes:
    """The dots on white paper and nothing else that was in the file."""
    try:
        picture = Image.open(io.BytesIO(raw), formats=["PNG"])
        if max(picture.size) > LARGEST_SIDE or min(picture.size) < SMALLEST_SIDE:
            sides = f"{SMALLEST_SIDE} to {LARGEST_SIDE:,}"
            raise NotAllowed(f"{name} is {picture.width:,} by {picture.height:,} dots: {sides} are printed well; or give an SVG")
        dots = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:  # how Pillow says that a PNG is broken
        raise NotAllowed(f"{name} is not a PNG that can be read: {error}") from None
    paper = Image.new("RGB", dots.size, "white")
    paper.paste(dots, mask=dots.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def _insist_on_a_drawing(raw: bytes, name: str) -> None:
    """No script, nothing that moves, nothing fetched from elsewhere, no entities that grow while they are read."""
    if (b"<!DOCTYPE" in raw and b"[" in raw.split(b"<svg")[0]) or b"<!ENTITY" in raw:
        raise NotAllowed(f"{name} declares entities: save it as plain SVG")
    try:
        root = ET.fromstring(raw)  # noqa: S314  no entities, at most 1 MB: checked above
    except ET.ParseError as error:
        raise NotAllowed(f"{name} cannot be read as SVG: {error}") from None
    if _plain(root.tag) != "svg":
        raise NotAllowed(f"{name} is not an SVG")
    for part in root.iter():
        if _plain(part.tag) in ACTIVE:
            raise NotAllowed(f"{name} holds <{_plain(part.tag)}>: save it as plain SVG")
        _judge_words(part, name)


def _judge_words(part, name: str) -> None:
    for key, value in part.attrib.items():
        inside = value.lstrip().startswith(("#", "data:image/png", "data:image/jpeg"))
        fetches = _plain(key) in ("href", "src") and not inside
        if _plain(key).startswith("on") or fetches or OUTSIDE.search(value):
            raise NotAllowed(f"{name} runs or fetches something ({_plain(key)}): save it as plain SVG, with all of it inside")
    if _plain(part.tag) == "style" and OUTSIDE.search(part.text or ""):
        raise NotAllowed(f"{name} fetches a style from elsewhere: save it as plain SVG")


def _plain(tag) -> str:
    return str(tag).rpartition("}")[2].lower()


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(file)
