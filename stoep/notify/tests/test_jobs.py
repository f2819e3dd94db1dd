"""From an act to a mail through the real queue: the act's transaction, the worker's login, retries, who may call what."""

import json
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.mail import send_mail
from django.db import connection

from stoep.cli import main
from stoep.cli.jobs import drain
from stoep.lib.clock import now
from stoep.lib.connections import dsn
from stoep.lib.jobs import Patience, defer
from stoep.lib.roles import acting
from stoep.notify.models import Notification, OutgoingMail, Preference
from tests import cast
from tests.raw import database, empty_tables, raw

from .scene import talk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def t():
    yield talk(cast.build())
    empty_tables()


def counts(model) -> int:
    with acting(cast.KEEPER):
        return model.objects.count()


def mails(settings) -> list[str]:
    return sorted(p.name for p in Path(settings.MAIL_DIR).glob("*.eml"))


def test_an_answer_reaches_its_author_by_bell_and_mail(t, settings):
    assert drain() == {"done": 2, "failed": 0, "waiting": 0}
    assert counts(Notification) == 1 and len(mails(settings)) == 1
    assert drain() == {"done": 0, "failed": 0, "waiting": 0}


def test_everything_run_twice_is_the_same(t, settings):
    drain()
    with acting(cast.KEEPER):
        notice = Notification.objects.get()
        defer("hear", neighbourhood=t.an.here, entry=str(t.entry.id))
        defer("mail_notification", neighbourhood=t.an.here, notification=str(notice.id))
    assert drain()["failed"] == 0
    assert counts(Notification) == 1 and mails(settings) == [f"{notice.id}.eml"]


def test_a_mail_that_cannot_go_waits_and_the_bell_rings_all_the_same(t, settings):
    settings.MAIL_DIR, settings.SMTP_URL = "", "smtp://127.0.0.1:9"
    assert drain() == {"done": 1, "failed": 1, "waiting": 1}
    assert counts(Notification) == 1
    with raw("owner") as query:
        (when,) = query("SELECT scheduled_at FROM procrastinate_jobs WHERE status = 'todo'")
    assert now() < when < now() + timedelta(minutes=2)


def test_an_act_that_fails_leaves_no_job(t):
    with pytest.raises(ZeroDivisionError), acting(t.an):
        defer("hear", neighbourhood=t.an.here, entry=str(t.entry.id))
        raise ZeroDivisionError
    assert drain()["done"] == 2  # Bram's answer only


def test_a_job_from_a_queue_that_may_not_call_it_is_refused(t):
    """A resident cannot have a mail sent, whatever SQL they reach."""
    drain()
    put_down("stoep_resident", "mail_notification", neighbourhood=t.an.here, notification=str(t.entry.id))
    put_down("stoep_resident", "stop_mail", neighbourhood=t.an.here, member=str(t.bram.member), kind="answers")
    assert drain()["failed"] == 2
    assert counts(Preference) == 0


def test_what_a_killed_worker_left_is_taken_up_again(t):
    with psycopg.connect(dsn("owner", database())) as c:
        (dead,) = c.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        ).fetchone()
        c.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [dead])
    assert drain()["done"] == 0
    put_down("stoep_worker", "requeue_stalled")
    assert drain() == {"done": 3, "failed": 0, "waiting": 0}
    assert counts(Notification) == 1


@pytest.mark.parametrize("name", ["requeue_stalled", "forget_jobs"])
def test_the_queue_itself_is_touched_only_by_the_clock(t, name):
    drain()
    put_down("stoep_resident", name)
    assert drain()["failed"] == 1


def put_down(queue, name, **arguments):
    """A job as the clock (or an attacker) would queue it."""
    with psycopg.connect(dsn("owner", database())) as c:
        c.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, priority) VALUES (%s, %s, %s, 0)",
            [queue, name, json.dumps(arguments or {"timestamp": 0})],
        )


def test_the_accounts_mail_goes_through_the_queue(t, settings):
    drain()
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    send_mail("Uw code", "482913", None, ["gust@example.org"])
    with raw("owner") as query:
        assert query("SELECT args::text FROM procrastinate_jobs WHERE status = 'todo'")[0].count("482913") == 0
    assert drain() == {"done": 1, "failed": 0, "waiting": 0}
    assert counts(OutgoingMail) == 1 and len(mails(settings)) == 2


def test_the_command_prints_one_object(t, capsys):
    assert main(["jobs", "drain"]) == 0
    assert json.loads(capsys.readouterr().out) == {"done": 2, "failed": 0, "waiting": 0}


def test_it_is_tried_for_two_days():
    class Job:
        attempts = 0

    waits = []
    while decision := Patience().get_retry_decision(exception=OSError(), job=Job):
        waits.append((decision.retry_at - now()).total_seconds())
        Job.attempts += 1
    assert round(waits[0]) == 30 and max(waits) <= 3600
    assert 2 * 86400 - 3600 < sum(waits) < 2 * 86400 + 3600


def test_the_web_may_not_read_the_queue():
    assert connection.role is None
    with raw("stoep_web") as query, pytest.raises(Exception, match="permission denied"):
        query("SELECT args FROM procrastinate_jobs")
