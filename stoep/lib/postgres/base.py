"""Django's PostgreSQL backend, but one message opens a transaction: BEGIN, the role and the settings.

The psycopg connection itself stays in autocommit. Side effect: Django then makes server-side cursors WITH HOLD, so `.iterator()` would
copy its whole result at commit; hence DISABLE_SERVER_SIDE_CURSORS in the settings.
"""

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    become = ()  # the SET LOCALs of the next transaction, put here by lib.roles.acting()
    role = None  # the working role of the transaction we are in
    standing = None  # and the standing it was opened with

    def _start_transaction_under_autocommit(self):
        with self.wrap_database_errors:
            self.connection.execute("; ".join(("BEGIN", *self.become)))
