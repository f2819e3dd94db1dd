"""`stoep demo`: a living town on this machine, from nothing. A restart finds it as it was left; `--fresh` begins anew."""

import sys
import time
from uuid import UUID

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.places.models import Municipality, Neighbourhood
from stoep.places.reference import encode

from . import seed, up
from .errors import Stop
from .migrate import migrate
from .progress import Progress
from .sowing import clearing, ground, telling, whole
from .sowing.ground import KEEPER


def add(parser):
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port of the pages (8000); the streams use the next one")
    parser.add_argument(
        "--town", default="demo", help="demo (ours), or a real town's boundary file with its addresses beside it"
    )
    parser.add_argument("--fresh", action="store_true", help="forget what was done in the demo and begin anew")
    parser.add_argument("--prepare-only", action="store_true", help="fill the town and stop there")


def run(options) -> int:
    if not options.prepare_only:
        for port in (options.port, options.port + 1):
            up.must_be_free(options.host, port)
    prepare(options.town, options.fresh)
    if options.prepare_only:
        return 0
    # The web process lists the cast and lets it in with one click only when told so here, and only into towns marked as a demo.
    told = {"STOEP_DEMO": "1", "STOEP_DEMO_LETTER": gusts_letter()}
    return up.serve(options.host, options.port, extra_environment=told)


def gusts_letter() -> str:
    """What the QR code on Gust's letter carries: a visitor can join with it. Empty where the town has no letters."""
    with acting(KEEPER), fan_out("demo"):
        town = Municipality.objects.filter(is_demo=True).exclude(slug=ground.second_town().slug).get()
        letters = telling.told(town, [])["letters"]
        if not letters:
            return ""
        here = Neighbourhood.objects.get(slug=letters[0]["neighbourhood"])
    return f"{encode(here.id, UUID(letters[0]['address']))}.{letters[0]['code']}"


def prepare(town: str, fresh: bool) -> None:
    """A database with a sown town in it and nothing else. Raises Stop where real towns are, or another sown one."""
    begun = time.monotonic()
    source = seed.source_of(town)
    migrate()
    if fresh:
        clearing.clear()
    alone(source)
    progress = Progress()
    try:
        sown = seed.sow(source, whole.Size(), True, progress)
    finally:
        progress.done()
    if time.monotonic() - begun > 5:
        print(f"{sown.name} is ready, in {time.monotonic() - begun:.0f} s.", file=sys.stderr)


def alone(source) -> None:
    """The cast lives in one town: a second one in the same database would have two of everybody. Raises Stop."""
    with acting(KEEPER):
        others = Municipality.objects.exclude(slug__in=[source.slug, ground.second_town().slug], is_demo=True)
        other = others.order_by("is_demo").first()
    if other and not other.is_demo:
        raise Stop(f"{other.name} is a real town here. A demo wants a place of its own: STOEP_STATE_DIR=/another/folder stoep demo")
    if other:
        raise Stop(f"{other.name} lives here already. `stoep demo --fresh --town …` begins anew with another town")
