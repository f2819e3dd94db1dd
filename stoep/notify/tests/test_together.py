"""Many are told of one thing, in bundles: each once, whatever breaks on the way; phones first, then mails."""

import json
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy

import psycopg
import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.cli.jobs import drain
from stoep.lib import lines, mailbox
from stoep.lib.clock import now
from stoep.lib.connections import dsn
from stoep.lib.roles import acting
from stoep.lib.tests.browser import Browser, push_service
from stoep.lib.tests.smtp import mail_server
from stoep.membership.models import Member, Seat
from stoep.notify.devices.together import push_rows
from stoep.notify.mailing_rows import send_rows
from stoep.notify.models import Notification, Preference, PushDevice
from stoep.people.models import Person
from tests import cast
from tests.killing import DRAIN, killed, process
from tests.raw import database, empty_tables

from .test_digest_rounds import full_for
from .test_urgent import called, hours_later

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, KILLS = 240, 5


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND, settings.MAIL_DIR = "stoep.notify.outbox.OutboxBackend", ""
    settings.QUIET_HOURS = (0, 0)
    c = cast.build()
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood=c.brug).update(joined_at=now() - timedelta(days=30))
    with mail_server() as c.mails, push_service() as c.phones:
        settings.SMTP_URL, settings.PUSH_HOSTS = c.mails.url, [c.phones.url]
        c.phone = Browser()
        yield c
    empty_tables()


def crowd(c, many) -> set[str]:
    """So many more neighbours, each with a phone. Their names before the @."""
    with acting(cast.KEEPER):
        people = Person.objects.bulk_create([Person(email=f"b{n}@example.org", name=f"Buur {n}", password="!") for n in range(many)])
        faces = [Member(neighbourhood_id=c.brug.id, person_id=p.id, name=p.name, joined_at=now()) for p in people]
        Member.objects.bulk_create(faces)
        pairs = list(zip(people, faces, strict=True))
        Seat.objects.bulk_create([Seat(person=p, neighbourhood_id=c.brug.id, member_id=m.id) for p, m in pairs])
        wishes = [Preference(neighbourhood_id=c.brug.id, member_id=m.id, quiet_from=0, quiet_until=0) for m in faces]
        Preference.objects.bulk_create(wishes)
        keys = {"point": c.phone.point, "secret": c.phone.secret}
        PushDevice.objects.bulk_create([PushDevice(person=p, endpoint=f"{c.phones.url}/{p.email[:-12]}", **keys) for p in people])
    return {p.email[:-12] for p in people}


def phones(c) -> Counter:
    return Counter(path[1:] for path, _, _ in c.phones.kept)


def mails(c) -> list:
    return [message_from_bytes(raw, policy=policy.default) for raw in c.mails.kept]


def mailed(c) -> Counter:
    return Counter(name for mail in mails(c) if (name := mail["To"].partition("@")[0]).startswith("b") and name != "bram")


def rows(c) -> list[str]:
    with acting(cast.KEEPER):
        found = Notification.objects.filter(neighbourhood_id=c.brug.id, verb="call_urgent")
        people = Member.objects.filter(neighbourhood_id=c.brug.id, name__startswith="Buur").values("id")
        return [str(row.id) for row in found.filter(member_id__in=people)]


def test_each_once_by_phone_and_by_mail(c):
    names = crowd(c, 2 * lines.AT_ONCE + 1)
    called(c)
    assert drain()["failed"] == 0
    assert phones(c) == Counter(names) == mailed(c)
    (_, headers, body) = c.phones.kept[0]
    assert "gevaar" in json.loads(c.phone.open(body))["body"] and headers["Urgency"] == "high"
    assert len({headers["Topic"] for _, headers, _ in c.phones.kept}) == len(names), "one takes nobody else's place"
    assert c.phones.lines == lines.AT_ONCE


class Heard:
    """In the place of a list of what arrived: tells when something does."""

    def __init__(self, append):
        self.append = append


def test_codes_then_phones_then_mails(c, monkeypatch):
    """Whoever waits for a code to come in gets it first, whatever the town has to say to thousands."""
    order = []
    c.phones.kept = Heard(lambda _message: order.append("phone"))
    c.mails.kept = Heard(lambda mail: order.append("code" if b"Uw code" in mail else "mail"))
    crowd(c, 5)
    monkeypatch.setattr("stoep.notify.calling.AT_ONCE", 2)
    called(c)
    send_mail("Code", "Uw code", None, ["x@example.org"])
    drain()
    assert [what for n, what in enumerate(order) if n == 0 or order[n - 1] != what] == ["code", "phone", "mail"]


def test_a_bundle_that_runs_twice_tells_once(c):
    names = crowd(c, 20)
    called(c)
    drain()
    entry, again = c.brug.id, rows(c)
    with acting(cast.KEEPER):
        (told,) = set(PushDevice.objects.values_list("told", flat=True))
    assert push_rows(entry, str(told), again) == 0 and send_rows(entry, again) == 0
    assert phones(c) == Counter(names) == mailed(c)


def test_what_is_asked_is_asked_once_for_all(c):
    """Statements of a bundle: the same for four as for twenty-four, but for those of each handful."""
    crowd(c, 24)
    called(c)
    drain()
    ids, counts = rows(c), {}
    for many in (4, 24):
        with acting(cast.KEEPER):
            PushDevice.objects.update(told=None)
            Notification.objects.update(mailed_at=None)
        with CaptureQueriesContext(connection) as pushing:
            push_rows(c.brug.id, "0" * 32, ids[:many])
        with CaptureQueriesContext(connection) as mailing:
            send_rows(c.brug.id, ids[:many])
        counts[many] = of(pushing), of(mailing)
    handfuls = [-(-24 // size) - -(-4 // size) for size in (lines.AT_ONCE, mailbox.AT_ONCE)]
    more = [later - earlier for earlier, later in zip(counts[4], counts[24], strict=True)]
    assert more == [2 * handful for handful in handfuls], (counts, more)


def of(captured) -> int:
    """Without what opens and closes a transaction."""
    return sum(query["sql"].startswith(("SELECT", "UPDATE", "DELETE", "INSERT")) for query in captured)


def test_a_push_service_that_is_away_is_asked_again_for_the_others_only(c):
    names = crowd(c, 12)
    late = {"b3", "b9"}
    c.phones.answers = {f"/{name}": 503 for name in late} | {"/b5": 410, "/b6": 403}
    called(c)
    assert drain()["failed"] == 0
    c.phones.answers.clear()
    hours_later()
    drain()
    assert phones(c) == Counter(names) + Counter(late)
    with acting(cast.KEEPER):
        assert PushDevice.objects.count() == len(names) - 1, "only the one that is gone is forgotten"
    hours_later()
    assert drain()["done"] == 0


def test_quiet_until_the_morning(c):
    names = crowd(c, 4)
    hour = now().astimezone().hour
    with acting(cast.KEEPER):
        Preference.objects.filter(neighbourhood_id=c.brug.id).update(quiet_from=hour, quiet_until=(hour + 2) % 24)
    called(c)
    drain()
    assert not phones(c) and not mailed(c)
    with acting(cast.KEEPER):
        Preference.objects.filter(neighbourhood_id=c.brug.id).update(quiet_from=0, quiet_until=0)
    hours_later()
    drain()
    assert phones(c) == Counter(names) == mailed(c)


def test_what_one_wants_meanwhile(c):
    """Asked again when it goes: who read it, wants it no more, or was shut out."""
    names = crowd(c, 6)
    called(c)
    drain()
    ids = rows(c)
    c.phones.kept.clear()
    c.mails.kept.clear()
    with acting(cast.KEEPER):
        PushDevice.objects.update(told=None)
        Notification.objects.update(mailed_at=None)
        members = [Notification.objects.get(neighbourhood_id=c.brug.id, id=one).member_id for one in ids[:3]]
        Notification.objects.filter(neighbourhood_id=c.brug.id, id=ids[0]).update(read_at=now())
        Preference.objects.filter(neighbourhood_id=c.brug.id, member_id=members[1]).update(urgent="digest", push=[])
        Seat.objects.filter(neighbourhood_id=c.brug.id, member_id=members[2]).update(state="gone")
    assert push_rows(c.brug.id, "0" * 32, ids) == 0 and send_rows(c.brug.id, ids) == 3
    assert len(phones(c)) == 3 and phones(c) == mailed(c) and set(phones(c)) < names


def test_a_full_mailbox_keeps_nobody_waiting(c):
    names = crowd(c, 10)
    talk = c.mails.RequestHandlerClass
    c.mails.RequestHandlerClass = type("Full", (talk,), {"say": full_for("b7@example.org", talk.say)})
    called(c)
    drain()
    assert mailed(c) == Counter(names - {"b7"})
    c.mails.RequestHandlerClass = talk
    hours_later()
    drain()
    assert mailed(c) == Counter(names)


@pytest.mark.slow
def test_kill_nine(c):
    """The worker is killed in the middle, again and again: nobody is left out, and only what was in others' hands comes again."""
    names = crowd(c, CROWD)
    c.phones.far = 0.005
    called(c)
    for n in range(KILLS):
        so_many = 2 * CROWD * (n + 1) // (KILLS + 2)
        assert killed(worker(c), lambda so_many=so_many: len(c.phones.kept) + len(c.mails.kept) >= so_many)
        taken_up_again()
    assert drain()["failed"] == 0
    assert set(phones(c)) == names == set(mailed(c)), "nobody none"
    assert phones(c).total() <= CROWD + KILLS * lines.AT_ONCE and mailed(c).total() <= CROWD + KILLS * mailbox.AT_ONCE
    idents = {mail["Message-ID"] for mail in mails(c) if mail["To"].startswith("b") and not mail["To"].startswith("bram")}
    assert len(idents) == CROWD, "a mail server knows the second one again"
    topics = {headers["Topic"] for _, headers, _ in c.phones.kept}
    assert len(topics) == CROWD, "and on the screen it takes the first one's place"


def worker(c):
    to = {"STOEP_SMTP_URL": c.mails.url, "STOEP_PUSH_HOSTS": c.phones.url, "STOEP_MAIL_DIR": ""}
    return process(*DRAIN, STOEP_QUIET_HOURS="0-0", **to)


def taken_up_again():
    """What a killed worker held waits again, as after half a minute (schedule.py)."""
    with psycopg.connect(dsn("owner", database())) as c:
        c.execute("UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, scheduled_at = NULL WHERE status IN ('doing', 'todo')")
