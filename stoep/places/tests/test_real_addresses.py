"""Address registers as towns publish them."""

import pytest
import shapely

from stoep.places.addresses import AddressWishes, plan_addresses
from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.report import Unreadable

from .real import addresses, boundaries, real_files

pytestmark = real_files


def shapes(file: str, town: str = "") -> list:
    return [border.shape for border in plan_boundaries(boundaries(file), Wishes(town_names=(town,) if town else ())).borders]


def test_ghent_has_93_681_addresses_and_21_lie_outside_every_neighbourhood():
    plan = plan_addresses(addresses("crab-2013-gent.csv.gz"), shapes("gent-wijken-lambert72.geojson"), AddressWishes())
    report = plan.report
    assert (report.read, report.accepted, report.unplaced, len(report.refused)) == (93_681, 93_660, 21, 21)
    assert "ISO-8859-1" in report.noticed[0]
    assert sum("zero point of EPSG:31370" in finding.text for finding in report.refused) == 20
    assert any(dwelling.street == "Honoré Borgonlaan" or "é" in dwelling.street for dwelling in plan.dwellings)
    counts = [sum(dwelling.home == home for dwelling in plan.dwellings) for home in (0, 9)]
    assert counts == [7199, 1861]  # as counted by another program, over the Lambert 72 polygons


def test_olen_has_twelve_addresses_twice():
    plan = plan_addresses(addresses("crab-2013-olen.csv.gz"), shapes("olen-wijken-lambert72.geojson"), AddressWishes())
    twice = [finding for finding in plan.report.refused if finding.text.startswith("duplicate")]
    assert len(twice) == 12
    assert plan.report.unplaced == 1
    assert any(finding.name == "Stadsestraat 26, 2250" and "639 m away" in finding.text for finding in twice)


def test_the_dutch_register_has_letters_and_additions():
    plan = plan_addresses(addresses("bag-nl-sample.csv"), [shapely.box(3.3, 50.7, 7.3, 53.6)], AddressWishes())
    assert {"Grotestraat 279b, 5141JT", "Mariastraat 147x / x, 3117NK"} <= set(map(str, plan.dwellings))
    assert next(d for d in plan.dwellings if d.street == "Leliestraat").place == "Sneek"


def test_a_town_with_two_languages_keeps_both_street_names():
    around_brussels = [plan_boundaries(boundaries("gent-wijken-lambert72.geojson"), Wishes()).borders[0].shape.buffer(1.2)]
    wishes = AddressWishes(languages=("fr", "nl"))
    plan = plan_addresses(addresses("urbis-brussels-sample-lambert72.shp.zip"), around_brussels, wishes)
    assert (plan.report.read, plan.report.unplaced) == (666, 0)
    victory = next(d for d in plan.dwellings if d.street == "Rue de la Victoire")
    assert (victory.street_other, victory.postcode, victory.number) == ("Overwinningsstraat", "1060", "2")


def test_another_towns_file_is_refused_in_one_line():
    with pytest.raises(Unreadable, match="another town's file"):
        plan_addresses(addresses("crab-2013-brugge-8000.csv.gz"), shapes("olen-wijken-lambert72.geojson"), AddressWishes())
