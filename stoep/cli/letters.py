"""`stoep letters`: order, approve, typeset and hand out the letters of a town. One JSON object on standard output, all else
beside it.

Whoever acts is named by `--by EMAIL` and holds a mandate in the town; the rules are those of the desk.
"""

import argparse
import json
import shutil
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from stoep.lib.clock import now
from stoep.lib.connections import ensure_server
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork, MandateStanding
from stoep.membership.letters import actions, files, preview, runs
from stoep.membership.letters.presses import PressFailed
from stoep.membership.models import LetterBatch, Mandate
from stoep.people.models import canonical_email
from stoep.places.models import Address, Municipality, Neighbourhood

from .errors import Stop

DUTIES = {"order": ("official",), "approve": ("official", "operator"), "refuse": ("official", "operator"),
          "again": ("official", "operator"), "fetch": ("print_operator",), "confirm": ("print_operator",)}  # fmt: skip
KEEPER = "the letters command"


ABOUT = {
    "order": "ask for letters to neighbourhoods",
    "approve": "the second person says yes",
    "refuse": "the second person says no",
    "typeset": "plan and typeset what is approved; goes on where it was broken off",
    "list": "the town's batches",
    "fetch": "hand the archive out, once",
    "again": "let the print operator fetch once more",
    "confirm": "the printer has it: destroy it here",
    "preview": "one page with a made-up address",
    "stop": "an address wants no more letters",
}


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True)
    made = {verb: verbs.add_parser(verb, help=text) for verb, text in ABOUT.items()}
    for verb, sub in made.items():
        sub.add_argument("--town", required=True, metavar="SLUG")
        if verb in DUTIES:
            sub.add_argument("--by", required=True, metavar="EMAIL", help="who does this; needs a mandate in the town")
        if verb in ("approve", "refuse", "typeset", "fetch", "again", "confirm"):
            sub.add_argument("--batch", type=UUID, help="which one; needed when several are waiting")
        if verb in ("order", "preview"):
            _add_contents(sub)
        if verb in ("fetch", "preview"):
            sub.add_argument("--to", type=Path, required=True, metavar="FILE")
    made["order"].add_argument("--only-not-joined", action="store_true", help="a second round: only where nobody has joined")
    made["order"].add_argument("--in-names", action="store_true", help="the letters in neighbours' names that wait, and nothing else")
    made["refuse"].add_argument("--reason", required=True)
    workers = "typesetting processes beside each other (default 1)"
    made["typeset"].add_argument("--workers", type=_at_least_one, default=1, metavar="N", help=workers)
    for name in ("street", "number"):
        made["stop"].add_argument(f"--{name}", required=True)
    made["stop"].add_argument("--box", default="")


def _add_contents(sub):
    """What a letter says and where it goes."""
    sub.add_argument("--neighbourhoods", default="all", metavar="SLUG,SLUG", help="or all (default)")
    sub.add_argument("--languages", metavar="nl,fr", help="one or two; the town's own otherwise")
    sub.add_argument("--message", action="append", default=[], metavar="nl=TEXT", help="a paragraph, one per language")


def run(options) -> int:
    ensure_server()
    with acting(Clockwork.of(KEEPER)):
        town = Municipality.objects.filter(slug=options.town).first()
    if town is None:
        raise Stop(f"there is no town {options.town!r}")
    try:
        answer = VERBS[options.verb](options, town)
    except (NotAllowed, PressFailed) as refusal:
        raise Stop(str(refusal)) from refusal
    print(json.dumps(answer))
    return 0


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number, 1 or more")
    return int(text)


def _keeper(town) -> Clockwork:
    return Clockwork.of(KEEPER, town=town.id)


def _somebody(options, town) -> MandateStanding:
    """The standing of `--by`: as in the desk, but in the keeper's role, for this command is run by who runs the server."""
    with acting(_keeper(town)):
        held = Mandate.objects.filter(
            person__email=canonical_email(options.by), duty__in=DUTIES[options.verb], starts_at__lte=now(), ends_at__gt=now()
        )
        mandate = held.filter(municipality_id=town.id).first() or held.filter(municipality=None, duty="operator").first()
    if mandate is None:
        raise Stop(f"{options.by} has no mandate in {town.name} as {' or '.join(DUTIES[options.verb])}")
    return MandateStanding(
        role="stoep_keeper", person=mandate.person_id, town=town.id, duty=mandate.duty, mandate=mandate.id, name=mandate.name,
        may_write=mandate.may_write, may_approve=mandate.may_approve, town_name=town.name, town_slug=town.slug,
    )  # fmt: skip


def _batch(options, town, *states) -> UUID:
    """The one meant: by id, or the only one in such a state."""
    with acting(_keeper(town)):
        found = LetterBatch.objects.filter(municipality_id=town.id)
        ids = list(
            (found.filter(id=options.batch) if options.batch else found.filter(state__in=states)).values_list("id", flat=True)
        )
    if len(ids) == 1:
        return ids[0]
    if options.batch or not ids:
        raise Stop("there is no such batch" if options.batch else f"no batch of {town.name} is {' or '.join(states)}")
    raise Stop(f"say which with --batch: {', '.join(map(str, ids))}")


def _told(batch: LetterBatch) -> dict:
    times = {name: getattr(batch, name) for name in ("ordered_at", "approved_at", "ready_at", "fetched_at", "received_at")}
    return {
        "batch": str(batch.id), "state": batch.state, "expected": batch.expected, "languages": batch.languages,
        "neighbourhoods": len(batch.neighbourhoods), "only_not_joined": batch.only_not_joined,
        **{name: when.isoformat(timespec="seconds") for name, when in times.items() if isinstance(when, datetime)},
    }  # fmt: skip


def _asked(options, town) -> tuple[list[int], list[str], dict]:
    """Neighbourhoods, languages and message of the options."""
    wanted = None if options.neighbourhoods == "all" else options.neighbourhoods.split(",")
    with acting(_keeper(town)):
        places = dict(Neighbourhood.objects.filter(municipality=town).values_list("slug", "id"))
    if unknown := set(wanted or []) - set(places):
        raise Stop(f"{town.name} has no neighbourhood {', '.join(sorted(unknown))}")
    languages = options.languages.split(",") if options.languages else town.languages[:2]
    if wrong := [m for m in options.message if "=" not in m]:
        raise Stop(f"a message is written as nl=TEXT, not {wrong[0]!r}")
    return [places[slug] for slug in wanted or places], languages, dict(m.split("=", 1) for m in options.message)


def order(options, town):
    somebody = _somebody(options, town)
    if options.in_names:
        with acting(somebody):
            return _told(actions.order_in_names(somebody))
    places, languages, message = _asked(options, town)
    with acting(somebody):
        batch = actions.order_letters(
            somebody, neighbourhoods=places, languages=languages, message=message, only_not_joined=options.only_not_joined
        )
    return _told(batch)


def approve(options, town):
    somebody, batch = _somebody(options, town), _batch(options, town, "ordered")
    with acting(somebody):
        return _told(actions.approve_letters(somebody, batch=batch))


def refuse(options, town):
    somebody, batch = _somebody(options, town), _batch(options, town, "ordered")
    with acting(somebody):
        return _told(actions.refuse_letters(somebody, batch=batch, reason=options.reason))


def typeset(options, town):
    batch = _batch(options, town, "approved")
    return runs.typeset_batch(town.id, batch, options.workers, sys.stderr)


def fetch(options, town):
    somebody, batch = _somebody(options, town), _batch(options, town, "ready")
    if options.to.exists():
        raise Stop(f"{options.to} exists already")
    with acting(somebody):  # copied before it counts as fetched: a full disk costs nothing
        archive = actions.fetch_letters(somebody, batch=batch)
        with files.written_whole(options.to.resolve()) as file, archive.open("rb") as sealed:
            shutil.copyfileobj(sealed, file)
    return {"batch": str(batch), "state": "fetched", "file": str(options.to), "bytes": options.to.stat().st_size}


def again(options, town):
    somebody, batch = _somebody(options, town), _batch(options, town, "fetched")
    with acting(somebody):
        return _told(actions.hand_out_again(somebody, batch=batch))


def confirm(options, town):
    somebody, batch = _somebody(options, town), _batch(options, town, "fetched")
    with acting(somebody):
        return _told(actions.confirm_receipt(somebody, batch=batch))


def show(options, town):
    with acting(_keeper(town)):
        return {
            "batches": [_told(batch) for batch in LetterBatch.objects.filter(municipality_id=town.id).order_by("ordered_at")]
        }


def look(options, town):
    places, languages, message = _asked(options, town)
    with acting(_keeper(town)):
        pdf = preview.preview_letter(places[0], languages, message)
    options.to.write_bytes(pdf)
    return {"file": str(options.to), "bytes": len(pdf)}


def stop(options, town):
    keeper, stopped = _keeper(town), 0
    with acting(keeper):
        places = list(Neighbourhood.objects.filter(municipality=town).values_list("id", flat=True))
    for here in places:
        with acting(keeper):
            same = Address.objects.filter(neighbourhood=here, street_name__iexact=options.street, number__iexact=options.number)
            for address in same.filter(box__iexact=options.box):
                stopped += actions.stop_letters(keeper, neighbourhood=here, address=address.id)
    return {"stopped": stopped}


VERBS = {"order": order, "approve": approve, "refuse": refuse, "typeset": typeset, "list": show, "fetch": fetch, "again": again,
         "confirm": confirm, "preview": look, "stop": stop}  # fmt: skip
