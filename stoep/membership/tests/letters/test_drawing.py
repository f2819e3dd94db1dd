"""The map and the QR code: small drawings that are right."""

import itertools
import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from stoep.membership.letters.maps import HEIGHT, WIDTH, House, draw
from stoep.membership.letters.qr import dark_runs, qr_svg
from tests.cast import square

PLACE = square(3.70, 51.05)


def coordinates(svg):
    """Every x and y that is drawn to with absolute commands."""
    pairs = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg)
    return [(float(x), float(y)) for x, y in pairs]


def test_all_of_the_neighbourhood_is_on_the_paper():
    drawn = draw(PLACE, [House("Brugstraat", str(n), 3.70 + 0.001 * n, 51.055) for n in range(10)])
    for x, y in coordinates(drawn.base) + coordinates(drawn.street("Brugstraat")):
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def test_north_is_up_and_east_is_right():
    drawn = draw(PLACE, [House("Noord", "1", 3.705, 51.059), House("Oost", "1", 3.709, 51.055)])
    (north,), (east,) = coordinates(drawn.street("Noord")), coordinates(drawn.street("Oost"))
    assert north[1] < east[1] and north[0] < east[0]


def test_a_neighbourhood_without_addresses_a_hole_or_a_number_is_still_a_map():
    holed = {"type": "Polygon", "coordinates": [PLACE["coordinates"][0][0], square(3.702, 51.052, 0.002)["coordinates"][0][0]]}
    assert "<path" in draw(holed, []).base
    odd = [House("Kaai", "", 3.705, 51.055), House("Kaai", "bis", 3.705, 51.056), House("Kaai", "12-14", 3.704, 51.055)]
    assert draw(PLACE, odd).street("nowhere").startswith("<svg")


def test_names_of_streets_cover_neither_each_other_nor_the_marked_street():
    streets = [House(f"{name}straat", str(n), 3.701 + n / 20000, 51.051 + k / 700) for k, name in enumerate("ABCDEF") for n in range(99)]
    drawn = draw(PLACE, streets)
    for marked in ("Astraat", "Dstraat", "nowhere"):
        labels = drawn.labels(marked)
        assert 3 <= len(labels) <= 4 and marked not in [label["name"] for label in labels]
        heights = sorted(label["y"] for label in labels)
        assert all(below - above > 2 for above, below in itertools.pairwise(heights))


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_runs_say_exactly_where_a_row_is_dark(row):
    drawn = [False] * len(row)
    for start, length in dark_runs(bytes(row)):
        drawn[start : start + length] = [True] * length
    assert drawn == row


def test_the_secret_part_is_in_the_smaller_mode():
    link = "https://stoep.oever.be/join/#38YH4NT2HZWB6E0P8H99B4VN043.5BHQDE58Y2"
    side = int(re.search(r'viewBox="0 0 (\d+)', qr_svg(link))[1]) - 8
    assert side < len(segno.make_qr(link, error="m", boost_error=False).matrix)
