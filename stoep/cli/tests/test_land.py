"""The drawn town: borders that fit exactly, addresses that lie where they say, the same every time."""

from collections import Counter

import pytest
import shapely

from stoep.cli.demotown import land


@pytest.fixture(scope="module")
def shapes():
    return {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in land.boundaries()["features"]}


def test_neighbourhoods_fit_together_without_gap_or_overlap(shapes):
    whole = shapely.union_all(list(shapes.values()))
    assert whole.geom_type == "Polygon", "the town is one piece"
    assert not whole.interiors, "no hole between two neighbourhoods"
    assert sum(shape.area for shape in shapes.values()) == pytest.approx(whole.area, rel=1e-12)
    assert all(shape.is_valid for shape in shapes.values())


def test_six_neighbourhoods_of_different_size_and_some_four_thousand_addresses():
    counts = Counter(door.neighbourhood for door in land.doors())
    assert len(counts) == 6
    assert 3800 < sum(counts.values()) < 4500
    assert max(counts.values()) > 5 * min(counts.values())


def test_every_address_lies_in_its_neighbourhood_and_is_there_once(shapes):
    codes = {quarter.key: quarter.code for quarter in land.quarters()}
    for door in land.doors():
        assert shapes[codes[door.neighbourhood]].contains(shapely.Point(door.longitude, door.latitude)), door
    assert max(Counter((d.neighbourhood, d.street, d.number, d.box) for d in land.doors()).values()) == 1


def test_odd_numbers_stand_left_and_even_ones_right():
    sides = {}
    for door in land.doors():
        sides.setdefault((door.street, int(door.number.rstrip("AB")) % 2), []).append(door)
    assert sum(len(doors) > 2 for doors in sides.values()) > 150, "both sides of nearly every street"


def test_drawn_again_it_is_the_same():
    before = land.doors(), land.boundaries()
    for made in (land.doors, land.quarters, land.edges, land.plan):
        made.cache_clear()
    assert (land.doors(), land.boundaries()) == before


def test_the_second_town_has_one_neighbourhood_with_its_doors_inside():
    shape = shapely.geometry.shape(land.village_boundary()["features"][0]["geometry"])
    doors = land.village_doors()
    assert len(doors) == len({(d.street, d.number) for d in doors}) == 120
    assert all(shape.contains(shapely.Point(d.longitude, d.latitude)) for d in doors)
