"""`stoep bench --fan-out N`: the town calls N members, each by a message to their device and by mail, and the board meanwhile.

One server process and one worker, as `stoep up` has them. The board is asked for ten times a second: first while nothing is sent, then
until the last message and the last mail are out. What arrived is counted where it arrives (bench_outside.py), by device and by reader.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections import defaultdict
from dataclasses import dataclass, field
from multiprocessing import Process

import psycopg
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection
from django.utils import timezone

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement
from stoep.lib import connections
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.models import Mandate, Member
from stoep.notify.rules import let_in
from stoep.places.models import Neighbourhood

from .bench_outside import serve
from .measuring import Server, backends, cpu_ns, family

A_SECOND, ALONE, LONGEST = 10, 20, 1800  # requests; seconds
PUSHES = ("hear", "tell_urgent", "push_rows")  # the jobs until the last device is told; then come the mails
TEXTS = {"nl": {"title": "Kook het water", "body": "Tot morgen om acht uur. Haal gratis flessen in het gemeentehuis."}}


@dataclass
class Phase:
    """What happened while messages went, or mails."""

    begun: float
    answers: list[float] = field(default_factory=list)
    ended: float = 0
    cpu: dict = field(default_factory=dict)  # nanoseconds on a processor, by whose they were


def measure(options, seeded: dict, database: str, environment: dict) -> int:
    """Prints one JSON object."""
    push, mail = options.port + 2, options.port + 3
    service = f"http://127.0.0.1:{push}"
    connection.close()
    connection.settings_dict["NAME"] = database
    _prepare(database, service)
    outside = Process(target=serve, args=(push, mail), daemon=True)
    outside.start()
    web = Server("stoep.wsgi:application", options.port, environment)
    own = {"STOEP_LOGIN": "stoep_worker", "STOEP_QUIET_HOURS": "0-0"}
    own |= {"STOEP_PUSH_HOSTS": service, "STOEP_SMTP_URL": f"smtp://127.0.0.1:{mail}", "STOEP_MAIL_DIR": ""}
    try:
        json.dump(_compare(web, seeded, database, environment | own, outside, push), sys.stdout)
    finally:
        web.stop()
        outside.terminate()
    print()
    return 0


def _compare(web, seeded, database, environment, outside, port) -> dict:
    """Times of the board alone and meanwhile, and what arrived."""
    an = next(login for login in seeded["logins"] if login["who"] == "an")
    web.get("/account/login/")
    web.post("/account/login/", login=an["email"], password=an["password"])
    board = f"/n/{an['neighbourhood']}/"
    _ask(web, board, time.monotonic() + 5)
    pages, dsn = web.process.pid, connections.dsn("owner", database)
    before = _pages(pages, dsn)
    alone = _told(_ask(web, board, time.monotonic() + ALONE))
    alone["cpu_ms"] = round((_pages(pages, dsn) - before) / 1e6 / alone["asked"], 2)
    command = [sys.executable, "-c", "import sys; from stoep.cli import main; sys.exit(main())", "worker"]
    worker = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    time.sleep(5)  # it has begun, and waits
    due = _call()
    try:
        with psycopg.connect(connections.dsn("owner", database), autocommit=True) as c:
            phases, left = _watch(web, board, c, lambda: _spent(pages, worker.pid, outside.pid, dsn))
    finally:
        worker.terminate()
        worker.wait(60)
    arrived = _arrived(port)
    return {"members": due, "left": left, "alone": alone} | {
        name: _summary(phase, due, arrived[name], alone) for name, phase in phases.items()
    }


def _watch(web, board, c, spent) -> tuple[dict, int]:
    """Ask for the board until nothing is left to send. Returns {"pushes", "mails"}, and the jobs that are left."""
    phases, before = {}, spent()
    deadline = time.monotonic() + LONGEST
    for name, jobs in (("pushes", PUSHES), ("mails", ("%",))):
        phase = phases[name] = Phase(time.monotonic())
        phase.answers = _ask(web, board, deadline, lambda jobs=jobs: not _left(c, jobs))
        phase.ended, after = time.monotonic(), spent()
        phase.cpu, before = {who: after[who] - before[who] for who in after}, after
    return phases, _left(c, ("%",))


def _spent(pages, worker, outside, dsn) -> dict:
    """Nanoseconds on a processor until now."""
    return {
        "worker": cpu_ns(family(worker)), "database": cpu_ns(backends(dsn, "stoep_worker")),
        "outside": cpu_ns([outside]), "pages": _pages(pages, dsn),
    }  # fmt: skip


def _pages(server, dsn) -> int:
    """The same of what serves pages."""
    return cpu_ns(family(server)) + cpu_ns(backends(dsn, "stoep_web"))


def _summary(phase: Phase, due: int, arrived: dict, alone: dict) -> dict:
    seconds, board = phase.ended - phase.begun, _told(phase.answers)
    whole = sum(phase.cpu.values())
    board["cpu_ms"] = round(phase.cpu["pages"] / 1e6 / board["asked"], 2)
    return {
        "due": due, **arrived, "lost": due - arrived["arrived"], "minutes": round(seconds / 60, 2), "a_second": round(due / seconds, 1),
        "cpu_ms_each": {who: round(spent / 1e6 / due, 2) for who, spent in phase.cpu.items() if who != "pages"},
        "outside_share_of_cpu": round(phase.cpu["outside"] / whole, 2), "cpus_busy": round(whole / 1e9 / seconds, 2),
        "board": board, "p95_ratio": round(board["p95_ms"] / alone["p95_ms"], 2),
    }  # fmt: skip


def _call() -> int:
    """The town calls everybody, as an official does whom a second one agreed with. Returns how many members are to hear of it."""
    due = defaultdict(int)
    with acting(Clockwork.of("bench")):
        mandate = Mandate.objects.filter(duty=Mandate.Duty.OFFICIAL).order_by("id").first()
        places = list(Neighbourhood.objects.filter(municipality_id=mandate.municipality_id, opened_on__isnull=False).order_by("id"))
        moment = timezone.now()
        sent = Announcement.objects.create(
            municipality_id=mandate.municipality_id, mandate_id=mandate.id, signed="Els", texts=TEXTS, fallback="nl",
            neighbourhoods=[place.id for place in places], households=1, urgent="danger", urgent_by=mandate.id, urgent_at=moment,
        )  # fmt: skip
        deliver(mandate.municipality_id, sent.id)
        for place in places:
            members = Member.objects.filter(neighbourhood_id=place.id, state=Member.State.ACTIVE, person_id__isnull=False)
            due[place.id] = len(let_in(place.id, list(members.values_list("person_id", flat=True))))
    return sum(due.values())


def _left(c, jobs) -> int:
    """How many of these jobs wait or run."""
    found = c.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name LIKE ANY (%s)", [list(jobs)])
    return found.fetchone()[0]


def _ask(web: Server, path: str, until: float, done=lambda: False) -> list[float]:
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


def _arrived(port: int) -> dict:
    """What the outside has counted."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/")
    return json.loads(line.getresponse().read())


def _told(times: list[float]) -> dict:
    ordered = sorted(times)
    return {"asked": len(ordered), "p50_ms": round(ordered[len(ordered) // 2], 1), "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1)}


def _prepare(database: str, service: str) -> None:
    """A device for everybody; nobody has said yet what they want to hear, and no town has called them."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    with psycopg.connect(connections.dsn("owner", database)) as c:
        for table in ("procrastinate_jobs", "notify_pushdevice", "notify_preference", "notify_notification"):
            c.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
        c.execute(
            "INSERT INTO notify_pushdevice (id, person_id, endpoint, point, secret, added_at) "
            "SELECT gen_random_uuid(), id, %s || id, %s, %s, now() FROM people_person",
            [f"{service}/", point, urlsafe_b64decode("c2l4dGVlbiBieXRlcyEhIQ==")[:16]],
        )
