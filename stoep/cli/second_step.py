"""`stoep second-step show|remove`: for somebody who lost the app and all spare codes. No page can do it, and nobody at a desk.

Before `remove`, make sure who asks: face to face with a card of identity, or by a call to a number you already had. Never on a mail alone.
"""

import sys

from allauth.mfa.models import Authenticator

from stoep.lib.connections import ensure_server
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.people.actions import remove_second_step
from stoep.people.models import Person

from .errors import Stop

KEEPER = Clockwork.of("second_step")
KINDS = {
    Authenticator.Type.TOTP: "an app",
    Authenticator.Type.RECOVERY_CODES: "spare codes",
    Authenticator.Type.WEBAUTHN: "passkeys",
}


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="show|remove")
    shown = verbs.add_parser("show", help="what they have to sign in with, beside a password and digits by mail")
    removed = verbs.add_parser("remove", help="take app, spare codes and passkeys away, end every sign-in, and tell the owner by mail")
    for verb in (shown, removed):
        verb.add_argument("email")
        verb.add_argument("--name", default="", help="which of two who share the mailbox, as in the mails that greet them")


def run(options) -> int:
    ensure_server()
    with acting(KEEPER):
        person = _person(options.email, options.name)
        kinds = _held(person) if options.verb == "show" else remove_second_step(KEEPER, person=person)
    what = ", ".join(KINDS[kind] for kind in kinds)
    if options.verb == "show":
        said = f"{person.email}: {what or 'no second step and no passkeys'}"
    elif not what:
        said = f"{person.email} has no second step and no passkeys: nothing to take away"
    else:
        said = f"{person.email}: taken away: {what}; every sign-in has ended, and a mail says so"
    print(said, file=sys.stderr)
    return 0


def _held(person: Person) -> list[str]:
    return sorted(set(Authenticator.objects.filter(user=person).values_list("type", flat=True)))


def _person(email: str, name: str) -> Person:
    there = list(Person.objects.at(email))
    if not there:
        raise Stop(f"{email} has no account here")
    meant = [one for one in there if not name or one.name == name]
    if len(meant) != 1:
        names = " and ".join(repr(one.name) for one in there)
        raise Stop(f"{email} is the mailbox of {names}: say which with --name")
    return meant[0]
