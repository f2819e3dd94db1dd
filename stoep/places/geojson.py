"""GeoJSON as it really comes: rings left open, heights, stray points, keys in another case, an old `crs` member."""

import json
import math

import shapely

from .report import Unreadable
from .tables import Row, Table


def read_geojson(data: bytes) -> Table:
    """The features of a GeoJSON text (also one feature per line). Raises Unreadable with the place of the mistake."""
    document = _parsed(data)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Topology":
        raise Unreadable("this is TopoJSON: save it as GeoJSON")
    if kind == "Feature":
        document = {"features": [document]}
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise Unreadable("this JSON is not GeoJSON: it has no list of features")
    if not features:
        raise Unreadable("this GeoJSON holds no features")
    return Table(rows=[_row(number, feature) for number, feature in enumerate(features, 1)], crs=_crs(document))


def _parsed(data: bytes):
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"this JSON is not UTF-8 (byte {error.start:,}): save it as UTF-8") from None
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("this JSON is nested deeper than any map") from None
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) > 1 and lines[0].rstrip().endswith("}"):
            return {"features": [_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]}
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"this is not valid JSON{where}: is the file complete?") from None


def _line(number: int, line: str):
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(f"line {number:,} is not valid JSON: is the file complete?") from None


def _crs(document: dict) -> str:
    """The name in the `crs` member that GeoJSON had until 2016, or nothing (longitude and latitude)."""
    member = document.get("crs")
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _row(number: int, feature) -> Row:
    if not isinstance(feature, dict):
        return Row(number, {}, refusal="is not a feature")
    properties = feature.get("properties")
    row = Row(number, properties if isinstance(properties, dict) else {})
    try:
        shape = _shape(feature.get("geometry"), row.repairs)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError, shapely.errors.GEOSException):
        row.refusal = "its geometry is not written as GeoJSON wants it"
        return row
    row.geometry = shape
    if shape is None:
        row.refusal = "has no boundary (its geometry is empty)"
    return row


def _shape(geometry, repairs: list[str]):
    """A shapely geometry of polygons or one point; None where there is nothing."""
    if not geometry:
        return None
    kind = geometry["type"]
    if kind == "Point":
        return shapely.Point(_position(geometry["coordinates"], []))
    polygons = list(_polygons(geometry, repairs))
    repairs[:] = dict.fromkeys(repairs)
    if not polygons:
        if kind not in ("Polygon", "MultiPolygon", "GeometryCollection"):
            raise ValueError(kind)
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _polygons(geometry, repairs: list[str]):
    kind = geometry["type"]
    if kind == "GeometryCollection":
        parts = geometry["geometries"]
        found = [part for part in parts if part and part.get("type") in ("Polygon", "MultiPolygon", "GeometryCollection")]
        stray = sorted({part.get("type", "?") for part in parts if part and part not in found})
        repairs.append(
            "GeometryCollection: the area in it was taken" + (f", a stray {', '.join(stray)} left out" if stray else "")
        )
        for part in found:
            yield from _polygons(part, repairs)
    elif kind in ("Polygon", "MultiPolygon"):
        for rings in geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]:
            usable = [ring for ring in (_ring(raw, repairs) for raw in rings) if ring]
            if usable:
                yield shapely.Polygon(usable[0], usable[1:])
    elif kind not in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise ValueError(kind)


def _ring(raw, repairs: list[str]) -> list | None:
    """A closed ring without heights and doubled points; None when fewer than three corners are left."""
    positions = [_position(position, repairs) for position in raw]
    ring = [here for here, before in zip(positions, [None, *positions], strict=False) if here != before]
    if len(positions) - len(ring) > 0:
        repairs.append("repeated points left out")
    if ring and ring[0] != ring[-1]:
        repairs.append("ring was not closed: closed")
        ring.append(ring[0])
    if len(ring) < 4:
        repairs.append("a ring with too few points left out")
        return None
    return ring


def _position(position, repairs: list[str]) -> tuple[float, float]:
    x, y = float(position[0]), float(position[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("not a number")
    if len(position) > 2:
        repairs.append("heights (3D) left out")
    return x, y
