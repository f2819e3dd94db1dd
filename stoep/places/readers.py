"""From a file to rows: GeoJSON by our own reader, Shapefile and GeoPackage by GDAL."""

import warnings

import numpy as np
import pyogrio
import shapely

from .files import Source, opened
from .geojson import read_geojson
from .report import Unreadable
from .tables import Row, Table

MOST_ROWS = 3_000_000


def read_map(path, layer: str = "") -> Table:
    """The rows of a boundary file, or of an address file with points. Raises Unreadable."""
    with opened(path, layer) as source:
        return table_of(source, layer)


def table_of(source: Source, layer: str = "") -> Table:
    """The rows of an opened source that is a map."""
    if source.kind == "csv":
        raise Unreadable("this is a table without shapes: boundaries come as GeoJSON, Shapefile (zipped) or GeoPackage")
    if source.kind == "json":
        return read_geojson(source.data)
    return _read_layer(source, layer)


def _read_layer(source: Source, layer: str) -> Table:
    try:
        # A wrong decimal in a column we never use is no reason to fill the screen.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            name = _layer(source, layer)
            meta, _, wkb, columns = pyogrio.raw.read(source.path, layer=name, max_features=MOST_ROWS)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FieldError):
        # What GDAL says names our own temporary files, and means nothing to a clerk.
        raise Unreadable(f"this {source.kind} is damaged, or is not what it says it is") from None
    except UnicodeDecodeError:
        raise Unreadable(f"the letters in this {source.kind} cannot be read: add a .cpg file that names the encoding") from None
    if wkb is None:
        raise Unreadable(f"this {source.kind} holds a table without shapes")
    if not len(wkb):
        raise Unreadable(f"this {source.kind} holds no rows")
    shapes = shapely.from_wkb(wkb, on_invalid="fix")
    deep = shapely.has_z(shapes)
    names = [str(field) for field in meta["fields"]]
    rows = []
    for number, (shape, has_z, *values) in enumerate(zip(shapely.force_2d(shapes), deep, *columns, strict=True), 1):
        row = Row(number, dict(zip(names, map(_plain, values), strict=True)), shape)
        if has_z:
            row.repairs.append("heights (3D) left out")
        if shape is None or shape.is_empty:
            row.refusal = "has no boundary (its geometry is empty)"
        rows.append(row)
    return Table(rows=rows, crs=meta["crs"] or "")


def _layer(source: Source, wanted: str) -> str | None:
    """The layer of a GeoPackage with shapes in it; several are never guessed between."""
    if source.kind != "geopackage":
        return None
    layers = [name for name, kind in pyogrio.list_layers(source.path) if kind]
    if wanted:
        if wanted not in layers:
            raise Unreadable(f"there is no layer {wanted}; there are: {', '.join(layers)}")
        return wanted
    if len(layers) != 1:
        what = f"{len(layers)} layers ({', '.join(layers[:8])}): choose one with --layer" if layers else "no layer with shapes"
        raise Unreadable(f"this geopackage holds {what}")
    return layers[0]


def _plain(value):
    """A column's value as Python has it: a whole number written as a float (1117.0) is a whole number."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if value != value:
            return None
        if value.is_integer():
            return int(value)
    return value
