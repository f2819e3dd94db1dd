"""Giving somebody a duty for the town, changing it, ending it.

The keeper's acts: nobody at a desk gives a mandate, least of all to themselves.
"""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction

from stoep.journal.record import record
from stoep.lib.clock import now, this_day
from stoep.lib.live import end_streams
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Standing
from stoep.lib.texts import clean
from stoep.people.models import Person, canonical_email
from stoep.people.names import clean_name
from stoep.places.models import Municipality

from ..mails import mail_mandate
from ..models import Mandate
from ..terms import end_of, last_day, may_hold_mandate
from ..working_seats import give_up_seats, take_seats

WORDS = ("name", "function", "organisation")


@dataclass
class Given:
    """What came of it. `changed` holds the old values; `lives_in` the neighbourhoods where they keep a neighbour's face."""

    mandate: Mandate
    new: bool = False
    new_account: bool = False
    changed: dict = field(default_factory=dict)
    lives_in: list = field(default_factory=list)
    mailed: bool = False


@transaction.atomic
def give_mandate(
    standing: Standing, *, town: Municipality | None, email: str, duty: str, ends_at: datetime | None = None, mail_again=False, **terms
) -> Given:
    """Let this mailbox act for the town, or change on what terms it does: the same again changes nothing.

    One mandate per person, town and duty runs at a time, however many give it at once. `terms`: name, function, organisation,
    neighbourhoods (ids), may_write, may_approve; what is left out stays, or takes the model's default and the longest time there is.
    Who is new gets a mail that says how to sign in. Raises NotAllowed.
    """
    _one_at_a_time()
    address = _mailbox(email)
    list(Person.objects.at(address).select_for_update())  # nobody comes in beside them meanwhile (actions/joining.py)
    held = _running(address, town, duty)
    wanted = _terms(terms)
    if held is None and ends_at is None:
        ends_at = end_of(last_day(this_day()))
    may_hold_mandate(address, town, duty, ends_at, {**_kept(held), **wanted}, first=held is None).insist()
    given = Given(held) if held else _new(standing, town, address, duty, wanted | {"ends_at": ends_at})
    if held:
        given.changed = _change(held, wanted | ({"ends_at": ends_at} if ends_at else {}))
    if duty == Mandate.Duty.CONNECTOR:
        given.lives_in = take_seats(standing, given.mandate)
    if given.new or given.changed:
        detail = {"duty": duty} if given.new else {"duty": duty, "changed": sorted(given.changed)}
        record(standing, "give_mandate" if given.new else "change_mandate", about=given.mandate.id, **detail)
    if given.new or mail_again:
        mail_mandate(given.mandate, given.new_account)
        given.mailed = True
    return given


@transaction.atomic
def end_mandate(standing: Standing, *, town: Municipality | None, email: str, duty: str = "") -> list[Mandate]:
    """From this moment they act for the town no more: the next request finds the door shut. `duty` empty = every duty.

    A connector's faces and seats go with it; what they said stays. Returns what ended; ended twice is ended once.
    """
    _one_at_a_time()
    running = Mandate.objects.select_for_update().filter(person__email=_mailbox(email), municipality=town, ends_at__gt=now())
    ended = list(running.filter(duty=duty) if duty else running)
    for mandate in ended:
        mandate.ends_at = now()
        mandate.save(update_fields=["ends_at"])
        if mandate.duty == Mandate.Duty.CONNECTOR:
            give_up_seats(standing, mandate.person_id, mandate.neighbourhoods)
        record(standing, "end_mandate", about=mandate.id, duty=mandate.duty)
    if ended:
        end_streams(ended[0].person_id)
    return ended


def _one_at_a_time() -> None:
    """Two who give the same mandate at once would each miss the other's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('stoep mandates'))")


def _mailbox(email: str) -> str:
    address = canonical_email(email)
    try:
        validate_email(address)
    except ValidationError:
        raise NotAllowed(f"{email!r} is not an e-mail address") from None
    return address


def _running(email: str, town, duty: str) -> Mandate | None:
    held = Mandate.objects.select_for_update(of=("self",)).filter(person__email=email, municipality=town, duty=duty, ends_at__gt=now())
    return held.order_by("ends_at").last()


def _terms(terms: dict) -> dict:
    """What was asked, cleaned. Raises NotAllowed on a name nobody can read aloud."""
    wanted = {key: clean(value) if key in WORDS else value for key, value in terms.items() if value is not None}
    if "neighbourhoods" in wanted:
        wanted["neighbourhoods"] = sorted(set(wanted["neighbourhoods"]))
    try:
        if "name" in wanted:
            wanted["name"] = clean_name(wanted["name"])
    except ValidationError as refused:
        raise NotAllowed(f"the name: {' '.join(refused.messages)}") from None
    for word in WORDS:
        if len(wanted.get(word, "")) > (most := Mandate._meta.get_field(word).max_length):
            raise NotAllowed(f"the {word} is too long: at most {most} signs")
    return wanted


def _kept(held: Mandate | None) -> dict:
    return {key: getattr(held, key) for key in (*WORDS, "neighbourhoods", "may_write", "may_approve")} if held else {}


def _new(standing: Standing, town, email: str, duty: str, wanted: dict) -> Given:
    language = town.languages[0] if town else "nl"
    person, made = _account(email, wanted["name"], language)
    mandate = Mandate(person=person, municipality=town, duty=duty, starts_at=now(), **wanted)
    mandate.save(force_insert=True)
    return Given(mandate, new=True, new_account=made)


def _account(email: str, name: str, language: str) -> tuple[Person, bool]:
    """(the person behind a mailbox, whether new). A new one has no password: the first mailed code proves the mailbox, not we."""
    if person := Person.objects.by_email(email):
        return person, False
    try:
        with transaction.atomic():
            person = Person(email=email, name=name, language=language, password=make_password(None))
            person.save(force_insert=True)
            EmailAddress.objects.create(user=person, email=email, verified=False, primary=True)
    except IntegrityError:  # somebody joined with this mailbox in this very moment
        return Person.objects.by_email(email), False
    return person, True


def _change(held: Mandate, wanted: dict) -> dict:
    before = {key: getattr(held, key) for key, value in wanted.items() if getattr(held, key) != value}
    for key in before:
        setattr(held, key, wanted[key])
    if before:
        held.save(update_fields=list(before))
    return before

