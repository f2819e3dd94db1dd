"""Many at the same moment, as threads with connections of their own: only in a TransactionTestCase."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from stoep.lib.rules import NotAllowed


def together(acts: Sequence[Callable]) -> list:
    """What each act returned, in their order; they begin together. A refusal is returned too; any other error is raised."""
    begin = Barrier(len(acts))

    def one(act):
        try:
            begin.wait(60)
            return act()
        except NotAllowed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
