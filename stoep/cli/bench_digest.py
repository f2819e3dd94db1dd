"""`stoep bench --digest N`: what a round of mails with news costs for N members of whom nobody has looked: the dearest there is.

A thousand members and some weeks of talk a neighbourhood, one mail a member, each written to a folder and synced to disk. The figures
are of one process, one mail after the other; a worker runs two.
"""

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from stoep.lib import connections
from stoep.notify.digest import WEEKLY
from stoep.notify.digesting import send_round

from .measuring import backends, cpu_ns

A_NEIGHBOURHOOD = 1000  # members


@dataclass(frozen=True)
class Size:
    """What `_seed` of bench.py is asked for."""

    members: int
    keep: bool

    @property
    def neighbourhoods(self) -> int:
        return max(1, self.members // A_NEIGHBOURHOOD)

    @property
    def posts(self) -> int:
        return 40 * self.neighbourhoods


def measure(size: Size, database: str) -> int:
    """One weekly round over everything in this database; prints one JSON object."""
    with psycopg.connect(connections.dsn("owner", database)) as c:
        c.execute("DELETE FROM board_lastseen")
        c.execute("DELETE FROM notify_digest")
        c.execute("UPDATE board_post SET created = now() - random() * interval '25 days' WHERE created > now() - interval '60 days'")
        places = [row[0] for row in c.execute("SELECT id FROM places_neighbourhood WHERE opened_on IS NOT NULL ORDER BY id")]
    connection.close()
    connection.settings_dict["NAME"] = database
    with tempfile.TemporaryDirectory(dir=settings.STATE_DIR) as folder:
        settings.MAIL_DIR = folder
        json.dump(_round(places, database, Path(folder)), sys.stdout)
    print()
    return 0


def _round(places, database, folder) -> dict:
    due = timezone.now()
    send_round(places[0], WEEKLY, due.replace(year=due.year - 1))  # connects, imports and renders everything once
    before, application, begun = backends(connections.dsn("owner", database), "stoep_worker"), time.process_time(), time.monotonic()
    asked = cpu_ns(before)
    mails = 0
    for place in places:
        mails += send_round(place, WEEKLY, due, spell=3600)
        print(f"{mails} mails", file=sys.stderr)
    seconds, cpu, db = time.monotonic() - begun, time.process_time() - application, (cpu_ns(before) - asked) / 1e9
    written = list(folder.glob("*.eml"))
    with psycopg.connect(connections.dsn("owner", database)) as c:
        rows = c.execute("SELECT count(*) FROM notify_digest").fetchone()[0]
    return {
        "neighbourhoods": len(places), "mails": mails, "rows_written": rows, "seconds": round(seconds, 1),
        "app_cpu_ms_a_mail": round(1000 * cpu / mails, 2), "db_cpu_ms_a_mail": round(1000 * db / mails, 2),
        "kb_a_mail": round(sum(file.stat().st_size for file in written) / len(written) / 1000, 1),
        "minutes_for_100_000": round(100_000 * seconds / mails / 60, 1),
        "cpu_minutes_for_100_000": round(100_000 * (cpu + db) / mails / 60, 1),
    }  # fmt: skip
