"""What people wrote, as it is shown."""

import pytest

from stoep.lib.texts import in_fours, paragraphs


@pytest.mark.parametrize("number", ["02 555 01 99", "0475 12 34 56", "+32 475 12 34 56", "116 000"])
def test_no_line_ends_inside_the_number_of_a_telephone(number):
    assert paragraphs(f"Bel {number}, of schrijf.") == [f"Bel {number.replace(' ', chr(0xA0))}, of schrijf."]


def test_other_numbers_stay_as_they_were_written():
    text = "Op 22 11 2026 om 10 30, voor 16 000 mensen: 112"
    assert paragraphs(text) == [text]


def test_a_long_code_is_read_in_fours():
    assert in_fours("1306982615") == "1306 9826 15"
