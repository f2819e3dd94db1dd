"""`stoep mandate give|end|list`: who may act for a town, until when. Nobody at a desk can do this; who runs the server does.

`give` again changes or extends what runs; what is not named stays as it is.
"""

import argparse
import sys
from datetime import date

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.actions.mandates import Given, end_mandate, give_mandate
from stoep.membership.models import Mandate
from stoep.membership.terms import day_of, end_of
from stoep.places.models import Municipality, Neighbourhood

from .errors import Stop
from .migrate import migrate

KEEPER = "mandate"


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="give|end|list")
    give = verbs.add_parser("give", help="let somebody act for the town, or change on what terms; they get a mail that says how to sign in")
    end = verbs.add_parser("end", help="from now on they act for the town no more")
    listed = verbs.add_parser("list", help="who acts for the town, and until when")
    for verb in (give, end):
        verb.add_argument("email")
    for verb in (give, end, listed):
        verb.add_argument("--town", metavar="SLUG", default="", help="which town; left out for the operator of the platform")
    end.add_argument("--duty", choices=Mandate.Duty.values, default="", help="only this one; else all they have in the town")
    listed.add_argument("--all", action="store_true", help="those that have ended too")
    _add_terms(give)


def _add_terms(give):
    give.add_argument("--duty", choices=Mandate.Duty.values, required=True)
    give.add_argument("--name", help="first and last name, as it stands under what they write; needed the first time")
    give.add_argument("--function", help="for example 'neighbourhood worker'")
    give.add_argument("--organisation", help="a connector's badge is 'organisation, function'")
    give.add_argument("--neighbourhoods", metavar="SLUG,SLUG", help="where a connector works, or all")
    give.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="the last day; a year from today the first time, and never longer")
    can = give.add_mutually_exclusive_group()
    can.add_argument("--may-approve", action=argparse.BooleanOptionalAction, help="an official who says yes to letters others order")
    can.add_argument("--read-only", action=argparse.BooleanOptionalAction, help="sees the desk, writes nothing")
    give.add_argument("--mail-again", action="store_true", help="send the mail of invitation once more")


def run(options) -> int:
    migrate()
    try:
        with acting(Clockwork.of(KEEPER)):
            town = _town(options)
        return VERBS[options.verb](options, town, Clockwork.of(KEEPER, town=town and town.id))
    except NotAllowed as refused:
        raise Stop(str(refused)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write it as 2027-06-30") from None


def _town(options) -> Municipality | None:
    if not options.town:
        return None
    town = Municipality.objects.filter(slug=options.town).first()
    if town is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True)[:8])
        raise Stop(f"there is no town {options.town!r}" + (f"; there is {known}" if known else ". Begin with: stoep import boundaries"))
    return town


def give(options, town, standing) -> int:
    ends_at = end_of(options.until) if options.until else None
    terms = {word: getattr(options, word) for word in ("name", "function", "organisation", "may_approve")}
    terms["may_write"] = None if options.read_only is None else not options.read_only
    with acting(standing):
        terms["neighbourhoods"] = _places(options.neighbourhoods, town)
        given = give_mandate(
            standing, town=town, email=options.email, duty=options.duty, ends_at=ends_at, mail_again=options.mail_again, **terms
        )
    _tell(given, options.email, town)
    return 0


def _places(wanted: str | None, town) -> list[int] | None:
    """Ids of the neighbourhoods meant; None where none was said."""
    if wanted is None or town is None:
        return None if wanted is None else [0]  # refused by the rule: an operator works in none
    known = dict(Neighbourhood.objects.filter(municipality=town).values_list("slug", "id"))
    chosen = list(known) if wanted == "all" else [slug.strip() for slug in wanted.split(",") if slug.strip()]
    full = [slug if slug in known else f"{town.slug}-{slug}" for slug in chosen]
    if unknown := [slug for slug, whole in zip(chosen, full, strict=True) if whole not in known]:
        raise Stop(f"{town.name} has no neighbourhood {', '.join(unknown)}. It has: {', '.join(sorted(known)) or 'none yet'}")
    return [known[slug] for slug in full]


def _tell(given: Given, email: str, town) -> None:
    mandate = given.mandate
    what = f"{mandate.name} <{email}>: {mandate.duty.replace('_', ' ')}{f' of {town.name}' if town else ''} until {day_of(mandate.ends_at)}"
    if given.new:
        said = [what + (", with a new account" if given.new_account else ", with the account they have")]
    elif given.changed:
        said = [f"{what}; changed: {', '.join(_was(mandate, key, old) for key, old in given.changed.items())}"]
    else:
        said = [f"{what}; nothing to change"]
    said += [f"lives in {place}: stays a neighbour there, without a badge" for place in given.lives_in]
    said += ["a mail that says how to sign in is on its way"] if given.mailed else []
    print("\n".join(said), file=sys.stderr)


def _was(mandate, key: str, old) -> str:
    if key == "ends_at":
        return f"until {day_of(mandate.ends_at)} (was {day_of(old)})"
    if key == "neighbourhoods":
        return f"{len(mandate.neighbourhoods)} neighbourhoods (was {len(old)})"
    return f"{key.replace('_', ' ')} {getattr(mandate, key)!r} (was {old!r})"


def end(options, town, standing) -> int:
    with acting(standing):
        ended = end_mandate(standing, town=town, email=options.email, duty=options.duty)
    if not ended:
        whose = f" of {town.name}" if town else " as operator"
        raise Stop(f"{options.email} has no running mandate{whose}: stoep mandate list shows who has")
    for mandate in ended:
        print(f"{mandate.name}: {mandate.duty.replace('_', ' ')} no more, from this moment", file=sys.stderr)
    return 0


def show(options, town, standing) -> int:
    with acting(standing):
        held = Mandate.objects.filter(municipality=town).select_related("person").order_by("duty", "name", "-ends_at")
        rows = [row for row in held if options.all or row.ends_at > now()]
    if not rows:
        print(f"nobody acts for {town.name if town else 'the platform'} yet: stoep mandate give --help", file=sys.stderr)
    for row in rows:
        marks = [*(["approves"] if row.may_approve else []), *([] if row.may_write else ["reads only"])]
        marks += [f"{len(row.neighbourhoods)} neighbourhoods"] if row.neighbourhoods else []
        marks += ["ended"] if row.ends_at <= now() else []
        print(f"{row.duty:<15} {day_of(row.ends_at)}  {row.name:<28} {row.person.email:<36} {', '.join(marks)}".rstrip())
    return 0


VERBS = {"give": give, "end": end, "list": show}
