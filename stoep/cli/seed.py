"""`stoep seed`: a town with people and posts, all invented; prints how to sign in as each of the cast."""

import json
import sys
from pathlib import Path

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.places.report import Unreadable

from .errors import Stop
from .migrate import migrate
from .progress import Progress
from .sowing import canaries, clearing, ground, telling, whole
from .sowing.ground import KEEPER


def add(parser):
    parser.add_argument(
        "--town", default="demo", help="demo (ours), a boundary file with addresses beside it, or a folder with both"
    )
    parser.add_argument(
        "--neighbourhoods", type=positive, metavar="N", help="how many; more than the town has: further ones are made"
    )
    parser.add_argument("--members", type=positive, metavar="N", help="how many residents in all (default 300, or 20 each)")
    parser.add_argument("--posts", type=positive, metavar="N", help="how many posts in all")
    parser.add_argument("--fresh", action="store_true", help="forget the sown towns that are here and begin anew")
    parser.add_argument(
        "--no-pictures", dest="pictures", action="store_false", help="leave the pictures undrawn: quicker, for measuring"
    )
    parser.add_argument("--canaries", action="store_true", help="put a token nobody else uses in every private field")
    parser.add_argument(
        "--json", action="store_true", help="logins, letters and canaries as one JSON object on standard output"
    )


def positive(text: str) -> int:
    """A whole number above zero, as argparse wants it told."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options) -> int:
    source = source_of(options.town)
    migrate()
    progress = Progress()
    if options.fresh:
        clearing.clear()
    try:
        town = sow(source, whole.Size(options.neighbourhoods, options.members, options.posts), options.pictures, progress)
        marked = []
        if options.canaries:
            with acting(KEEPER), fan_out("seed"):
                marked = canaries.sow(town, telling.second())
    finally:
        progress.done()
    with acting(KEEPER), fan_out("seed"):
        told = telling.told(town, marked)
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        say(told)
    return 0


def source_of(where: str) -> ground.Source:
    """What `--town` means. Raises Stop with what to do."""
    return ground.our_town() if where == "demo" else ground.files_of(Path(where))


def sow(source: ground.Source, size: whole.Size, pictures: bool, progress):
    """The town, sown. Raises Stop with what to do."""
    try:
        return whole.sow(source, size, pictures, progress)
    except (NotAllowed, Unreadable) as error:
        raise Stop(str(error)) from None


def say(told: dict) -> None:
    """The same for a person."""
    for town in told["towns"]:
        members, posts = (sum(row[key] for row in town["neighbourhoods"]) for key in ("members", "posts"))
        print(
            f"{town['name']}: {len(town['neighbourhoods']):,} neighbourhoods, {members:,} members, {posts:,} posts",
            file=sys.stderr,
        )
    for row in told["logins"]:
        print(f"  {row['role']:<18} {row['email']:<34} {row['password']}", file=sys.stderr)
