"""`stoep erasures`: accounts whose owners erased them, and those a restore brought back.

`replay` is part of `stoep migrate` and of `stoep up`; by hand it does no harm.
"""

import json
import sys

from stoep.lib.connections import ensure_server
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.privacy import erasing, listing
from stoep.privacy.models import Erasure


def add(parser):
    parser.add_argument("what", choices=("replay", "list"), help="replay: erase whom a restore brought back. list: how many are where")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options) -> int:
    ensure_server()
    told = {"replayed": erasing.replay()} if options.what == "replay" else counted()
    if options.json:
        print(json.dumps(told))
    else:
        print(", ".join(f"{name}: {n}" for name, n in told.items()), file=sys.stderr)
    return 0


def counted() -> dict:
    """How many can come back still, how many are on the list, how many of these are in the database and should not be."""
    with acting(Clockwork.of("erasures")):
        waiting = Erasure.objects.filter(state=Erasure.State.HIDDEN).count()
        return {"hidden": waiting, "listed": len(listing.lines()), "to replay": len(listing.brought_back())}
