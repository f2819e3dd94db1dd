"""`stoep doors`: every URL pattern, the door it stands behind, and what each of the cast gets there.

What the tests observed lies in var/doors.json. Where it is not there, or speaks of other patterns than these, GET and HEAD are
tried now, as the web's own login, on the demo town of this database.
"""

import json
import logging
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from stoep.board.models import Announcement, Comment, Picture, Post
from stoep.lib.connections import django_database, ensure_server
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.in_names.models import NamedLetter, NamedWords
from stoep.membership.models import LetterBatch, Seat
from stoep.membership.proofs import Invitation
from stoep.people.models import Person

from .errors import Stop
from .gates import READS, Gate, gates

KEPT = settings.CHECKOUT / "var" / "doors.json"
KEEPER = Clockwork.of("doors")
CAST = (
    "an",
    "bram",
    "chloe",
    "dirk",
    "els",
    "eline",
    "femke",
    "gust",
    "hugo",
    "ilse",
    "joris",
    "karim",
    "katrien",
    "lotte",
    "marie",
    "noor",
    "nobody",
)
NOWHERE = "00000000-0000-0000-0000-000000000000"


def add(parser):
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--now", action="store_true", help="try now, also where the tests have left what they saw")


def run(options) -> int:
    doors = None if options.now else kept()
    if doors is None:
        ensure_server()
        doors = {"doors": tried()}
    if options.json:
        print(json.dumps(doors, ensure_ascii=False))
        return 0
    for row in doors["doors"]:
        through = " ".join(f"{who}:{status}" for who, status in row["cast"].items() if status != 404)
        print(f"{row['door']:<9}{row['url']}\n         {'/'.join(row['methods'])}   {through or 'nobody'}")
    return 0


def kept() -> dict | None:
    """What the tests saw, if they saw these very patterns."""
    try:
        doors = json.loads(KEPT.read_text())
        seen = {(row["url"], tuple(row["methods"])) for row in doors["doors"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return doors if seen == {(gate.url, gate.methods) for gate in gates()} else None


def tried() -> list[dict]:
    """GET and HEAD of every pattern by everybody, on a town that was sown with the cast."""
    people, named = met()
    rows = [{"url": g.url, "name": g.name, "methods": list(g.methods), "door": g.door, "cast": {}} for g in gates()]
    logging.disable()  # refusals are what is looked for here, not news
    try:
        with as_login("stoep_web"):
            for number, who in enumerate(CAST, 1):
                print(f"\r{who:<8}", end="", file=sys.stderr, flush=True)
                browser = _browser(people.get(who), number)
                for gate, row in zip(gates(), rows, strict=True):
                    row["cast"][who] = _status(browser, gate, named)
    finally:
        logging.disable(logging.NOTSET)
    print("\r        ", end="\r", file=sys.stderr)
    return rows


def met() -> tuple[dict, dict]:
    """The cast of the demo town by name, and one of each thing of An's neighbourhood and her town to ask for."""
    with acting(KEEPER), fan_out("doors"):
        home = (
            Seat.objects.filter(person__email__startswith="an@", person__beside=0, kind="home")
            .select_related("person", "neighbourhood__municipality")
            .first()
        )
        if home is None or not home.neighbourhood.municipality.is_demo:
            raise Stop("there is no cast here to try the doors with. Run `make test`, or: stoep seed --town demo")
        place, town = home.neighbourhood, home.neighbourhood.municipality
        them = Person.objects.filter(email__regex=rf"^({'|'.join(CAST)})@{town.slug}\.example$", beside=0)
        people = {person.email.partition("@")[0]: person for person in them}
        post = _newest(Post, neighbourhood=place, withdrawn_at=None, held_at=None, author_id=home.member_id)
        return people, {
            "place": place.slug, "town": town.slug, "slug": place.slug, "member": home.member_id, "post": post, "who": "an", "step": 1,
            "comment": _newest(Comment, neighbourhood=place, withdrawn_at=None, author_id=home.member_id),
            "picture": _newest(Picture, neighbourhood=place, post_id__isnull=False), "width": 480, "pk": 1, "token": "none",
            "language": "nl", "word": "none", "number": 0, "provider": "none", "role": "resident",
            "skill": "carry", "here": place.id, "invitation": _newest(Invitation, neighbourhood=place, member_id=home.member_id),
            "letter": _newest(NamedLetter, neighbourhood=place, member_id=home.member_id), "page": 0,
            "words": _newest(NamedWords, municipality_id=town.id),
            "announcement": _newest(Announcement, municipality_id=town.id), "batch": _newest(LetterBatch, municipality_id=town.id),
        }  # fmt: skip


def _newest(model, **where):
    return model.objects.filter(**where).order_by("-id").values_list("id", flat=True).first() or NOWHERE


@contextmanager
def as_login(login: str):
    """The connection of this process under another login: the doors are tried by whom they are made for."""
    before = dict(connection.settings_dict)
    connection.close()
    given = django_database(login, settings.STATE_DIR, settings.SECRET_KEY)
    connection.settings_dict.update({name: given[name] for name in ("USER", "PASSWORD", "HOST", "PORT") if name in given})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def _browser(person, number: int):
    """Signed in with a second step, like the demo's own one-click sign-in; each from a network of their own."""
    from django.test import Client

    browser = Client(raise_request_exception=False, REMOTE_ADDR=f"127.0.1.{number}", SERVER_NAME=settings.ALLOWED_HOSTS[0])
    if person:
        browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = browser.session
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp", "at": time.time() - 600}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return browser


def _status(browser, gate: Gate, named: dict) -> int:
    """The status of GET; HEAD has to say the same. What the town has none of is asked for by an id that nothing has."""
    values = dict.fromkeys(gate.slots, NOWHERE) | named
    get, head = (browser.generic(method, gate.at(**values)).status_code for method in READS)
    if get != head:
        raise Stop(f"{gate.url}: GET says {get}, HEAD says {head}")
    return get
