"""The same three squares in every kind of file and coordinate system: they land on the same ground."""

import gzip
import json
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.columns import read_sheet
from stoep.places.report import Unreadable
from stoep.places.spelling import fold, tidy

from .made import feature, square, three_squares, written

NAMES = ["Brug", "Kaai", "Sint-Génesius-Wĳk"]


def layer(path, crs: str, driver: str, name: str | None = None, **options):
    """The squares as a GDAL file in another coordinate system."""
    transform = Transformer.from_crs(4326, crs, always_xy=True).transform
    shapes = shapely.transform(np.array([shapely.Polygon(square(n)) for n in range(3)]), transform, interleaved=False)
    columns = [np.array(NAMES, dtype=object), np.array(["T0", "T1", "T2"], dtype=object)]
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), columns, fields=["naam", "code"], geometry_type="Polygon", crs=crs, driver=driver,
        **({"layer": name} if name else {}), **options,
    )  # fmt: skip
    return path


def lands_right(path, **wishes) -> None:
    plan = plan_boundaries(path, Wishes(**wishes))
    assert [border.name for border in plan.borders] == ["Brug", "Kaai", "Sint-Génesius-Wijk"]
    for place, border in enumerate(plan.borders):
        assert border.shape.hausdorff_distance(shapely.Polygon(square(place))) < 2e-7


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3812", "EPSG:4326", "EPSG:3857", "EPSG:25831"])
def test_geopackage(tmp_path, crs):
    lands_right(layer(tmp_path / "wijken.gpkg", crs, "GPKG"))


def test_geopackage_with_two_layers_needs_a_choice(tmp_path):
    path = layer(tmp_path / "wijken.gpkg", "EPSG:31370", "GPKG", name="wijken")
    layer(path, "EPSG:31370", "GPKG", name="oud", append=False)
    with pytest.raises(Unreadable, match="choose one with --layer"):
        plan_boundaries(path, Wishes())
    lands_right(path, layer="wijken")


@pytest.mark.parametrize("folder", ["", "export 2024/kaarten/"])
@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_shapefile_in_a_zip_and_in_a_folder_of_it(tmp_path, folder, encoding, monkeypatch):
    names = [name.replace("ĳ", "ij") for name in NAMES]
    monkeypatch.setattr(f"{__name__}.NAMES", names)
    layer(tmp_path / "wijken.shp", "EPSG:31370", "ESRI Shapefile", encoding=encoding)
    with zipfile.ZipFile(tmp_path / "wijken.zip", "w") as archive:
        for part in tmp_path.glob("wijken.[!z]*"):
            archive.write(part, folder + part.name)
        archive.writestr("__MACOSX/wijken.shp", b"junk")
    lands_right(tmp_path / "wijken.zip")
    lands_right(tmp_path / "wijken.shp")


def test_geojson_packed_by_line_and_with_a_mark_before_it(tmp_path):
    plain = three_squares(tmp_path)
    packed = tmp_path / "map.geojson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    lines = tmp_path / "lines.geojson"
    lines.write_text("\n".join(json.dumps(f) for f in json.loads(plain.read_text())["features"]))
    marked = tmp_path / "marked.json"
    marked.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())
    for path in (plain, packed, lines, marked):
        assert plan_boundaries(path, Wishes()).report.accepted == 3, path.name


def test_rows_that_are_no_area_are_named_one_by_one(tmp_path):
    path = written(
        tmp_path,
        feature("Goed", square(0), "a"),
        feature("Lijn", {"type": "LineString", "coordinates": square(1)}, "b"),
        feature("Punt", {"type": "Point", "coordinates": [3.7, 51.05]}, "c"),
        feature("Korst", square(2, side=0.0001), "d"),
        feature("Ver", square(900), "e"),
        feature("Streep", [[3.73, 51.05], [3.74, 51.05], [3.73, 51.05]], "f"),
        feature("Weg", None, "g"),
    )
    report = plan_boundaries(path, Wishes()).report
    assert (report.read, report.accepted, len(report.refused)) == (7, 1, 6)
    reasons = {finding.name: finding.text for finding in report.refused}
    assert "no area" in reasons["Punt"] or "not an area" in reasons["Punt"]
    assert "next to nothing" in reasons["Korst"]
    assert "outside the country" in reasons["Ver"]


@pytest.mark.parametrize(
    ("raw", "clean", "why"),
    [
        ("  Rabot  - Blaisantvest\u00a0", "Rabot - Blaisantvest", "stray blanks"),
        ("STATIONSBUURT-ZUID", "Stationsbuurt-Zuid", "all capitals"),
        ("UZ", "UZ", ""),
        ("HonorÃ©", "Honoré", "letters encoded twice"),
        ("e\u0301lan", "élan", "stray blanks"),
        ("a\u202egnp.exe", "agnp.exe", "unseen signs"),
        (None, "", ""),
    ],
)
def test_names_are_tidied_and_told(raw, clean, why):
    assert tidy(raw)[0] == clean
    if why != "stray blanks":
        assert tidy(raw)[1] == why


def test_typing_is_compared_without_accents_signs_or_capitals():
    assert fold("'t Élisabeth-plein") == "t elisabeth plein"
    assert fold("Straße Œuvre IJ ĳ") == "strasse oeuvre ij ij"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("straat,nr\nCafé,1\n".encode(), "UTF-8"),
        ("straat,nr\nCafé,1\n".encode("latin-1"), "ISO-8859-1"),
        ("straat,nr\nCafé – œ,1\n".encode("cp1252"), "Windows-1252"),
        ("straat,nr\nCafé,1\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_an_encoding_is_guessed_and_shown(content, encoding):
    sheet = read_sheet(content)
    assert sheet.encoding == encoding
    assert sheet.rows[0][0].startswith("Café")
