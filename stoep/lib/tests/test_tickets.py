"""A ticket: ours, unchanged, not over."""

import pytest
import time_machine

from stoep.lib.tickets import LIFETIME, issue_ticket, read_ticket


def test_a_good_one_says_who_and_where():
    ticket = read_ticket(issue_ticket(42, 17))
    assert (ticket.person, ticket.neighbourhood) == (42, 17)


def test_two_are_never_the_same():
    assert issue_ticket(42, 17) != issue_ticket(42, 17)


def test_after_five_minutes_it_is_over():
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False) as clock:
        text = issue_ticket(42, 17)
        clock.shift(LIFETIME)
        assert read_ticket(text)
        clock.shift(1)
        assert read_ticket(text) is None


@pytest.mark.parametrize(
    "change", [lambda t: "43" + t[2:], lambda t: t[:-1], lambda t: "", lambda t: t.upper(), lambda t: f"é{t}"]
)
def test_a_changed_one_is_none(change):
    assert read_ticket(change(issue_ticket(42, 17))) is None


def test_one_made_with_another_key_is_none(settings):
    text = issue_ticket(42, 17)
    settings.SECRET_KEY = "another"
    assert read_ticket(text) is None
