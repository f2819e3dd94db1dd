"""`stoep town create|change|show|list|lend|return|help-point`: a town and how it writes, before or after its boundaries come."""

import sys
from pathlib import Path

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.letters.presses import PressFailed
from stoep.membership.letters.preview import preview_letter
from stoep.membership.models import Mandate
from stoep.membership.town import rename_faces_of_town
from stoep.places.actions import change_town, create_town
from stoep.places.logos import keep_logo, logo_folder
from stoep.places.models import AddressCount, HelpPoint, Municipality, Neighbourhood

from . import helping, lending
from .errors import Stop
from .migrate import migrate

STYLE = ("languages", "two_languages", "colour", "sender", "help_place", "help_phone", "help_hours", "help_languages")
NAMES = {
    "two_languages": "always two", "help_place": "help point", "help_phone": "its phone", "help_hours": "its hours",
    "help_languages": "spoken there",
}  # fmt: skip


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|change|show|list|lend|return|help-point|no-help-point")
    create = verbs.add_parser("create", help="make a town; `stoep import boundaries` makes one too")
    change = verbs.add_parser("change", help="set how the town is called and how it writes; what is not named stays")
    show = verbs.add_parser("show", help="what is known of a town, and what is missing")
    for verb in (create, change, show):
        verb.add_argument("slug", help="its web name: lower case, for example oud-heverlee")
    create.add_argument("--country", default="BE")
    for verb in (create, change):
        verb.add_argument("--name", required=verb is create)
        verb.add_argument("--languages", metavar="nl,fr", help="the first is the town's own; letters carry one or two")
        verb.add_argument("--two-languages", choices=("yes", "no"), help="every letter is in two of them, also one in a neighbour's name")
        verb.add_argument("--colour", metavar="#35566B", help="of its house style")
        verb.add_argument("--sender", help="return address on letters; \\n divides its lines")
        verb.add_argument("--help-place", help="where people find someone to help them join")
        verb.add_argument("--help-phone", help="the phone of that place")
        verb.add_argument("--help-hours", metavar="TEXT", help="when somebody is there, as it stands on the door")
        verb.add_argument("--help-languages", metavar="nl,fr,ar", help="what they speak there")
        verb.add_argument("--logo", type=Path, metavar="FILE", help="SVG, or PNG of at least 150 dots; 16 mm high on letters")
    change.add_argument("--no-logo", action="store_true", help="the letters carry the town's name alone")
    verbs.add_parser("list", help="all towns")
    lending.add(verbs)
    helping.add(verbs)


def run(options) -> int:
    migrate()
    try:
        return VERBS[options.verb](options, Clockwork.of(f"{options.verb} town"))
    except NotAllowed as refused:
        raise Stop(str(refused)) from None
    except PressFailed as failure:
        raise Stop(f"a letter cannot be made like this: {failure}") from None


def create(options, standing) -> int:
    wanted = {"languages": ["nl"], **_wanted(options)}
    with acting(standing):
        town = create_town(standing, slug=options.slug, country=options.country.upper()[:2], **wanted)
    print(f"{town.name} is there, as {town.slug}. Next: stoep import boundaries FILE --town {town.slug}", file=sys.stderr)
    return 0


def change(options, standing) -> int:
    wanted = _wanted(options)
    if options.no_logo:
        wanted["logo"] = ""
    if not wanted:
        raise Stop("change what? stoep town change --help lists what can be set")
    with acting(standing):
        town, before = change_town(standing, slug=options.slug, **wanted)
        places = list(Neighbourhood.objects.filter(municipality=town).values_list("id", flat=True))
        if "name" in before:
            with fan_out("the town's face bears its name"):
                rename_faces_of_town(places, town.name)
        if before:
            _try_a_letter(town, places)
    for column, old in before.items():
        print(f"{NAMES.get(column, column)}: {_shown(getattr(town, column))} (was {_shown(old)})", file=sys.stderr)
    if not before:
        print("nothing to change: all of it is so already", file=sys.stderr)
    return 0


def _wanted(options) -> dict:
    """The columns that were named. A logo is checked and kept first: its file may lie there unused, never be missed."""
    wanted = {word: getattr(options, word) for word in ("name", *STYLE) if getattr(options, word) is not None}
    for column in {"languages", "help_languages"} & wanted.keys():
        wanted[column] = list(dict.fromkeys(word.strip().lower() for word in wanted[column].split(",") if word.strip()))
    wanted |= {word: value.replace("\\n", "\n").strip() for word, value in wanted.items() if isinstance(value, str)}
    if "two_languages" in wanted:
        wanted["two_languages"] = wanted["two_languages"] == "yes"
    if options.logo:
        wanted["logo"] = keep_logo(options.slug, options.logo)
    return wanted


def _try_a_letter(town, places: list[int]) -> None:
    """What an official would be told when ordering is told now, to who can mend it."""
    if places:
        preview_letter(places[0], town.languages[:2], {})


def show(options, standing) -> int:
    with acting(standing):
        town = Municipality.objects.filter(slug=options.slug).first()
        if town is None:
            raise Stop(f"there is no town {options.slug!r}")
        counts = list(AddressCount.objects.filter(municipality=town).values_list("addresses", flat=True))
        places = Neighbourhood.objects.filter(municipality=town).count()
        points = list(HelpPoint.objects.filter(municipality=town).select_related("neighbourhood").order_by("name"))
        lent, small = lending.who_lives_with_whom(town), lending.small_places(town)
        acting_for = list(Mandate.objects.filter(municipality=town, ends_at__gt=now()).values_list("duty", "may_approve"))
    print(f"name             {town.name} ({town.country}){', a demo' if town.is_demo else ''}")
    for column in (*STYLE, "logo"):
        print(f"{NAMES.get(column, column):<16} {_shown(getattr(town, column))}")
    print(f"neighbourhoods   {places:,}, with {sum(counts):,} addresses")
    for point in points:
        print(f"help point       {point.name}, {point.address} ({point.neighbourhood or 'nowhere in particular'})")
    for line in lent:
        print(f"lent             {line}")
    for line in small:
        print(f"small            {line}")
    for duty in ("official", "print_operator", "connector"):
        print(f"{duty.replace('_', ' ') + 's':<16} {sum(held == duty for held, _ in acting_for)}")
    print(f"of these approve {sum(approves for _, approves in acting_for)}")
    for line in _missing(town):
        print(f"missing: {line}", file=sys.stderr)
    return 0


def _missing(town) -> list[str]:
    out = [] if town.sender else ["the sender on letters: --sender"]
    out += [] if town.help_phone else ["where somebody helps who cannot join alone: --help-place, --help-phone"]
    lost = town.logo and not (logo_folder() / town.logo).is_file()
    return out + ([f"the logo's file {town.logo} in {logo_folder()}: give it again with --logo"] if lost else [])


def _shown(value) -> str:
    """A column on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) or "-" if isinstance(value, list) else value.replace("\n", " / ") or "-"


def show_all(_options, standing) -> int:
    with acting(standing):
        for town in Municipality.objects.order_by("slug"):
            print(f"{town.slug:<30} {town.country}  {','.join(town.languages):<6} {town.name}")
    return 0


VERBS = {"create": create, "change": change, "show": show, "list": show_all, "lend": lending.lend, "return": lending.back,
         "help-point": helping.set_point, "no-help-point": helping.drop_point}  # fmt: skip
