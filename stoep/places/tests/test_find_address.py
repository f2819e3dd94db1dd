"""What people type for their address, and what the register makes of it."""

from pytest import fixture, mark

from stoep.lib.roles import acting
from stoep.lib.standings import Applicant
from stoep.places.find import find_homes, find_streets, search
from stoep.places.views import label
from tests.shards import guarded

from .importing import bring_addresses, bring_boundaries
from .made import home, register, three_squares

pytestmark = mark.django_db


@fixture
def town(tmp_path):
    bring_boundaries(three_squares(tmp_path))
    rows = [home("Koningin Élisabethlaan", str(number), place) for place in (0, 1) for number in (1 + place, 3 + place)]
    rows += [home("Kerkstraat", number, 2) for number in ("12", "12A", "120")] + [home("Hoofdkerkstraat", "1", 2)]
    bring_addresses(register(tmp_path, *rows))


@mark.parametrize(
    ("typed", "first"),
    [
        ("kerk", "Kerkstraat"),
        ("KERKSTRAAT", "Kerkstraat"),
        ("elisabethlaan", "Koningin Élisabethlaan"),
        ("koningin el", "Koningin Élisabethlaan"),
        ("kerkstrat", "Kerkstraat"),
        ("koningin elisabehtlaan", "Koningin Élisabethlaan"),
    ],
)
def test_a_street_is_found_by_its_beginning_a_word_of_it_or_nearly(town, typed, first):
    assert find_streets(typed)[0].name == first


def test_nothing_is_found_for_nothing(town):
    for typed in ("", "k", "zzzzqqqq", "'; DROP TABLE", "%%%", "x" * 5000):
        assert find_streets(typed) == []


def test_numbers_are_asked_of_each_neighbourhood_of_the_street_in_turn(town):
    (street,) = find_streets("elisabeth")
    assert len(street.neighbourhoods) == 2
    with guarded():
        assert [str(found) for found in find_homes(street, "4")] == ["Koningin Élisabethlaan 4"]
        assert {found.neighbourhood_id for n in "12" for found in find_homes(street, n)} == set(street.neighbourhoods)


def test_a_number_alone_offers_its_letters_but_not_other_numbers(town):
    assert [found.number for found in search("hoofdkerkstraat 1")["homes"]] == ["1"]
    (street, *_) = find_streets("kerkstraat")
    assert [found.number for found in find_homes(street, "12")] == ["12"]
    assert [found.number for found in find_homes(street, "12 b")] == ["12", "12A"]


@mark.parametrize("typed", ["Plein 1940 12", "plein 1940, nr. 12", "Plein 1940 n° 12", "plein 1940 nr.12", "Plein 1940, 12"])
def test_a_street_that_ends_in_a_number(tmp_path, typed):
    bring_boundaries(three_squares(tmp_path))
    rows = [home("Plein 1940", number, 0) for number in ("12", "1940")] + [home("Pleinstraat", "1940", 0)]
    bring_addresses(register(tmp_path, *rows))
    (found,) = search(typed)["homes"]
    assert label(found).startswith("Plein 1940, no. 12")
    whole = search("plein 1940")
    assert (whole["street"].name, whole["number"], whole["homes"]) == ("Plein 1940", "", [])
    assert [str(home) for home in search("pleinstraat 1940")["homes"]] == ["Pleinstraat 1940"]


def test_the_register_itself_stays_out_of_sight(town):
    """Streets are public; the addresses of a neighbourhood show only to the hand that looks one up there."""
    from stoep.places.models import Address

    with acting(Applicant(here=None)):
        assert not Address.objects.filter(neighbourhood=1).exists()
