"""An address register into the database: each address in exactly one neighbourhood, the same one every time."""

from pytest import mark

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Applicant
from stoep.places.models import Address, AddressCount

from .importing import KEEPER, bring_addresses, bring_boundaries, homes, places, streets
from .made import feature, home, register, square, three_squares, written

pytestmark = mark.django_db

ROWS = [home("Kerkstraat", "12", 0), home("Kerkstraat", "14A", 1), home("Élisabethlaan", "3", 1), home("Nergens", "1", 9)]


def bring_town(folder, *rows):
    bring_boundaries(three_squares(folder))
    return bring_addresses(register(folder, *rows or ROWS))


def test_a_dry_run_tells_and_writes_nothing(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    report = bring_addresses(register(tmp_path, *ROWS), commit=False)
    assert (report.read, report.accepted, report.unplaced, report.written) == (4, 3, 1, 0)
    assert homes() == set()


def test_each_address_lands_in_its_neighbourhood_and_who_lies_outside_is_listed(tmp_path):
    report = bring_town(tmp_path)
    assert homes() == {("Kerkstraat 12", "Brug"), ("Kerkstraat 14A", "Kaai"), ("Élisabethlaan 3", "Kaai")}
    assert report.written == 3
    (outside,) = report.refused
    assert (outside.row, outside.name) == (5, "Nergens 1, 9000")
    assert "outside every neighbourhood" in outside.text
    assert streets() == {"Kerkstraat": ["Brug", "Kaai"], "Élisabethlaan": ["Kaai"]}
    with acting(KEEPER):
        counts = {count.neighbourhood.name: count.addresses for count in AddressCount.objects.select_related("neighbourhood")}
    assert counts == {"Brug": 1, "Kaai": 2}


def test_the_same_file_again_changes_nothing(tmp_path):
    bring_town(tmp_path)
    with acting(KEEPER), fan_out("a test"):
        before = set(Address.objects.values_list("id", flat=True))
    report = bring_addresses(register(tmp_path, *ROWS))
    assert report.written == 0
    with acting(KEEPER), fan_out("a test"):
        assert set(Address.objects.values_list("id", flat=True)) == before


def test_an_address_has_the_same_id_on_a_new_database(tmp_path):
    """Letters in the post carry codes bound to it."""
    bring_town(tmp_path)
    with acting(KEEPER), fan_out("a test"):
        before = set(Address.objects.values_list("id", flat=True))
        Address.objects.all().delete()
    bring_addresses(register(tmp_path, *ROWS))
    with acting(KEEPER), fan_out("a test"):
        assert set(Address.objects.values_list("id", flat=True)) == before


def test_a_second_file_adds_and_corrects_and_forgets_nothing(tmp_path):
    bring_town(tmp_path)
    report = bring_addresses(register(tmp_path, home("Kerkstraat", "12", 0, row=0.7), home("Kerkstraat", "16", 0)))
    assert report.written == 2
    assert "2 addresses we know are not in this file: left as they are" in report.noticed
    assert ("Kerkstraat 16", "Brug") in homes() and len(homes()) == 4
    with acting(KEEPER), fan_out("a test"):
        assert round(Address.objects.get(number="12").latitude, 4) == 51.057


def test_a_point_that_crosses_a_border_asks_first(tmp_path):
    bring_town(tmp_path)
    moved = register(tmp_path, home("Kerkstraat", "12", 2))
    report = bring_addresses(moved)
    assert report.blocked and report.written == 0
    assert ("Kerkstraat 12", "Brug") in homes()
    assert bring_addresses(moved, accept_moves=True).written == 1
    assert ("Kerkstraat 12", "Markt") in homes() and ("Kerkstraat 12", "Brug") not in homes()
    assert streets()["Kerkstraat"] == ["Kaai", "Markt"]
    assert bring_addresses(moved).written == 0


def test_boxes_and_doubles(tmp_path):
    header = "straatnaam;huisnummer;busnummer;postcode;longitude;latitude"
    rows = ["Dok;1;A;9000;3,705;51,055", "Dok;1;B;9000;3,705;51,055", "dok;1;a;9000;3,705;51,055", "Dok;2;;9000;3,705;51,055"]
    bring_boundaries(three_squares(tmp_path))
    report = bring_addresses(register(tmp_path, *rows, header=header))
    assert homes() == {("Dok 1/A", "Brug"), ("Dok 1/B", "Brug"), ("Dok 2", "Brug")}
    assert [finding.text for finding in report.refused] == ["duplicate: the same address as row 2, at the same point"]
    assert "1 house has several boxes: 2 addresses in all" in report.noticed


def test_rows_that_name_no_address_are_refused_one_by_one(tmp_path):
    rows = [home("Kerkstraat", "", 0), home("", "3", 0), home("Kerkstraat", "zn", 0), home("x" * 100_000, "1", 0), "Kort,1", ""]
    report = bring_town(tmp_path, *rows, home("Kerkstraat", "1", 0), "Kerkstraat,2,9000,51.055,hier")
    assert (report.read, report.accepted, report.unplaced) == (7, 1, 1)
    reasons = ["no house number", "no street", "without a digit", "100000 signs", "2 columns, not 5", "no usable coordinates"]
    assert all(reason in finding.text for reason, finding in zip(reasons, report.refused, strict=True))


def test_one_row_with_its_axes_swapped_is_turned(tmp_path):
    report = bring_town(tmp_path, *ROWS, "Kerkstraat,20,9000,3.705,51.055")
    assert ("Kerkstraat 20", "Brug") in homes()
    assert [finding.text for finding in report.repaired] == ["longitude and latitude were swapped: turned back"]


def test_broken_letters_are_refused_and_doubly_encoded_ones_repaired(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    path = register(tmp_path, *(home("Caféstraat", str(n), 0) for n in range(1, 12)), home("HonorÃ©straat", "1", 0))
    path.write_bytes(path.read_bytes() + home("Kerkstraat", "1", 0).encode().replace(b"k", b"\xe9"))
    report = bring_addresses(path)
    assert ("Honoréstraat 1", "Brug") in homes()
    assert [finding.row for finding in report.refused] == [14]
    assert "encoding is broken" in report.refused[0].text


def test_a_redrawn_border_moves_addresses_only_when_that_is_accepted(tmp_path):
    bring_town(tmp_path)
    wide, narrow = [*square(0)], [*square(1)]
    wide[1][0] = wide[2][0] = narrow[0][0] = narrow[3][0] = narrow[4][0] = 3.716  # Brug takes most of Kaai
    redrawn = written(tmp_path, feature("Brug", wide, "T0"), feature("Kaai", narrow, "T1"), name="redrawn.geojson")
    asked = bring_boundaries(redrawn)
    assert asked.blocked == ["2 addresses would move to another neighbourhood: say yes with --accept-moves"]
    assert "2 addresses move from Kaai to Brug" in asked.noticed
    assert bring_boundaries(redrawn, accept_moves=True).written == 2
    assert {place for _, place in homes()} == {"Brug"}
    assert streets() == {"Kerkstraat": ["Brug"], "Élisabethlaan": ["Brug"]}
    with acting(KEEPER):
        assert dict(AddressCount.objects.values_list("neighbourhood__name", "addresses")) == {"Brug": 3, "Kaai": 0}


def test_somebody_on_the_way_in_sees_the_addresses_of_one_neighbourhood_only(tmp_path):
    bring_town(tmp_path)
    here = places()["Kaai"].id
    with acting(Applicant(here=here)), fan_out("asks for more than it may see"):
        assert {str(home) for home in Address.objects.all()} == {"Kerkstraat 14A", "Élisabethlaan 3"}
