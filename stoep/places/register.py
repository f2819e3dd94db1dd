"""Who gives somebody a home at an address, and who moves that address to another neighbourhood, wait for each other."""

from django.db import connection

HOLD = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def hold_register(here: int) -> None:
    """Until the end of the transaction no address of this neighbourhood goes elsewhere. Before any row is locked, or two wait for
    each other for ever."""
    _lock(HOLD, here)


def hold_register_alone(*places: int) -> None:
    """Until the end of the transaction nobody is given a home in these neighbourhoods. Always in one order."""
    for here in sorted(places):
        _lock(ALONE, here)


def _lock(statement: str, here: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"register {here}"])
