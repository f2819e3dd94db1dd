"""Keeping the embedded database alive while `stoep up` runs. Another server is its own keeper's."""

import sys
import time

from stoep.lib import connections
from stoep.lib.embedded_postgres import ServerError

LOOK = 2  # seconds between two looks; pages answer 503 meanwhile


class Database:
    """The server that belongs to this site: when it died, it is started again."""

    def __init__(self):
        self.looked = time.monotonic()

    def watch(self) -> None:
        """Call it often: it looks every other second. What goes wrong is said, and tried again at the next look."""
        if not connections.embedded() or time.monotonic() - self.looked < LOOK:
            return
        try:
            if not connections.server().ready():
                print("the database died; it is started again", file=sys.stderr, flush=True)
                connections.server().start()
        except ServerError as error:
            print(error, file=sys.stderr, flush=True)
        self.looked = time.monotonic()
