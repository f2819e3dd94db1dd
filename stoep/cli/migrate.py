"""`stoep migrate`: the database as this release wants it. `stoep up` does the same when it is needed."""

import fcntl
import hashlib
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

from stoep.lib import connections
from stoep.lib.prepare import prepare
from stoep.privacy.erasing import replay

STOEP = Path(settings.ROOT)


def add(parser):
    parser.add_argument("--if-needed", action="store_true", help="only when the database is not of this release")
    parser.add_argument("-v", "--verbosity", type=int, default=0, choices=(0, 1, 2))


def run(options) -> int:
    done = migrate(verbosity=options.verbosity, always=not options.if_needed)
    print("The database is ready." if done else "The database was ready already.", file=sys.stderr)
    return 0


def migrate(verbosity: int = 0, always: bool = False) -> bool:
    """Prepare the database unless it bears this release's mark; one process at a time. True when there was work."""
    connections.ensure_server()
    with one_at_a_time():
        work = always or mark() != release()
        if work:
            prepare(verbosity)
            put_mark()
        erase_again()
    return work


def erase_again() -> None:
    """Whom a restored database brought back: nobody is served before they are gone again."""
    if again := replay():
        print(f"{again} accounts that had been erased were in this database. They are erased again.", file=sys.stderr)


@contextmanager
def one_at_a_time():
    """Two migrations beside each other would both find the same tables missing."""
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.STATE_DIR / "migrate.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def release() -> str:
    """A fingerprint of all that decides what the database is like: models, migrations, the wall, its settings."""
    files = [*STOEP.glob("*/migrations/*.py"), *STOEP.glob("**/models.py"), STOEP / "lib/wall.py", STOEP / "settings.py"]
    seen = hashlib.sha256()
    for file in sorted(files):
        seen.update(str(file.relative_to(STOEP)).encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def mark() -> str | None:
    """The fingerprint the database bears: a comment on it, which goes when it goes. None when there is no database yet."""
    try:
        with psycopg.connect(connections.dsn("owner")) as c:
            return c.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
            ).fetchone()[0]
    except psycopg.OperationalError:
        return None  # no such database or owner yet; when it is the server that is away, preparing says so


def put_mark() -> None:
    with psycopg.connect(connections.dsn("owner")) as c:
        c.execute(f"COMMENT ON DATABASE \"{c.info.dbname}\" IS '{release()}'")
