"""`stoep town create SLUG --name … --languages nl,fr`: a town, before or after its boundaries come."""

import sys

from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.places.actions import create_town
from stoep.places.models import Municipality

from .errors import Stop
from .migrate import migrate


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|list")
    create = verbs.add_parser("create", help="make a town")
    create.add_argument("slug", help="its web name: lower case, for example oud-heverlee")
    create.add_argument("--name", required=True)
    create.add_argument(
        "--languages", default="nl", metavar="nl,fr", help="the first is the town's own; letters carry one or two"
    )
    create.add_argument("--country", default="BE")
    create.add_argument("--colour", default="#35566B", help="of its house style")
    create.add_argument("--sender", default="", help="return address on letters; \\n divides its lines")
    create.add_argument("--help-place", default="", help="where people find someone to help them join")
    create.add_argument("--help-phone", default="", help="the phone of that place")
    verbs.add_parser("list", help="all towns")


def run(options) -> int:
    migrate()
    standing = Clockwork.of("create town")
    if options.verb == "list":
        with acting(standing):
            for town in Municipality.objects.order_by("slug"):
                print(f"{town.slug:<30} {town.country}  {','.join(town.languages):<6} {town.name}")
        return 0
    details = {
        "country": options.country.upper()[:2], "colour": options.colour, "sender": options.sender.replace("\\n", "\n"),
        "help_place": options.help_place, "help_phone": options.help_phone,
    }  # fmt: skip
    languages = [language.strip().lower() for language in options.languages.split(",") if language.strip()]
    try:
        with acting(standing):
            town = create_town(standing, slug=options.slug, name=options.name.strip(), languages=languages, **details)
    except NotAllowed as refused:
        raise Stop(str(refused)) from None
    print(f"{town.name} is there, as {town.slug}. Next: stoep import boundaries FILE --town {town.slug}", file=sys.stderr)
    return 0
