"""`stoep check`: what is not as it should be, each with what to do. For an operator after installing, and for a monitor."""

import json
import os
import shutil
import socket
import stat
import sys
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

from stoep.cli import migrate, town_check
from stoep.lib import assets, catalogues, connections, oidc
from stoep.lib.limits import EVERYWHERE, budget_key
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.tries import ALARM
from stoep.notify.replies.answering import UNREADABLE
from stoep.people.limits import WRONG_DIGITS_EVERYWHERE, WRONG_EVERYWHERE
from stoep.privacy import listing

OLDEST_POSTGRES = 170000
ROOM = 1024**3  # bytes that should be free where pictures and letters are kept
ATTACKS = (
    (WRONG_EVERYWHERE, "wrong passwords: until it is quiet, a password alone signs nobody in"),
    (WRONG_DIGITS_EVERYWHERE, "wrong digits from mails: until it is quiet, codes have twelve digits"),
    (ALARM, "wrong letter codes: each address is in its slow lane when it is tried often"),
    (UNREADABLE, "mails from outside that cannot be read: they lie marked in the inbox, and nobody reads them again"),
)
OK, WARNING, FAILURE = "ok", "warning", "failure"


def add(parser):
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options) -> int:
    found = []
    for check in CHECKS:
        found += check()
        if check is database and found[-1][1] == FAILURE:
            break  # the rest would only say the same again
    if options.json:
        checks = [{"what": what, "state": state, "say": say} for what, state, say in found]
        print(json.dumps({"checks": checks}, ensure_ascii=False))
    else:
        for what, state, say in found:
            print(f"{state:<8} {what:<12} {say}", file=sys.stderr)
    return int(any(state == FAILURE for _, state, _ in found))


def database() -> list[tuple]:
    """Does it answer, is it new enough?"""
    connections.ensure_server()
    try:
        with psycopg.connect(connections.dsn("owner"), connect_timeout=5) as c:
            version = c.info.server_version
    except psycopg.OperationalError as error:
        if "does not exist" in str(error):
            return [("database", FAILURE, "there is none yet. Run: stoep migrate")]
        return [("database", FAILURE, f"does not answer: {str(error).strip().splitlines()[-1]}")]
    if version < OLDEST_POSTGRES:
        return [("database", FAILURE, f"PostgreSQL {version // 10000} is too old: 17 or newer is needed")]
    kind = "embedded" if connections.embedded() else "from STOEP_DATABASE_URL"
    return [("database", OK, f"PostgreSQL {version // 10000}.{version % 10000}, {kind}")]


def release() -> list[tuple]:
    if migrate.mark() != migrate.release():
        return [("migrations", FAILURE, "the database is of another release. Run: stoep migrate")]
    return [("migrations", OK, "the database is of this release")]


def logins() -> list[tuple]:
    """Each process has a login of its own; all must get in, and none may be able to step over the wall."""
    out = []
    for login in ("stoep_web", "stoep_desk_web", "stoep_worker", "stoep_live"):
        try:
            with psycopg.connect(connections.dsn(login), connect_timeout=5) as c:
                over = c.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()[0]
        except psycopg.OperationalError as error:
            out.append((login, FAILURE, f"cannot sign in: {str(error).strip().splitlines()[-1]}"))
            continue
        if over:
            out.append((login, FAILURE, "is a superuser or bypasses row-level security: the wall does not hold for it"))
    return out or [("logins", OK, "all four sign in, none can step over the wall")]


def search() -> list[tuple]:
    with psycopg.connect(connections.dsn("owner")) as c:
        fast = c.execute("SELECT bool_and(proleakproof) FROM pg_proc WHERE proname = 'ts_match_vq'").fetchone()[0]
    if fast:
        return [("search", OK, "uses its index")]
    remedy = "ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF"
    return [("search", WARNING, f"works, but slowly, without its index. A superuser can mend it: {remedy}")]


def queue() -> list[tuple]:
    with psycopg.connect(connections.dsn("owner")) as c:
        late, failed = c.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) < now() - interval '10 minutes'),"
            " count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs"
        ).fetchone()
    out = [("queue", WARNING, f"{late} jobs are more than ten minutes late: is a worker running?")] if late else []
    out += [("queue", WARNING, f"{failed} jobs failed; the worker's log says why")] if failed else []
    return out or [("queue", OK, "nothing waits, nothing failed")]


def attacks() -> list[tuple]:
    """What is tried over the whole platform, more often than people err. The same is one line in the log, when it begins."""
    out = []
    with psycopg.connect(connections.dsn("owner")) as c:
        for limit, what in ATTACKS:
            row = c.execute("SELECT spent FROM people_budget WHERE key = %s AND until > now()", [budget_key(limit, EVERYWHERE)]).fetchone()
            if row and row[0] > limit.most:
                out.append(("attack", WARNING, f"{row[0]} {what}"))
    return out or [("attack", OK, "nobody guesses passwords or codes")]


def erased() -> list[tuple]:
    """Whom a restore brought back."""
    with acting(Clockwork.of("check")):
        back = len(listing.brought_back())
    if back:
        return [("erased", FAILURE, f"{back} accounts that had been erased are in the database again. Run: stoep erasures replay")]
    return [("erased", OK, f"{len(listing.lines())} accounts on the list, none of them to be seen")]


def folders() -> list[tuple]:
    out = []
    for name, folder in (("pictures", settings.MEDIA_DIR), ("letters", settings.LETTERS_DIR), ("state", settings.STATE_DIR)):
        if not os.access(folder, os.W_OK | os.X_OK):
            out.append((name, FAILURE, f"{folder} is not there or may not be written to"))
        elif shutil.disk_usage(folder).free < ROOM:
            out.append((name, WARNING, f"{folder} has less than 1 GB left"))
    key = settings.STATE_DIR / "secret_key"
    if not os.environ.get("STOEP_SECRET_KEY") and stat.S_IMODE(key.stat().st_mode) & 0o077:
        out.append(("secret key", FAILURE, f"{key} can be read by others. Run: chmod 600 {key}"))
    return out or [("folders", OK, f"in {settings.STATE_DIR}")]


def identity() -> list[tuple]:
    """Whether the providers of electronic identity can be asked."""
    try:
        found = oidc.providers(settings.IDENTITY_FILE)
    except (OSError, ValueError, TypeError) as wrong:
        return [("identity", FAILURE, f"STOEP_IDENTITY_FILE cannot be used: {wrong}")]
    out = []
    for provider in found.values():
        try:
            oidc.begin(provider, f"{settings.BASE_URL}/")
        except oidc.Refused as refused:
            out.append(("identity", WARNING, f"{provider.name} does not answer as it should: {refused}"))
    return out or [("identity", OK, f"{len(found)} providers answer" if found else "no provider is set")]


def address() -> list[tuple]:
    """Where the site says it is: this is printed in letters."""
    parts = urlsplit(settings.BASE_URL)
    if parts.hostname in ("127.0.0.1", "localhost", "::1"):
        return [("address", WARNING, f"{settings.BASE_URL} can be reached from this machine only: set STOEP_BASE_URL")]
    if parts.scheme != "https":
        return [("address", FAILURE, f"{settings.BASE_URL} is not https: passwords can be read on the way")]
    return [("address", OK, settings.BASE_URL)]


def mail() -> list[tuple]:
    if not settings.SMTP_URL:
        return [("mail", WARNING, f"no STOEP_SMTP_URL: mails are written to {settings.MAIL_DIR} and reach nobody")]
    parts = urlsplit(settings.SMTP_URL)
    try:
        socket.create_connection((parts.hostname, parts.port or 587), timeout=5).close()
    except OSError as error:
        return [("mail", FAILURE, f"{parts.hostname} does not answer: {error.strerror or error}")]
    return [("mail", OK, f"{parts.hostname} answers")]


def files() -> list[tuple]:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return [("files", FAILURE, "the static files are not made. Run: stoep assets")]
    made = assets.ASSETS.parent / "assets.made"
    if not made.exists() or made.read_text() != assets.fingerprint():
        return [("files", WARNING, "the static files are of another release. Run: stoep assets")]
    if not all(catalogues.path(language).with_suffix(".mo").exists() for language in catalogues.LANGUAGES):
        return [("files", WARNING, "translations are not compiled. Run: stoep catalogues compile")]
    return [("files", OK, "static files and translations are of this release")]


CHECKS = [database, release, logins, search, queue, attacks, erased, folders, identity, address, mail, files, town_check.towns]
