"""`stoep town help-point TOWN NAME` and `stoep town no-help-point TOWN NAME`: more places where somebody helps."""

import sys

from stoep.lib.roles import acting
from stoep.places.actions import drop_help_point, set_help_point

COLUMNS = ("address", "neighbourhood", "hours", "phone", "languages")


def add(verbs) -> None:
    """The two verbs, and what a place is known by."""
    there = verbs.add_parser("help-point", help="one more place where somebody helps; the same name again changes it")
    gone = verbs.add_parser("no-help-point", help="it is there no more")
    for verb in (there, gone):
        verb.add_argument("slug", help="the town's web name")
        verb.add_argument("name", help="as it stands on the door")
    there.add_argument("--address", help="street and number")
    there.add_argument("--neighbourhood", metavar="SLUG", help="in which it is: there it is named first, next door second")
    there.add_argument("--hours", metavar="TEXT", help="when somebody is there")
    there.add_argument("--phone")
    there.add_argument("--languages", metavar="nl,fr,ar", help="what they speak there")


def set_point(options, standing) -> int:
    wanted = {column: getattr(options, column) for column in COLUMNS if getattr(options, column) is not None}
    if "languages" in wanted:
        wanted["languages"] = [code.strip().lower() for code in wanted["languages"].split(",") if code.strip()]
    with acting(standing):
        point = set_help_point(standing, slug=options.slug, name=options.name.strip(), **wanted)
    print(f"{point.name}, {point.address}: kept", file=sys.stderr)
    return 0


def drop_point(options, standing) -> int:
    with acting(standing):
        drop_help_point(standing, slug=options.slug, name=options.name.strip())
    print(f"{options.name}: gone", file=sys.stderr)
    return 0
