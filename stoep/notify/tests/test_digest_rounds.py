"""Rounds of digests through the real queue: when one begins, and that whatever breaks nobody gets two and nobody none."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import psycopg
import pytest

from stoep.board.models import Post
from stoep.cli.jobs import drain
from stoep.lib.clock import now
from stoep.lib.connections import dsn
from stoep.lib.jobs import defer
from stoep.lib.roles import acting
from stoep.lib.tests.smtp import mail_server
from stoep.membership.models import Member, Seat
from stoep.notify.digest import newest_due
from stoep.notify.digesting import plan_digests
from stoep.notify.models import Digest, DigestRound
from stoep.people.models import Person
from tests import cast
from tests.killing import DRAIN, killed, process
from tests.raw import database, empty_tables

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, KILLS = 300, 6


@pytest.fixture
def c():
    c = cast.build()
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood_id=c.brug.id).update(joined_at=now() - timedelta(days=30))
        said = {"neighbourhood_id": c.brug.id, "author_id": c.bram_member.id, "language": "nl"}
        Post.objects.create(**said, body="Wie heeft een ladder?", created=now() - timedelta(hours=2))
    yield c
    empty_tables()


def crowd(c, many) -> set[str]:
    """So many more neighbours; who should get the digest."""
    with acting(cast.KEEPER):
        people = Person.objects.bulk_create([Person(email=f"b{n}@example.org", name=f"Buur {n}", password="!") for n in range(many)])
        month = now() - timedelta(days=30)
        faces = [Member(neighbourhood_id=c.brug.id, person_id=p.id, name=p.name, joined_at=month) for p in people]
        Member.objects.bulk_create(faces)
        Seat.objects.bulk_create(
            [Seat(person=p, neighbourhood_id=c.brug.id, member_id=m.id) for p, m in zip(people, faces, strict=True)]
        )
    return {p.email for p in people} | {f"{who}@example.org" for who in ("an", "marie", "noor", "dirk")}


def begin(c):
    with acting(cast.KEEPER):
        defer("send_digests", neighbourhood=c.brug.id, rhythm="weekly", due=now().isoformat(), after="")


def recipients(server) -> Counter:
    return Counter(message_from_bytes(raw, policy=policy.default)["To"] for raw in server.kept)


def at_once():
    """As if the waiting time of every job were over, and every dead worker's jobs were taken up again."""
    with psycopg.connect(dsn("owner", database())) as c:
        c.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL, status = 'todo', worker_id = NULL WHERE status IN ('todo', 'doing')")


@pytest.mark.parametrize(
    "moment, rhythm, due",
    [
        (datetime(2026, 11, 20, 16, 1, tzinfo=UTC), "daily", datetime(2026, 11, 20, 16, 0, tzinfo=UTC)),  # winter: 17:01 in Brussels
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), "daily", datetime(2026, 11, 19, 16, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 15, 30, tzinfo=UTC), "daily", datetime(2026, 7, 1, 15, 0, tzinfo=UTC)),  # summer
        (datetime(2026, 10, 25, 16, 30, tzinfo=UTC), "daily", datetime(2026, 10, 25, 16, 0, tzinfo=UTC)),  # the clock was turned that day
        (datetime(2026, 11, 20, 16, 1, tzinfo=UTC), "weekly", datetime(2026, 11, 20, 16, 0, tzinfo=UTC)),  # a Friday
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), "weekly", datetime(2026, 11, 13, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 19, 23, 0, tzinfo=UTC), "weekly", datetime(2026, 11, 13, 16, 0, tzinfo=UTC)),
    ],
)
def test_when_a_round_is_due(moment, rhythm, due):
    assert newest_due(rhythm, moment, hour=17, day=5) == due


def test_a_round_begins_once(c):
    with acting(cast.KEEPER):
        assert plan_digests() == 0, "the first time ever there is nothing to catch up"
        DigestRound.objects.update(due=now() - timedelta(days=9))
        assert plan_digests() == 2 * 3, "each neighbourhood that has opened, each rhythm"
        assert plan_digests() == 0


def test_everybody_one_mail_and_one_row(c):
    expected = crowd(c, 30)
    with mail_server() as server:
        connected(server)
        begin(c)
        begin(c)  # another round of the same evening: everybody was told already
        assert drain() == {"done": 2, "failed": 0, "waiting": 0}
        assert recipients(server) == Counter(expected)
    with acting(cast.KEEPER):
        assert Digest.objects.count() == len(expected)


@pytest.fixture(autouse=True)
def _mail_by_smtp(settings):
    settings.MAIL_DIR, settings.SMTP_URL = "", "smtp://127.0.0.1:9"


def connected(server):
    from django.conf import settings

    settings.SMTP_URL = server.url


def test_a_mail_server_that_is_away_for_a_day_and_one_that_breaks_off(c):
    """It takes ten and is gone; it is tried again and again; when it is back, everybody else gets theirs."""
    expected = crowd(c, 30)
    with mail_server() as server:
        connected(server)
        port, talk = server.server_address[1], server.RequestHandlerClass
        server.RequestHandlerClass = type("Short", (talk,), {"read_message": ten_and_gone})
        begin(c)
        assert drain() == {"done": 0, "failed": 1, "waiting": 1}
        first = recipients(server)
    assert len(first) == 10
    for _ in range(3):
        at_once()
        assert drain() == {"done": 0, "failed": 1, "waiting": 1}, "there is no server"
    at_once()
    with mail_server(port) as server:
        assert drain() == {"done": 1, "failed": 0, "waiting": 0}
        assert first + recipients(server) == Counter(expected)


def test_a_full_mailbox_keeps_nobody_waiting(c):
    """The server takes no mail for one of them now: the others get theirs at once, that one half an hour later."""
    expected = crowd(c, 30)
    with mail_server() as server:
        connected(server)
        talk = server.RequestHandlerClass
        server.RequestHandlerClass = type("Full", (talk,), {"say": full_for("b7@example.org", talk.say)})
        begin(c)
        assert drain() == {"done": 1, "failed": 0, "waiting": 1}
        assert recipients(server) == Counter(expected - {"b7@example.org"})
        server.RequestHandlerClass = talk
        at_once()
        assert drain() == {"done": 1, "failed": 0, "waiting": 0}
        assert recipients(server) == Counter(expected)


def full_for(mailbox, say):
    """The server's voice, which says "not now" to whoever names this mailbox."""

    def answer(talk, text):
        say(talk, "450 full" if text == "250 ok" and mailbox.encode() in talk.heard else text)

    return answer


def ten_and_gone(talk):
    """The server's side of a message: keeps ten, then closes the line before it has read the eleventh."""
    if len(talk.server.kept) < 10:
        type(talk).__mro__[1].read_message(talk)
    else:
        talk.connection.close()
        raise ConnectionAbortedError


@pytest.mark.slow
def test_kill_nine(c):
    """The worker is killed in the middle, again and again. One Message-ID a person; never a mail lost."""
    expected = crowd(c, CROWD)
    with mail_server() as server:
        begin(c)
        for _ in range(KILLS):
            so_many = len(server.kept) + CROWD // (KILLS + 2)
            run = process(*DRAIN, STOEP_SMTP_URL=server.url)
            assert killed(run, lambda so_many=so_many: len(server.kept) >= so_many)
            at_once()
        connected(server)
        assert drain() == {"done": 1, "failed": 0, "waiting": 0}
        mails = [message_from_bytes(raw, policy=policy.default) for raw in server.kept]
    assert {mail["To"] for mail in mails} == expected, "nobody none"
    assert len({mail["Message-ID"] for mail in mails}) == len(expected), "nobody two different ones"
    assert len(mails) <= len(expected) + KILLS, "at most the one that was in the server's hands at that moment comes again"
