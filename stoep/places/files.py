"""Opening what somebody sends us: by content and not by name, and never more of it than we said we would.

A register of addresses of a whole country fits in the limits; a packed file that unfolds into terabytes does not.
"""

import gzip
import io
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from .report import Unreadable

MOST_BYTES = 1 << 30  # as it lies on disk, and unpacked
MOST_TEXT = {"JSON": 300 << 20, "CSV": 500 << 20}  # takes about ten times its size in memory
MOST_MEMBERS = 2000
MOST_RATIO = 250  # text packs to a tenth, a shapefile to a half; bombs begin at a thousandth
CHUNK = 1 << 20

SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
ANSWERS = {
    b"%PDF": "this is a PDF",
    b"\x89PNG": "this is a picture",
    b"\xff\xd8\xff": "this is a picture",
    b"GIF8": "this is a picture",
    b"\x7fELF": "this is a program",
    b"MZ": "this is a program",
    b"7z\xbc\xaf": "this is a 7z archive: pack it as zip",
    b"Rar!": "this is a RAR archive: pack it as zip",
    b"\xd0\xcf\x11\xe0": "this is an old Office file: save it as CSV (addresses) or GeoJSON (boundaries)",
}


@dataclass(slots=True)
class Source:
    """One readable thing: `kind` is json, csv, shapefile or geopackage; text kinds carry `data`, the others `path`."""

    kind: str
    data: bytes = b""
    path: Path | None = None


@contextmanager
def opened(path, layer: str = ""):
    """The `Source` in the file at `path`, unpacked where it is packed; what was unpacked is gone afterwards.

    `layer` names one file of an archive that holds several. Raises Unreadable.
    """
    path = Path(path)
    _check(path)
    with TemporaryDirectory(prefix="stoep-import-") as folder:
        try:
            yield _source(path, Path(folder), layer)
        except OSError as error:
            raise Unreadable(f"{path.name} cannot be read: {error.strerror or error}") from error


def _check(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Unreadable(f"there is no file {path}") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path} cannot be opened: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(f"{path} is a folder: name one file")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"{path} is not an ordinary file")
    if not status.st_size:
        raise Unreadable(f"{path.name} is empty")
    if status.st_size > MOST_BYTES:
        raise Unreadable(
            f"{path.name} is {status.st_size / (1 << 30):.1f} GB; at most {MOST_BYTES >> 30} GB is read: split it by town"
        )


def _source(path: Path, folder: Path, layer: str) -> Source:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _unzipped(path, folder, layer)
    if head.startswith(b"\x1f\x8b"):
        return _text(_gunzipped(path), path.name)
    if head.startswith(b"SQLite format 3\x00"):
        return Source("geopackage", path=path)
    if head.startswith(b"\x00\x00\x27\x0a") and path.suffix.lower() == ".shp":
        return Source("shapefile", path=path)
    if path.suffix.lower() in (".shx", ".dbf", ".prj"):
        raise Unreadable(f"{path.name} is one part of a shapefile: name its .shp, or a zip with all parts")
    _refuse_strangers(head, path.name)
    return _text(path.read_bytes(), path.name)


def _refuse_strangers(head: bytes, name: str) -> None:
    for mark, answer in ANSWERS.items():
        if head.startswith(mark):
            raise Unreadable(f"{name}: {answer}")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"{name} is not a kind of file we know: GeoJSON, Shapefile (zipped), GeoPackage or CSV")


def _text(data: bytes, name: str) -> Source:
    """JSON and CSV are told apart by the first sign of the text."""
    _refuse_strangers(data[:4096], name)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Unreadable(f"{name} is empty")
    if start[:1] == b"<":
        raise Unreadable(f"{name} is XML (KML, GML or a web page): save it as GeoJSON, GeoPackage or Shapefile")
    kind = "JSON" if start[:1] in b"{[" else "CSV"
    if len(data) > MOST_TEXT[kind]:
        raise Unreadable(
            f"{name} holds {len(data) >> 20} MB of {kind}; at most {MOST_TEXT[kind] >> 20} MB is read: split it by town"
        )
    return Source(kind.lower(), data=data)


def _gunzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return _counted(file, path.stat().st_size, path.name)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Unreadable(f"{path.name} is damaged: it cannot be unpacked") from None


def _counted(file, packed: int, name: str) -> bytes:
    """All of a packed stream, unless more comes out than may: what an archive says of its own size is not believed."""
    out = io.BytesIO()
    while chunk := file.read(CHUNK):
        out.write(chunk)
        size = out.tell()
        if size > MOST_BYTES or (size > 64 * CHUNK and size > MOST_RATIO * max(packed, 1)):
            raise Unreadable(f"{name} unfolds into far more than it should (a zip bomb?): it is not read")
    return out.getvalue()


def _unzipped(path: Path, folder: Path, layer: str) -> Source:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _safe_members(archive, path.name)
            chosen = _chosen(members, path.name, layer)
            if chosen.filename.lower().endswith(".shp"):
                return _shapefile(archive, members, chosen, folder)
            data = _member(archive, chosen)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(f"{path.name} is damaged, or packed in a way we cannot open") from None
    if chosen.filename.lower().endswith(".gpkg"):
        target = folder / "layer.gpkg"
        target.write_bytes(data)
        return Source("geopackage", path=target)
    return _text(data, chosen.filename)


def _safe_members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files of an archive, after a look at what it says of itself. Nothing is unpacked yet."""
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"{name} holds {len(members):,} files: it is not read")
    for member in members:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or ":" in place.parts[0] or stat.S_ISLNK(member.external_attr >> 16):
            raise Unreadable(f"{name} holds a path that points out of the archive: it is not read")
        if member.flag_bits & 1:
            raise Unreadable(f"{name} is locked with a password")
    declared, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if declared > MOST_BYTES or (declared > 64 * CHUNK and declared > MOST_RATIO * max(packed, 1)):
        raise Unreadable(f"{name} unfolds into far more than it should (a zip bomb?): it is not read")
    if any(m.filename in ("[Content_Types].xml", "mimetype") for m in members):
        raise Unreadable(f"{name} is an office document: save the sheet as CSV")
    return members


def _chosen(members: list[zipfile.ZipInfo], name: str, layer: str) -> zipfile.ZipInfo:
    """The one file of the archive to read: the shapefile before text, and never a guess between two."""
    for suffixes in ((".shp",), (".gpkg",), (".geojson", ".json"), (".csv", ".txt")):
        found = [m for m in members if m.filename.lower().endswith(suffixes)]
        if layer:
            found = [m for m in found if PurePosixPath(m.filename).stem == layer or m.filename == layer]
        if len(found) > 1:
            names = ", ".join(sorted(PurePosixPath(m.filename).stem for m in found)[:8])
            raise Unreadable(f"{name} holds {len(found)} layers ({names}): choose one with --layer")
        if found:
            return found[0]
    wanted = f"a layer {layer}" if layer else "a .shp, .gpkg, .geojson or .csv"
    raise Unreadable(f"{name} does not hold {wanted}")


def _shapefile(archive, members, chosen, folder: Path) -> Source:
    """The parts of a shapefile under names of our own: nothing in the archive decides where a byte is written."""
    stem = chosen.filename[:-4].lower()
    parts = {m.filename[-4:].lower(): m for m in members if m.filename[:-4].lower() == stem}
    for suffix in SHAPE_PARTS:
        if suffix in parts:
            (folder / f"layer{suffix}").write_bytes(_member(archive, parts[suffix]))
    if ".dbf" not in parts:
        raise Unreadable(f"{chosen.filename} comes without its .dbf: names and codes are in there")
    return Source("shapefile", path=folder / "layer.shp")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        return _counted(file, member.compress_size, member.filename)
