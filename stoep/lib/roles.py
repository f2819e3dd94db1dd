"""Becoming a role for one transaction: the first half of the wall. The second half, what each role may do, is lib/wall.py."""

import uuid
from contextlib import contextmanager

from django.db import connection, transaction

from .standings import Standing

SETTINGS = ("here", "person", "town", "member")
UNDO = "SET LOCAL ROLE NONE; " + "; ".join(f"SET LOCAL stoep.{name} = ''" for name in SETTINGS)


def opening(standing: Standing) -> list[str]:
    """The SET LOCALs of a standing, as literals made from integers and UUIDs only: nothing a browser sent is ever in here."""
    if not standing.role.isidentifier():
        raise ValueError(f"not a role: {standing.role!r}")
    statements = [f"SET LOCAL ROLE {standing.role}"]
    for name in SETTINGS:
        value = getattr(standing, name)
        literal = "" if value is None else str(uuid.UUID(str(value)) if name == "member" else int(value))
        statements.append(f"SET LOCAL stoep.{name} = '{literal}'")
    return statements


@contextmanager
def acting(standing: Standing):
    """A transaction as `standing.role`, seeing what the standing sees.

    Already inside a transaction (tests; an act that needs another hand for one step): plain SET LOCALs, taken back on the way out to
    what was before, since SET LOCAL survives RELEASE SAVEPOINT. When the block raises, the rollback to the savepoint does it.
    """
    statements, inside, before, outer = opening(standing), connection.in_atomic_block, connection.role, connection.standing
    connection.become = () if inside else statements
    try:
        with transaction.atomic():
            connection.become = ()
            connection.role, connection.standing = standing.role, standing
            if inside:
                send("; ".join(statements))
            yield standing
            if inside:
                send("; ".join(opening(outer)) if outer else UNDO)
    finally:
        connection.become, connection.role, connection.standing = (), before, outer


def send(sql: str) -> None:
    """A statement past Django's cursors: the role's own SETs are not counted as queries."""
    with connection.wrap_database_errors:
        connection.connection.execute(sql)
