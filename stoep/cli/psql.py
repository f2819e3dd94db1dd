"""`stoep psql`: the database through a role's eyes."""

import os
import shutil
import signal
import subprocess

from django.conf import settings

from stoep.cli.errors import Stop
from stoep.lib import connections
from stoep.lib.wall import LOGINS, WORKING


def add(parser):
    parser.add_argument("--role", choices=[*WORKING, *LOGINS], metavar="ROLE", help="through this role (default: the owner)")
    parser.add_argument("--here", type=int, metavar="ID", help="standing in this neighbourhood")
    parser.add_argument("--person", type=int, metavar="ID", help="as this person")
    parser.add_argument("--member", metavar="UUID", help="as this member")
    parser.add_argument("--town", type=int, metavar="ID", help="standing in this municipality")
    parser.add_argument(
        "-c", "--command", action="append", default=[], metavar="SQL", help="run this and leave (may be repeated)"
    )


def run(options) -> int:
    connections.ensure_server()
    login, role = entrance(options.role)
    given = connections.parameters(login, settings.STATE_DIR, settings.SECRET_KEY)
    settled = {f"stoep.{name}": getattr(options, name) for name in ("here", "person", "member", "town")} | {"role": role}
    words = [program(), "-X", "-v", "ON_ERROR_STOP=1", *(["-P", "pager=off"] if options.command else [])]
    for sql in options.command:
        words += ["-c", sql]
    environment = os.environ | {
        {"dbname": "PGDATABASE"}.get(name, f"PG{name.upper()}"): str(value) for name, value in given.items()
    }
    environment["PGOPTIONS"] = " ".join(f"-c {name}={value}" for name, value in settled.items() if value is not None)
    # Ctrl-C belongs to psql, which cancels the query with it; we wait for psql to be left.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(words, env=environment, check=False).returncode


def entrance(role: str | None) -> tuple[str, str | None]:
    """(login, role to become): the login that may become the role, so that RESET ROLE shows no more than that login may see."""
    if role is None:
        return "owner", None
    if role in LOGINS:
        return role, None
    for login, (inherits, becomes) in LOGINS.items():
        if role in becomes or role in inherits:
            return login, role
    raise Stop(f"no login may become {role}")


def program() -> str:
    """The psql of our own server, else the system's."""
    if connections.embedded():
        return str(connections.server().bin / "psql")
    found = shutil.which("psql")
    if not found:
        raise Stop("psql is not installed. On Debian: apt-get install postgresql-client")
    return found
