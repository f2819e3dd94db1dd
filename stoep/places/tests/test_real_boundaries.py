"""What real towns hand in: every file read, every defect found and named."""

import json

import numpy as np
import pytest
import shapely

from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.crs import flat
from stoep.places.overlaps import find_overlaps

from .real import boundaries, real_files

pytestmark = real_files
GENT = Wishes(town_names=("gent",))


@pytest.mark.parametrize(
    ("file", "count", "country"),
    [
        ("gent-wijken-lambert72.geojson", 25, "BE"),
        ("olen-wijken-lambert72.geojson", 3, "BE"),
        ("antwerpen-wijken-wgs84.geojson", 64, "BE"),
        ("brugge-wijken-wgs84.geojson", 41, "BE"),
        ("cth-ghent.geojson", 25, "BE"),
        ("cth-antwerp.geojson", 62, "BE"),
        ("cth-rotterdam.geojson", 22, "NL"),
        ("cth-utrecht.geojson", 10, "NL"),
        ("cth-amsterdam.geojson", 97, "NL"),
        ("cth-enschede.geojson", 70, "NL"),
    ],
)
def test_every_town_comes_in_whole_and_valid(file, count, country):
    plan = plan_boundaries(boundaries(file), Wishes())
    assert (plan.report.read, plan.report.accepted, plan.country) == (count, count, country)
    assert not plan.report.blocked
    shapes = np.array([border.shape for border in plan.borders])
    assert shapely.is_valid(shapes).all()
    assert not find_overlaps(shapes, flat(*shapely.total_bounds(shapes)[:2]))


def test_lambert_72_without_code_or_shift_lands_where_wgs84_does():
    """An ESRI .prj has no datum shift: read as it stands, Belgium lies some 100 m off."""
    lambert = {
        border.code: border.shape for border in plan_boundaries(boundaries("gent-wijken-lambert72.geojson"), GENT).borders
    }
    degrees = {
        border.code: border.shape for border in plan_boundaries(boundaries("derived-gent-wijken-dirty.geojson"), GENT).borders
    }
    assert lambert["44021W01"].hausdorff_distance(degrees["44021W01"]) < 1e-6
    brugge = {
        border.code: border.shape for border in plan_boundaries(boundaries("brugge-wijken-wgs84.geojson"), Wishes()).borders
    }
    prj = plan_boundaries(boundaries("wijken-vlaanderen-lambert72.shp.zip"), Wishes(town_names=("brugge",)))
    for border in prj.borders:
        assert border.shape.hausdorff_distance(brugge[border.code]) < 1e-6, border.name
    all_of_flanders = plan_boundaries(boundaries("wijken-vlaanderen-lambert72.shp.zip"), Wishes(town_names=("aalst",)))
    assert len(all_of_flanders.borders) == 16
    assert all(border.town == "Aalst" and "(" not in border.name for border in all_of_flanders.borders)


@pytest.mark.slow
def test_all_of_flanders_in_one_go():
    plan = plan_boundaries(boundaries("wijken-vlaanderen-lambert72.shp.zip"), Wishes())
    assert (plan.report.read, plan.report.accepted, len(plan.towns)) == (2543, 2543, 283)
    assert not plan.report.overlaps
    assert not plan.report.blocked


@pytest.mark.slow
def test_the_dutch_file_overlaps_because_it_was_simplified_and_can_be_settled():
    file = boundaries("nl-wijken-2024.geojson.gz")
    plan = plan_boundaries(file, Wishes())
    assert (plan.report.read, plan.report.accepted, len(plan.towns)) == (3430, 3429, 342)
    assert [finding.name for finding in plan.report.refused] == ["Buitenland"]
    assert len(plan.report.overlaps) > 7000
    assert plan.report.blocked
    settled = plan_boundaries(file, Wishes(settle_overlaps=True))
    assert not settled.report.blocked
    shapes = np.array([border.shape for border in settled.borders])
    assert shapely.is_valid(shapes).all()
    assert not find_overlaps(shapes, flat(5.3, 52.2))


def test_the_old_rotterdam_file_with_broken_rings_is_repaired_and_says_so():
    report = plan_boundaries(boundaries("cth-rotterdam.geojson"), Wishes()).report
    broken = {finding.name for finding in report.repaired if "self-intersection" in finding.text}
    assert broken == {"Charlois", "Botlek", "IJsselmonde"}


# How each kind of defect is called in a report, and which list it stands in.
NAMED = {
    "self-intersection": ("repaired", "self-intersection"),
    "unclosed-ring": ("repaired", "ring was not closed"),
    "duplicate-name": ("repaired", "duplicate name"),
    "missing-name": ("refused", "no name"),
    "other-property-case": ("repaired", "columns written CODE, NAAM"),
    "null-geometry": ("refused", "no boundary"),
    "mixed-winding": ("repaired", "other way round"),
    "3d": ("repaired", "3D"),
    "geometry-collection": ("repaired", "GeometryCollection"),
    "repeated-vertices": ("repaired", "repeated points"),
    "swapped-axes": ("repaired", "swapped"),
    "untrimmed-name": ("repaired", "stray blanks"),
    "spike": ("repaired", "spike"),
    "duplicate-geometry": ("refused", "duplicate boundary"),
    "tiny-part": ("repaired", "tiny part"),
}


def test_each_of_the_seventeen_defects_is_found_and_named():
    report = plan_boundaries(boundaries("derived-gent-wijken-dirty.geojson"), GENT).report.as_json()
    manifest = json.loads(boundaries("derived-gent-wijken-dirty.manifest.json").read_text())
    found = {
        (kind, entry["row"]): entry.get("what") or entry.get("reason")
        for kind in ("repaired", "refused")
        for entry in report[kind]
    }
    seen = 0
    for entry in manifest:
        row, defect = entry["feature_id"] + 1, entry["defect"]
        if defect in NAMED:
            kind, words = NAMED[defect]
            # Of two rows with one name the second is the one that is told.
            rows = (row, row + 1) if defect == "duplicate-name" else (row,)
            assert any(words in found.get((kind, one), "") for one in rows), entry
            seen += 1
        elif defect.startswith("none"):
            assert ("repaired", row) not in found and ("refused", row) not in found, entry
    wide = {name for a, b, area in report["overlaps"] if area > 10 for name in (a, b)}
    assert "Elisabethbegijnhof - Prinsenhof - Papegaai - Sint-Michiels" in wide  # overlap-sliver
    assert any("Wondelgem" in between for between, _ in report["gaps"])  # gap
    assert seen + 2 == 17
    assert report["blocked"]
    assert (report["read"], report["accepted"], len(report["refused"])) == (27, 24, 3)


def test_the_enclave_stays_a_neighbourhood_of_its_own():
    plan = plan_boundaries(boundaries("derived-gent-wijken-dirty.geojson"), GENT)
    by_code = {border.code: border.shape for border in plan.borders}
    assert not by_code["44021W98"].intersects(by_code["44021W24"].buffer(-1e-6))
