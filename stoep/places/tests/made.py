"""Small maps and registers made for one test: squares of a hundredth of a degree near Ghent."""

import json

X, Y, SIDE = 3.70, 51.05, 0.01


def square(column: float, row: float = 0, side: float = SIDE) -> list:
    x, y = X + column * SIDE, Y + row * SIDE
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(name, ring, code="", **properties) -> dict:
    geometry = {"type": "Polygon", "coordinates": [ring]} if isinstance(ring, list) else ring
    named = {"naam": name, **({"code": code} if code else {}), **properties}
    return {"type": "Feature", "properties": named, "geometry": geometry}


def written(folder, *features, name="map.geojson", **members):
    """The features as a GeoJSON file; its path."""
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": list(features)}), encoding="utf-8")
    return path


def three_squares(folder, **members):
    """Brug, Kaai and Markt, side by side."""
    names = ("Brug", "Kaai", "Markt")
    return written(folder, *(feature(name, square(place), f"T{place}") for place, name in enumerate(names)), **members)


def register(folder, *rows, header="street,number,postcode,lat,lon", name="register.csv", encoding="utf-8"):
    """Rows as a CSV file; its path."""
    path = folder / name
    path.write_bytes("\n".join((header, *rows, "")).encode(encoding))
    return path


def home(street, number, column, row=0.5, postcode="9000") -> str:
    """A CSV row whose point lies in the square of that column."""
    return f"{street},{number},{postcode},{Y + row * SIDE:.6f},{X + (column + 0.5) * SIDE:.6f}"
