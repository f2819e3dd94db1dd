"""`stoep import boundaries|addresses FILE --town SLUG`: a dry run with a report, unless --commit says to write."""

import json
import sys

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.places.actions import import_addresses, import_boundaries
from stoep.places.addresses import AddressWishes, plan_addresses
from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.known import known_neighbourhoods
from stoep.places.models import Municipality
from stoep.places.report import Report, Unreadable

from .errors import Stop
from .migrate import migrate
from .progress import Progress

SHOWN = 25


def add(parser):
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="boundaries|addresses")
    boundaries = kinds.add_parser("boundaries", help="neighbourhoods from GeoJSON, Shapefile (zipped too) or GeoPackage")
    addresses = kinds.add_parser("addresses", help="an address register from CSV, GeoJSON, Shapefile or GeoPackage")
    for kind in (boundaries, addresses):
        kind.add_argument("file")
        whose = kind.add_mutually_exclusive_group(required=True)
        whose.add_argument(
            "--town", metavar="SLUG", default="", help="the town's web name; a new one is made with its boundaries"
        )
        whose.add_argument("--all-towns", action="store_true", help="a file over many towns: each row goes to its own")
        kind.add_argument(
            "--crs", default="", metavar="EPSG:…", help="the coordinate system, where the file is wrong or silent about it"
        )
        kind.add_argument("--layer", default="", help="which layer, where the file holds several")
        kind.add_argument("--accept-moves", action="store_true", help="let known addresses change neighbourhood")
        kind.add_argument("--commit", action="store_true", help="write; without it nothing is")
        kind.add_argument("--json", action="store_true", help="the report as one JSON object on standard output")
        kind.add_argument("--all", action="store_true", help="show every line of every list")
    for field in ("name", "code", "town"):
        boundaries.add_argument(
            f"--{field}-field", default="", metavar="COLUMN", help=f"the column with the {field}; else guessed"
        )
    boundaries.add_argument("--country", default="", help="BE, NL …; else seen from the coordinates")
    boundaries.add_argument(
        "--settle-overlaps", action="store_true", help="give ground claimed twice to the smaller neighbourhood"
    )
    addresses.add_argument("--columns", default="", metavar="street=…,number=…", help="which column is what; else guessed")
    addresses.add_argument("--encoding", default="", help="UTF-8, ISO-8859-1 …; else guessed")


def run(options) -> int:
    migrate()
    standing = Clockwork.of(f"import {options.kind}")
    progress = Progress()
    try:
        report = (_boundaries if options.kind == "boundaries" else _addresses)(standing, options, progress)
    except (Unreadable, NotAllowed) as error:
        raise Stop(str(error)) from None
    finally:
        progress.done()
    return tell(report, options)


def tell(report: Report, options) -> int:
    """The report for the person on standard error, for the machine on standard output; the exit code."""
    for line in report.as_lines(0 if options.all else SHOWN):
        print(line, file=sys.stderr)
    if not options.commit:
        print("This was a dry run: nothing was written. --commit writes.", file=sys.stderr)
    elif report.blocked:
        print("Nothing was written.", file=sys.stderr)
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    return 1 if options.commit and report.blocked else 0


def _boundaries(standing, options, progress) -> Report:
    with acting(standing):
        town = Municipality.objects.filter(slug=options.town).first()
    wishes = Wishes(
        name_field=options.name_field,
        code_field=options.code_field,
        town_field=options.town_field,
        crs=options.crs,
        layer=options.layer,
        country=(options.country or (town.country if town else "")).upper(),
        settle_overlaps=options.settle_overlaps,
        town_names=tuple({options.town, town.name if town else options.town}) if options.town else (),
    )
    progress(0.0, "reading")
    plan = plan_boundaries(options.file, wishes)
    progress(0.7, "comparing with what we have")
    with acting(standing):
        return import_boundaries(
            standing,
            plan=plan,
            slug="" if len(plan.towns) > 1 else options.town,
            settle_overlaps=options.settle_overlaps,
            accept_moves=options.accept_moves,
            commit=options.commit,
        )


def _addresses(standing, options, progress) -> Report:
    with acting(standing), fan_out("the neighbourhoods an address may lie in"):
        town = Municipality.objects.filter(slug=options.town).first()
        if options.town and not town:
            raise Stop(f"there is no town {options.town}: import its boundaries first")
        places = known_neighbourhoods(municipality=town) if town else known_neighbourhoods(municipality__is_demo=False)
        if not places:
            raise Stop(f"{town.name if town else 'the register'} has no neighbourhoods yet: import the boundaries first")
    wishes = AddressWishes(
        languages=tuple(town.languages) if town else ("nl",), columns=_columns(options.columns), encoding=options.encoding,
        crs=options.crs, layer=options.layer,
    )  # fmt: skip
    plan = plan_addresses(options.file, [place.shape for place in places], wishes, progress)
    with acting(standing):
        return import_addresses(
            standing, plan=plan, places=places, accept_moves=options.accept_moves, commit=options.commit, tick=progress
        )


def _columns(text: str) -> dict[str, str]:
    """street=STRAAT,number=NR as a dictionary."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    wrong = next((part for part, sign, name in pairs if not sign or not name.strip()), None)
    if wrong:
        raise Stop(f"--columns wants part=column, not {wrong!r}: for example street=STRAAT,number=NR,lon=X,lat=Y")
    return {part.strip(): name.strip() for part, _, name in pairs}
