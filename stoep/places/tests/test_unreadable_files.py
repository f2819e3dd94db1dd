"""Files that cannot be imported: one clear line each, and nothing read that should not be."""

import gzip
import os
import zipfile

import pytest
import shapely

from stoep.places.addresses import AddressWishes, plan_addresses
from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.files import MOST_BYTES
from stoep.places.report import Unreadable

from .made import feature, register, square, three_squares, written

SHAPES = [shapely.box(3.7, 51.05, 3.71, 51.06)]


def refused(path, words: str, **wishes):
    with pytest.raises(Unreadable, match=words) as caught:
        plan_boundaries(path, Wishes(**wishes))
    assert "\n" not in str(caught.value)
    assert "/tmp" not in str(caught.value).replace(str(path), "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"MZ\x90\x00", "program"),
        (b"<kml></kml>", "XML"),
        (b"\x01\x02\x00\x03", "not a kind of file"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"\x1f\x8b\x08 nonsense", "damaged"),
        (b"SQLite format 3\x00 nonsense", "damaged"),
        (b'{"type":"FeatureCollection","features":[{"type"', "not valid JSON"),
        (b'{"a": 1}', "not GeoJSON"),
        (b'{"type":"Topology","objects":{}}', "TopoJSON"),
        (b'{"type":"FeatureCollection","features":[]}', "no features"),
        (b'{"features":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested deeper"),
        (b'{"features":[{"properties":{"naam":"Caf\xe9"}}]}', "not UTF-8"),
        (b"street,number\nKerkstraat,1\n", "without shapes"),
    ],
)
def test_what_is_no_map_is_told_by_its_content(tmp_path, content, words):
    path = tmp_path / "wijken.geojson"
    path.write_bytes(content)
    refused(path, words)


def test_a_folder_a_missing_file_and_a_pipe(tmp_path):
    refused(tmp_path, "is a folder")
    refused(tmp_path / "nothing.geojson", "there is no file")
    os.mkfifo(tmp_path / "pipe.geojson")
    refused(tmp_path / "pipe.geojson", "not an ordinary file")


def test_two_gigabytes_are_refused_before_a_byte_is_read(tmp_path):
    path = tmp_path / "big.geojson"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 2)
    refused(path, "at most 1 GB")


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does(tmp_path):
    honest, lying, packed = tmp_path / "honest.zip", tmp_path / "lying.zip", tmp_path / "packed.csv.gz"
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.geojson", b"0" * (100 << 20))
    refused(honest, "zip bomb")
    content = bytearray(honest.read_bytes())
    directory = content.find(b"PK\x01\x02")
    content[22:26] = content[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    lying.write_bytes(content)
    refused(lying, "damaged|zip bomb")
    with gzip.open(packed, "wb") as file:
        for _ in range(100):
            file.write(b"0" * (1 << 20))
    refused(packed, "zip bomb")


@pytest.mark.parametrize("name", ["../../evil.shp", "/etc/evil.shp", "C:/evil.shp", "a/../../evil.shp", "..\\evil.shp"])
def test_a_zip_that_points_outside_itself_is_not_opened(tmp_path, name):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    refused(path, "points out of the archive")
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"a.shp": b"x"}, "without its .dbf"),
        ({"a.shp": b"x" * 200, "a.dbf": b"y" * 200, "a.shx": b"z" * 200}, "damaged"),
        ({"[Content_Types].xml": b"x"}, "office document"),
        ({"readme.md": b"x"}, "does not hold"),
        ({"a.geojson": b"{}", "b.geojson": b"{}"}, "choose one with --layer"),
        ({f"{n}.txt": b"" for n in range(2001)}, "2,001 files"),
    ],
)
def test_a_zip_without_one_map_in_it(tmp_path, members, words):
    path = tmp_path / "wijken.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    refused(path, words)


def test_metres_read_as_degrees_are_told_with_the_system_that_fits(tmp_path):
    lambert = [[104000, 193000], [105000, 193000], [105000, 194000], [104000, 194000], [104000, 193000]]
    path = written(tmp_path, feature("Brug", lambert))
    refused(path, "--crs EPSG:31370")
    refused(path, "--crs EPSG:31370", crs="EPSG:28992")
    refused(path, "not a coordinate system", crs="EPSG:1")
    assert plan_boundaries(path, Wishes(crs="EPSG:31370")).report.accepted == 1
    old = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}}
    assert plan_boundaries(written(tmp_path, feature("Brug", lambert), **old), Wishes()).country == "BE"


def test_a_map_of_another_country_is_not_this_towns(tmp_path):
    refused(three_squares(tmp_path), "off LU", country="LU")


def test_a_map_without_names_says_which_columns_there_are(tmp_path):
    path = written(
        tmp_path,
        {"type": "Feature", "properties": {"wat": "Brug"}, "geometry": {"type": "Polygon", "coordinates": [square(0)]}},
    )
    refused(path, "--name-field: wat")
    refused(path, "no column zoiets; there are: wat", name_field="zoiets")
    assert plan_boundaries(path, Wishes(name_field="WAT")).borders[0].name == "Brug"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"one\ntwo\n", "one column only"),
        (b"street,number,lat,lon\n", "no rows"),
        (b"a,b,c\n1,2,3\n", "which column is street and number"),
        (b"street,number\nKerkstraat,1\n", "the coordinates"),
        (b'street,number,lat,lon\n"Kerkstraat,1,51,3\n' + b"x" * 2_000_000, "quotation mark"),
        (b"street,number,lat,lon\nKerkstraat,1,a,b\n", "no row has usable coordinates"),
    ],
)
def test_a_table_that_is_no_address_register(tmp_path, content, words):
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        plan_addresses(path, SHAPES, AddressWishes())


def test_columns_and_encoding_that_are_told_must_be_true(tmp_path):
    path = register(tmp_path, "Café,1,9000,51.05,3.70", encoding="iso-8859-1")
    for wishes, words in (
        (AddressWishes(encoding="utf-8"), "is not utf-8"),
        (AddressWishes(encoding="klingon"), "not an encoding"),
        (AddressWishes(columns={"street": "straat"}), "no column straat"),
        (AddressWishes(columns={"colour": "street"}), "no part colour"),
    ):
        with pytest.raises(Unreadable, match=words):
            plan_addresses(path, SHAPES, wishes)
