"""Whoever waited hears by mail that they are in, through the real queue: two neighbours' word, and papers at a counter."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from stoep.cli.jobs import drain
from stoep.membership.tests.waiting import applicant, let_in, live_long, number
from tests import cast
from tests.raw import empty_tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    yield cast.build()
    empty_tables()


def told(settings, person) -> int:
    """How many mails they got, once all that was queued has run."""
    assert drain()["failed"] == 0
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(settings.MAIL_DIR).glob("*.eml")]
    return [mail["To"] for mail in mails].count(person.email)


def test_two_neighbours_word(c, settings):
    gust, waits = applicant(c)
    live_long(c, c.an_member, c.bram_member)
    let_in(c.an, number(waits))
    assert told(settings, gust) == 0
    let_in(c.bram, number(waits))
    assert told(settings, gust) == 1


def test_papers_at_a_counter(c, settings):
    gust, waits = applicant(c)
    let_in(c.dirk, number(waits), second_step=True, house_number="7", seen=["identity_card"], knows="", name="Gust Maes")
    assert told(settings, gust) == 1
