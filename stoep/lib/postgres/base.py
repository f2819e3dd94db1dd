"""Django's PostgreSQL backend, but one message opens a transaction: BEGIN, the role and the settings.

The psycopg connection itself stays in autocommit. Side effect: Django then makes server-side cursors WITH HOLD, so `.iterator()` would
copy its whole result at commit; hence DISABLE_SERVER_SIDE_CURSORS in the settings.
"""

import threading
import weakref

from django.db.backends.postgresql import base
from psycopg import _queries

# psycopg keeps what it read of a statement, up to 4096 bytes. The board's is longer: reading it anew was a tenth of what the page costs.
_queries.MAX_CACHED_STATEMENT_LENGTH = 16_384
_thread = threading.local()


class Leaving:
    """Goes with its thread, and takes the thread's connections along.

    The web server lets a thread end that was idle for a while. Django's wrappers hold each other in circles, so their connections would
    stay open until the collector comes by, and the database would run out of them.
    """

    def __init__(self):
        self.wrappers = weakref.WeakSet()

    def __del__(self):
        for wrapper in list(self.wrappers):
            if wrapper.connection is not None:
                wrapper.connection.close()  # psycopg's own: Django's asks which thread is asking


class DatabaseWrapper(base.DatabaseWrapper):
    become = ()  # the SET LOCALs of the next transaction, put here by lib.roles.acting()
    role = None  # the working role of the transaction we are in
    standing = None  # and the standing it was opened with

    def _start_transaction_under_autocommit(self):
        with self.wrap_database_errors:
            self.connection.execute("; ".join(("BEGIN", *self.become)))

    def get_new_connection(self, conn_params):
        """As Django's, but it ends with its thread."""
        connection = super().get_new_connection(conn_params)
        if not hasattr(_thread, "leaving"):
            _thread.leaving = Leaving()
        _thread.leaving.wrappers.add(self)
        return connection
