"""Raw SQL as a login and a role: what an attacker would send who got past every line of Python."""

from contextlib import contextmanager

import psycopg
from django.db import connection

from stoep.lib.connections import dsn, embedded, server
from stoep.lib.embedded_postgres import Server


def database() -> str:
    return connection.settings_dict["NAME"]


@contextmanager
def raw(login: str, role: str | None = None, **settings):
    """`query(sql, params)` → first column of every row, or the number of rows written. Everything is rolled back."""
    with psycopg.connect(dsn(login, database())) as c:
        if role:
            c.execute(f"SET LOCAL ROLE {role}")
        for name, value in settings.items():
            c.execute(f"SET LOCAL stoep.{name} = '{value}'")

        def query(sql, params=None):
            cursor = c.execute(sql, params)
            return [row[0] for row in cursor] if cursor.description else cursor.rowcount

        yield query
        c.rollback()


def empty_tables() -> None:
    """What a TransactionTestCase wants afterwards; Django's flush would TRUNCATE as a login that may not. TRUNCATE gives each table, its
    indexes and its partitions new files, thousands of them: deleting from the few that hold something takes a fiftieth of that."""
    connection.close()
    with psycopg.connect(above_walls()) as c:
        c.execute("SET LOCAL session_replication_role = replica")  # neither foreign keys nor the triggers that forbid deleting
        filled = c.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname <> 'django_migrations' AND pg_relation_size(oid) > 0"
        )
        if tables := [name for (name,) in filled]:
            c.execute("; ".join(f"DELETE FROM {name}" for name in tables))


def above_walls() -> str:
    """Whom no wall stops: our own server's admin; on a server of yours, whom STOEP_DATABASE_URL names (a superuser: it makes the roles)."""
    if embedded():
        return server().dsn(Server.admin, database())
    return dsn("owner", database())
