"""`stoep bench --fan-out N`: what the board feels of N messages to devices and N mails with news that a worker sends meanwhile.

One server process and one worker, as `stoep up` has them; the push service is a process of the bench, mails go to a folder. The board is
asked for ten times a second, first while nothing is sent, then until the last message and mail are out, or two minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from base64 import urlsafe_b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection
from django.utils import timezone

from stoep.lib import connections
from stoep.lib.jobs import defer
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.notify.digest import WEEKLY

from .measuring import Server

A_SECOND, ALONE, LONGEST = 10, 20, 120  # requests; seconds


class Service(BaseHTTPRequestHandler):
    """A push service that takes all."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        """Nothing: there are twenty thousand."""


def serve(port: int) -> None:
    """The push service, until it is stopped. Others' machines do this; here it shares ours, so it takes what is left."""
    os.nice(10)
    ThreadingHTTPServer(("127.0.0.1", port), Service).serve_forever()


def measure(options, seeded: dict, database: str, environment: dict) -> int:
    """Prints one JSON object."""
    service = f"http://127.0.0.1:{options.port + 2}"
    places = _prepare(database, service)
    pushing = Process(target=serve, args=(options.port + 2,), daemon=True)
    pushing.start()
    web = Server("stoep.wsgi:application", options.port, environment)
    with tempfile.TemporaryDirectory(dir=settings.STATE_DIR) as folder:
        more = {"STOEP_LOGIN": "stoep_worker", "STOEP_PUSH_HOSTS": service, "STOEP_MAIL_DIR": folder, "STOEP_QUIET_HOURS": "0-0"}
        try:
            json.dump(_compare(web, seeded, database, places, environment | more, Path(folder)), sys.stdout)
        finally:
            web.stop()
            pushing.terminate()
    print()
    return 0


def _compare(web, seeded, database, places, environment, folder) -> dict:
    """Times of the board alone and meanwhile, and how many messages and mails went."""
    an = next(login for login in seeded["logins"] if login["who"] == "an")
    web.get("/account/login/")
    web.post("/account/login/", login=an["email"], password=an["password"])
    board = f"/n/{an['neighbourhood']}/"
    _ask(web, board, time.monotonic() + 5, lambda: False)
    alone = _ask(web, board, time.monotonic() + ALONE, lambda: False)
    queued = _queue(database, places)
    command = [sys.executable, "-c", "import sys; from stoep.cli import main; sys.exit(main())", "worker"]
    begun = time.monotonic()
    worker = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        with psycopg.connect(connections.dsn("owner", database), autocommit=True) as c:
            meanwhile = _ask(web, board, begun + LONGEST, lambda: not _left(c))
            seconds, left = time.monotonic() - begun, _left(c)
    finally:
        worker.terminate()
        worker.wait(60)
    return {
        "devices": queued, "left": left, "mails": len(list(folder.glob("*.eml"))), "seconds": round(seconds, 1),
        "alone": _told(alone), "meanwhile": _told(meanwhile), "p95_ratio": round(_told(meanwhile)["p95_ms"] / _told(alone)["p95_ms"], 2),
    }  # fmt: skip


def _queue(database: str, places: list[int]) -> int:
    """A message to each device, of the newest announcement; and the mails with news of every neighbourhood."""
    connection.close()
    connection.settings_dict["NAME"] = database
    with psycopg.connect(connections.dsn("owner", database)) as c:
        posts = c.execute("SELECT DISTINCT ON (neighbourhood_id) neighbourhood_id, post_id FROM board_announcementpost").fetchall()
        devices = c.execute("SELECT count(*) FROM notify_preference WHERE neighbourhood_id = ANY (%s)", [[p for p, _ in posts]]).fetchone()[
            0
        ]
    with acting(Clockwork.of("bench")):
        for here, post in posts:
            defer("push_announcement", neighbourhood=here, post=str(post))
        for here in places:
            defer("send_digests", neighbourhood=here, rhythm=WEEKLY, due=timezone.now().isoformat(), after=None)
    return devices


def _left(c) -> int:
    return c.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')").fetchone()[0]


def _ask(web: Server, path: str, until: float, done) -> list[float]:
    """Milliseconds of each answer, at an even pace; a late answer does not delay the next question's hour."""
    out, due, looked = [], time.monotonic(), time.monotonic()
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        web.get(path)
        out.append((time.monotonic() - due) * 1000)
        due += 1 / A_SECOND
        if time.monotonic() - looked > 1:
            looked = time.monotonic()
            if done():
                break
    return out


def _told(times: list[float]) -> dict:
    ordered = sorted(times)
    return {"asked": len(ordered), "p50_ms": round(ordered[len(ordered) // 2], 1), "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1)}


def _prepare(database: str, service: str) -> list[int]:
    """A device for everybody, who all want to hear the town; nobody has looked for weeks. Returns the neighbourhoods."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    with psycopg.connect(connections.dsn("owner", database)) as c:
        c.execute("DELETE FROM procrastinate_jobs")
        c.execute("DELETE FROM board_lastseen")
        c.execute("DELETE FROM notify_digest")
        c.execute("DELETE FROM notify_pushdevice")
        c.execute(
            "INSERT INTO notify_pushdevice (id, person_id, endpoint, point, secret, added_at) "
            "SELECT gen_random_uuid(), id, %s || id, %s, %s, now() FROM people_person",
            [f"{service}/", point, urlsafe_b64decode("c2l4dGVlbiBieXRlcyEhIQ==")[:16]],
        )
        c.execute("DELETE FROM notify_preference")
        c.execute(
            "INSERT INTO notify_preference (id, neighbourhood_id, member_id, rhythm, answers, mentions, announcements, posts, mail_text, "
            "push, push_text, quiet_from, quiet_until) SELECT gen_random_uuid(), neighbourhood_id, id, 'weekly', 'now', 'now', 'digest', "
            "'digest', true, ARRAY['announcements'], false, 0, 0 FROM membership_member WHERE person_id IS NOT NULL"
        )
        c.execute("UPDATE board_post SET created = now() - random() * interval '25 days' WHERE created > now() - interval '60 days'")
        return [row[0] for row in c.execute("SELECT id FROM places_neighbourhood WHERE opened_on IS NOT NULL ORDER BY id")]
