"""The mail server is away for a day (SECURITY I3): when it is back every mail goes once, in the order they were asked for."""

from email import message_from_bytes, policy

import psycopg
import pytest
from django.core.mail import send_mail

from stoep.cli.jobs import drain
from stoep.lib.connections import dsn
from stoep.lib.tests.smtp import mail_server
from tests import cast
from tests.raw import database, empty_tables

from .scene import reply, talk

pytestmark = pytest.mark.django_db(transaction=True)
MAILS, TRIES = 12, 5


@pytest.fixture
def t(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    settings.MAIL_DIR, settings.SMTP_URL = "", "smtp://127.0.0.1:9"
    yield talk(cast.build())
    empty_tables()


def hours_later():
    """The waiting time of every job is over."""
    with psycopg.connect(dsn("owner", database())) as c:
        c.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def test_every_mail_goes_once_and_in_order(t, settings):
    for n in range(MAILS):
        send_mail(f"Mail {n:02}", "Uw code", None, [f"b{n}@example.org"])
    for text in ("Een.", "Twee."):
        reply(t, t.an, text)  # two answers to Bram's
    drain()
    for _ in range(TRIES):
        hours_later()
        assert drain()["done"] == 0
    with mail_server() as server:
        settings.SMTP_URL = server.url
        hours_later()
        assert drain() == {"done": MAILS + 3, "failed": 0, "waiting": 0}
        hours_later()
        assert drain()["done"] == 0
        mails = [message_from_bytes(raw, policy=policy.default) for raw in server.kept]
    subjects = [mail["Subject"] for mail in mails if mail["Subject"].startswith("Mail")]
    assert subjects == [f"Mail {n:02}" for n in range(MAILS)]
    told = [mail["To"] for mail in mails if not mail["Subject"].startswith("Mail")]
    assert told == ["an@example.org", "bram@example.org", "bram@example.org"]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
