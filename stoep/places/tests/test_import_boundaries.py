"""Boundaries into the database: shown before they are written, written whole, and not written twice."""

import shapely
from pytest import mark, raises

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.places.actions import create_town
from stoep.places.models import Municipality, Neighbourhood

from .importing import KEEPER, bring_boundaries, places
from .made import SIDE, X, Y, feature, square, three_squares, written

pytestmark = mark.django_db


def test_a_dry_run_tells_and_writes_nothing(tmp_path):
    report = bring_boundaries(three_squares(tmp_path), commit=False)
    assert (report.accepted, report.written) == (3, 0)
    assert "would write 3 neighbourhoods" in report.noticed
    assert places() == {}


def test_a_commit_makes_the_town_and_its_neighbourhoods(tmp_path):
    report = bring_boundaries(three_squares(tmp_path))
    found = places()
    assert report.written == 3
    assert sorted(found) == ["Brug", "Kaai", "Markt"]
    brug = found["Brug"]
    assert (brug.slug, brug.code, brug.opened_on, brug.municipality.slug) == ("oord-brug", "T0", None, "oord")
    assert (brug.municipality.country, brug.municipality.languages) == ("BE", ["nl"])
    assert brug.boundary["type"] == "MultiPolygon"
    assert 770_000 < brug.area_m2 < 790_000
    outer = shapely.geometry.shape(brug.boundary).geoms[0].exterior
    assert outer.is_ccw  # RFC 7946
    with acting(KEEPER):
        assert TownEntry.objects.filter(verb="import_boundaries", municipality_id=brug.municipality_id).get().detail == {
            "new": 3
        }


def test_the_same_file_again_changes_nothing(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    before = places()
    report = bring_boundaries(three_squares(tmp_path))
    assert report.written == 0
    assert "nothing to write: all of it is known" in report.noticed
    assert {name: place.id for name, place in before.items()} == {name: place.id for name, place in places().items()}


def test_another_edition_keeps_the_neighbourhood_by_its_code(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    before = places()["Kaai"]
    shifted = [[x, y + 0.0005] for x, y in square(1)]
    report = bring_boundaries(written(tmp_path, feature("De Kaai", shifted, "T1")), accept_moves=True)
    after = places()["De Kaai"]
    assert report.written == 1
    assert (after.id, after.slug) == (before.id, "oord-kaai")
    assert "known here, not in this file, left as they are: Brug, Markt" in report.noticed


def test_a_border_redrawn_by_a_hair_is_no_new_border(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    rounded = [[x + 1e-7, y] for x, y in square(0)]
    assert bring_boundaries(written(tmp_path, feature("Brug", rounded, "T0"))).written == 0


def test_an_overlap_blocks_until_it_is_settled_for_the_smaller(tmp_path):
    small = square(1.9, side=SIDE / 2)
    path = written(tmp_path, feature("Groot", square(1), "A"), feature("Klein", small, "B"))
    report = bring_boundaries(path)
    assert report.blocked and report.written == 0
    assert places() == {}
    ((first, second, area),) = report.overlaps
    assert {first, second} == {"Groot", "Klein"} and 30_000 < area < 45_000
    settled = bring_boundaries(path, settle_overlaps=True)
    assert settled.written == 2
    groot, klein = (shapely.geometry.shape(places()[name].boundary) for name in ("Groot", "Klein"))
    assert klein.hausdorff_distance(shapely.Polygon(small)) < 1e-7
    assert groot.intersection(klein).area < 1e-15
    assert bring_boundaries(path, settle_overlaps=True).written == 0


def test_a_hairline_is_cut_and_told(tmp_path):
    wide = [[x + (0.000004 if x > X + 0.5 * SIDE else 0), y] for x, y in square(0)]  # 28 cm too far
    report = bring_boundaries(written(tmp_path, feature("Brug", wide, "A"), feature("Kaai", square(1), "B")))
    assert report.written == 2
    assert any("hairline" in finding.text for finding in report.repaired)


def test_neighbourhoods_known_from_another_file_keep_their_ground(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    report = bring_boundaries(written(tmp_path, feature("Indringer", square(2.5), "Z")), slug="elders")
    assert report.blocked and "not in this file" in report.blocked[0]
    assert "Indringer" not in places()
    assert (
        bring_boundaries(written(tmp_path, feature("Indringer", square(2.5), "Z")), slug="elders", settle_overlaps=True).written
        == 1
    )


def test_a_file_over_many_towns_gives_each_its_own(tmp_path):
    rows = [
        feature(name, square(n), f"{n}", gemeente=town)
        for n, (name, town) in enumerate([("Centrum", "Aa"), ("Centrum", "Bé"), ("Veld", "Aa")])
    ]
    report = bring_boundaries(written(tmp_path, *rows), slug="")
    assert report.written == 3
    with acting(KEEPER):
        assert sorted(Municipality.objects.values_list("slug", "name")) == [("aa", "Aa"), ("be", "Bé")]
        assert sorted(Neighbourhood.objects.values_list("slug", flat=True)) == ["aa-centrum", "aa-veld", "be-centrum"]
    assert bring_boundaries(written(tmp_path, *rows), slug="").written == 0


def test_two_of_one_name_are_told_apart_by_their_code(tmp_path):
    report = bring_boundaries(
        written(tmp_path, feature("Veld", square(0), "W1"), feature("Veld", square(1), "W2"), feature("Veld", square(2)))
    )
    assert report.written == 2
    assert [finding.row for finding in report.refused] == [3]
    with acting(KEEPER):
        assert sorted(Neighbourhood.objects.values_list("slug", flat=True)) == ["oord-veld", "oord-veld-w2"]


def test_a_town_is_created_once_and_with_a_usable_name():
    with acting(KEEPER):
        town = create_town(KEEPER, slug="oord", name="Oord", languages=["nl", "fr"], help_phone="09 000 00 00")
        assert TownEntry.objects.filter(verb="create_town", municipality_id=town.id).exists()
        for wrong in (
            {"slug": "oord"},
            {"slug": "Oord!"},
            {"slug": "x", "languages": ["xx"]},
            {"slug": "x", "languages": []},
            {"slug": "x", "name": " "},
        ):
            with raises(NotAllowed):
                create_town(KEEPER, **{"name": "Oord", "languages": ["nl"], **wrong})


def test_a_boundary_never_lies_about_where_it_is(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    west, south, east, north = shapely.geometry.shape(places()["Brug"].boundary).bounds
    assert (round(west, 6), round(south, 6), round(east, 6), round(north, 6)) == (X, Y, X + SIDE, round(Y + SIDE, 6))
