"""Who connects to which server as whom: the embedded one, or the one STOEP_DATABASE_URL names."""

import hashlib
import hmac
import os
from functools import cache
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

LOGINS = ("stoep_web", "stoep_desk_web", "stoep_worker", "stoep_live", "stoep_test")
OVERRIDES = {"stoep_web": "WEB", "stoep_worker": "WORKER", "stoep_desk_web": "DESK", "stoep_live": "LIVE"}
# The server parses and plans a statement once per connection instead of once per page: planning the board's one SQL costs twice its
# running. Left to itself PostgreSQL would plan it anew each time; every query of ours begins with the neighbourhood's key, so one plan
# fits all. STOEP_PREPARE=0 for a pooler that hands out another connection each time and does not know prepared statements.
PREPARED = (
    {"server_side_binding": True, "prepare_threshold": 3, "options": "-c plan_cache_mode=force_generic_plan"}
    if os.environ.get("STOEP_PREPARE", "1") == "1"
    else {}
)


@cache
def server():
    """The embedded server, started for the life of this process."""
    from django.conf import settings

    from .embedded_postgres import serve

    return serve(Path(settings.STATE_DIR))


def embedded() -> bool:
    """Whether we bring our own server."""
    return not os.environ.get("STOEP_DATABASE_URL")


def ensure_server() -> None:
    """Start the embedded server if it is ours to start."""
    if embedded():
        server()


def password(login: str, secret_key: str) -> str:
    """The password of a login role: derived, so that nothing but the secret key has to be kept."""
    return hmac.new(secret_key.encode(), f"stoep login {login}".encode(), hashlib.sha256).hexdigest()


def parameters(login: str, state_dir: Path, secret_key: str) -> dict:
    """host, port, user, password, dbname of a login ("owner" = who migrates), as psycopg names them."""
    if embedded():
        from .embedded_postgres import Server

        user = "stoep_owner" if login == "owner" else login
        return {"host": str(Server(state_dir).socket), "user": user, "dbname": os.environ.get("STOEP_DATABASE", "stoep")}
    given = conninfo_to_dict(os.environ["STOEP_DATABASE_URL"])
    if login == "owner":
        return given
    override = os.environ.get(f"STOEP_{OVERRIDES.get(login, 'NONE')}_DATABASE_URL")
    if override:
        return conninfo_to_dict(override)
    return {**given, "user": login, "password": password(login, secret_key)}


def django_database(login: str, state_dir: Path, secret_key: str, **extra) -> dict:
    """An entry of DATABASES."""
    given = parameters(login, state_dir, secret_key)
    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {
        "ENGINE": "stoep.lib.postgres",
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # see lib/postgres/base.py
        "OPTIONS": {**PREPARED, **{k: v for k, v in given.items() if k not in known}},
        **{django: given[name] for name, django in known.items() if name in given},
        **extra,
    }


def dsn(login: str, database: str | None = None) -> str:
    """A connection string for psycopg. `database`: another one than the configured one (the tests', or `postgres`)."""
    from django.conf import settings

    given = parameters(login, Path(settings.STATE_DIR), settings.SECRET_KEY)
    if database:
        given["dbname"] = database
    return make_conninfo(**given)
