"""Killed in the middle, twice at once, and brought back by a restore: erased all the same, once."""

import subprocess
from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test import Client

from stoep.board.models import Comment, Post
from stoep.cli import check, erasures
from stoep.lib.clock import now
from stoep.lib.connections import dsn
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from stoep.lib.wall import admin_dsn
from stoep.membership.models import Member
from stoep.notify.models import OutgoingMail
from stoep.people.models import Person
from stoep.privacy import listing
from stoep.privacy.actions import come_back, erase_account
from stoep.privacy.erasing import erase_due, replay
from stoep.privacy.hiding import hide_account, show_account
from stoep.privacy.mailing import token_of
from stoep.privacy.models import Erasure
from tests import cast
from tests.killing import killed, process
from tests.raw import database, empty_tables
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 400
ERASE = "import django; django.setup()\nfrom stoep.privacy.erasing import erase_due\nprint(erase_due())"


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    c = cast.build()
    with acting(cast.KEEPER):
        said = {"neighbourhood_id": c.brug.id, "language": "nl"}
        Post.objects.bulk_create([Post(**said, author_id=c.an_member.id, body=f"Van An {n}") for n in range(MANY)])
        theirs = Post.objects.create(**said, author_id=c.bram_member.id, body="Van Bram")
        Comment.objects.bulk_create([Comment(**said, author_id=c.an_member.id, post_id=theirs.id, body=f"Dag {n}") for n in range(MANY)])
    yield c
    empty_tables()


def asked(c, days_ago=15) -> Erasure:
    erase_account(Visitor(), person=c.an)
    with acting(cast.KEEPER):
        moment = now() - timedelta(days=days_ago)
        Erasure.objects.update(asked_at=moment, due=moment + timedelta(days=14))
        erasure = Erasure.objects.get()
    hide_account(str(erasure.id))
    return erasure


def left(c) -> list:
    """What is still there of her."""
    with acting(cast.KEEPER):
        face = Member.objects.get(neighbourhood_id=c.brug.id, id=c.an_member.id)
        hers = {"neighbourhood_id": c.brug.id, "author_id": face.id}
        return [Person.objects.filter(id=c.an.pk).count(), Post.objects.filter(**hers).count(), Comment.objects.filter(**hers).count(),
                face.name, face.person_id]  # fmt: skip


GONE = [0, 0, 0, "", None]


class Backup:
    """Every table as it is now, to be put back as a restore does: what came later is gone."""

    def __init__(self):
        self.tables = [m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed]
        with psycopg.connect(admin_dsn(database())) as c:
            self.rows = {table: b"".join(self._out(c, table)) for table in self.tables}

    @staticmethod
    def _out(c, table):
        with c.cursor().copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as out:
            yield from (bytes(part) for part in out)

    def restore(self):
        connections.close_all()
        with psycopg.connect(admin_dsn(database())) as c:
            c.execute("SET session_replication_role = replica")
            c.execute(f"TRUNCATE {', '.join(self.tables)} CASCADE")
            for table, rows in self.rows.items():
                with c.cursor().copy(f'COPY "{table}" FROM STDIN') as into:
                    into.write(rows)


def worker() -> subprocess.Popen:
    """Erases what is due, on the files of this test."""
    files = {"STOEP_MEDIA_DIR": settings.MEDIA_DIR, "STOEP_EXPORTS_DIR": settings.EXPORTS_DIR, "STOEP_ERASED_FILE": settings.ERASED_FILE}
    return process("-c", ERASE, **{name: str(path) for name, path in files.items()})


def test_kill_nine_in_the_middle_and_it_goes_on_where_it_was(c):
    asked(c)
    many = 0
    for pause in (0, 0.02, 0.05, 0.1):
        many += killed(worker(), begun, pause)
    assert many
    erase_due()
    assert left(c) == GONE
    with acting(cast.KEEPER):
        assert not Erasure.objects.exists() and Post.objects.filter(neighbourhood_id=c.brug.id, body="Van Bram").exists()
    with psycopg.connect(dsn("owner", database())) as c:
        assert c.execute("SELECT count(*) FROM notify_outgoingmail").fetchone() == (2,), "the way back, and one goodbye"


def begun() -> bool:
    with psycopg.connect(dsn("owner", database())) as c:
        return c.execute("SELECT count(*) FROM privacy_erasure WHERE state = 'hidden'").fetchone() == (0,)


def test_twice_at_once_is_once(c):
    asked(c)
    told = together([erase_due] * 2)
    assert sum(told) == 1 and left(c) == GONE
    with acting(cast.KEEPER):
        assert OutgoingMail.objects.count() == 2


def test_a_restore_brings_nobody_back(c, capsys):
    backup = Backup()
    asked(c)
    assert erase_due() == 1
    backup.restore()
    assert left(c)[0] == 1, "there she is again"
    assert [state for what, state, _say in check.erased() if what == "erased"] == ["failure"]
    assert replay() == 1
    assert left(c) == GONE
    assert replay() == 0 and check.erased()[0][1] == "ok"
    with acting(cast.KEEPER):
        assert not OutgoingMail.objects.exists(), "she had her mails"
        assert Person.objects.filter(id=c.bram.pk).exists()


def test_who_was_hidden_is_hidden_again_and_the_old_link_still_leads_back(c):
    backup = Backup()
    erasure = asked(c, days_ago=3)
    backup.restore()
    assert replay() == 1
    with acting(cast.KEEPER):
        again = Erasure.objects.get()
        assert (again.id, again.state, again.due) == (erasure.id, "hidden", erasure.due)
        assert not Person.objects.get(id=c.an.pk).is_active
    assert come_back(Visitor(), token=token_of(erasure))
    show_account(str(erasure.id))
    assert left(c)[0] == 1 and left(c)[3] == "An"
    backup.restore()
    assert replay() == 0, "who came back is not erased"


def test_a_number_given_out_anew_is_somebody_else(c):
    backup = Backup()
    asked(c)
    erase_due()
    backup.restore()
    with acting(cast.KEEPER):
        Person.objects.filter(id=c.an.pk).update(joined_at=now())
    assert replay() == 0
    assert listing.brought_back.__doc__ and left(c)[0] == 1


def test_the_list_names_nobody_and_a_broken_line_is_no_line(c):
    asked(c)
    text = settings.ERASED_FILE.read_text()
    assert "An" not in text and "@" not in text and oct(settings.ERASED_FILE.stat().st_mode & 0o777) == "0o600"
    with settings.ERASED_FILE.open("a") as file:
        file.write("2026-11-22T10:00:00+00:00 gone 1")
    assert [line.word for line in listing.lines()] == ["asked"]
    assert erase_due() == 1
    assert {line.word for line in listing.lines()} >= {"gone"} or settings.ERASED_FILE.read_text().count("\n") >= 2
    assert erasures.counted()["hidden"] == 0


def test_without_the_list_nothing_is_erased(c, settings, tmp_path):
    asked(c)
    (tmp_path / "file").write_text("")
    settings.ERASED_FILE = tmp_path / "file" / "erased.list"  # a folder that cannot be
    with pytest.raises(ExceptionGroup) as failed:
        erase_due()
    assert failed.group_contains(OSError)
    assert left(c)[:3] == [1, MANY, MANY]
    assert Client().get("/healthz").status_code in (200, 503)
