"""Raw SQL as a login and a role: what an attacker would send who got past every line of Python."""

from contextlib import contextmanager

import psycopg
from django.apps import apps
from django.db import connection

from stoep.lib.connections import dsn


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
    """What a TransactionTestCase wants afterwards; Django's flush would TRUNCATE as a login that may not."""
    connection.close()
    with psycopg.connect(dsn("owner", database())) as c:
        tables = [f'"{m._meta.db_table}"' for m in apps.get_models(include_auto_created=True) if m._meta.managed]
        tables += ["procrastinate_jobs", "procrastinate_workers", "procrastinate_periodic_defers"]
        c.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
