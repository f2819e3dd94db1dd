"""A border that moves over people: nobody is moved without being asked for, no letter in the post becomes void."""

from pytest import fixture, mark

from stoep.lib.codes import verify_code
from stoep.lib.roles import acting
from stoep.membership.models import LetterCode, Residence
from stoep.places import moves
from stoep.places.models import Address
from tests.cast import build

from .importing import KEEPER, bring_boundaries
from .made import feature, square, written

pytestmark = mark.django_db


@fixture
def cast():
    return build()


def border_at(folder, longitude: float):
    """Brug and Kaai, with the border between them at another place."""
    brug, kaai = square(0), square(1)
    brug[1][0] = brug[2][0] = kaai[0][0] = kaai[3][0] = kaai[4][0] = longitude
    return written(folder, feature("Brug", brug, "brug"), feature("Kaai", kaai, "kaai"))


def test_an_address_without_residents_takes_its_letter_along(cast, tmp_path):
    report = bring_boundaries(border_at(tmp_path, 3.7065), slug="oever", accept_moves=True)
    assert "2 addresses move from Brug to Kaai" in report.noticed
    with acting(KEEPER):
        assert Address.objects.filter(neighbourhood=cast.kaai, id=cast.gust_home.id).exists()
        assert not Address.objects.filter(neighbourhood=cast.brug, id=cast.gust_home.id).exists()
        (letter,) = LetterCode.objects.filter(neighbourhood=cast.kaai, address_id=cast.gust_home.id)
    assert verify_code(letter.hash, cast.gust_home.id, cast.gust_code)


def test_residents_are_counted_and_move_only_when_somebody_said_so(cast, tmp_path):
    path = border_at(tmp_path, 3.7035)
    report = bring_boundaries(path, slug="oever")
    assert "5 addresses move from Brug to Kaai" in report.noticed
    assert "2 members live at addresses that move" in report.noticed
    with acting(KEEPER):
        assert Address.objects.filter(neighbourhood=cast.brug).count() == 8
    report = bring_boundaries(path, slug="oever", accept_moves=True)
    assert report.written == 2
    with acting(KEEPER):
        assert Address.objects.filter(neighbourhood=cast.brug).count() == 3
        assert Residence.objects.filter(neighbourhood=cast.kaai).count() == 3  # Chloé's, and two who came; Hugo had moved out


def test_without_a_room_that_moves_members_the_border_stays(cast, tmp_path):
    kept, moves.carriers[:] = list(moves.carriers), []
    try:
        report = bring_boundaries(border_at(tmp_path, 3.7035), slug="oever", accept_moves=True)
    finally:
        moves.carriers[:] = kept
    assert report.blocked == ["2 members would move, and this release cannot move members: leave that border as it is"]
    with acting(KEEPER):
        assert Address.objects.filter(neighbourhood=cast.brug).count() == 8
