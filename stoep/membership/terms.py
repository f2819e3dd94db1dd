"""How long and on what terms somebody may act for a town (SECURITY T5, T10, D2)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from stoep.lib.clock import now, this_day
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.people.models import Person
from stoep.places.models import Municipality, Neighbourhood

from .models import Mandate

Duty = Mandate.Duty
APART = {Duty.OFFICIAL: Duty.PRINT_OPERATOR, Duty.PRINT_OPERATOR: Duty.OFFICIAL}


def last_day(of: date) -> date:
    """The last day of a mandate that begins then: it runs for twelve months at most."""
    try:
        return of.replace(year=of.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return of.replace(year=of.year + 1, day=28)


def end_of(day: date) -> datetime:
    """The moment a mandate "until" that day ends: the midnight after it, on the clock of the town."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))


def day_of(ends_at: datetime) -> date:
    """The last whole day of a mandate, as people are told it."""
    return (ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def badge_of(mandate: Mandate) -> str:
    """As neighbours read it beside the name."""
    return ", ".join(filter(None, (mandate.organisation, mandate.function)))[:160]


def may_hold_mandate(
    email: str, town: Municipality | None, duty: str, ends_at: datetime | None, terms: dict, first: bool
) -> Allowed | Denied:
    """Whether this mailbox may have this duty on these terms. `terms` are those that will hold; `first`: nothing runs yet."""
    for judge in (_judge_duty, _judge_area, _judge_person):
        if not (verdict := judge(email, town, duty, terms)):
            return verdict
    if first and not terms.get("name"):
        return Denied("whom? Give the name with --name: the town's texts are signed with it")
    return _judge_end(ends_at)


def _judge_end(ends_at) -> Allowed | Denied:
    if ends_at is None:
        return ALLOWED
    if ends_at <= now():
        return Denied(f"{day_of(ends_at)} is over: a mandate ends in the future. To stop it now: stoep mandate end")
    latest = last_day(this_day())
    if ends_at > end_of(latest):
        return Denied(f"a mandate lasts twelve months at most, so until {latest} today; give it again each year")
    return ALLOWED


def _judge_duty(_email, town, duty, terms) -> Allowed | Denied:
    if duty not in Duty.values:
        return Denied(f"a duty is one of {', '.join(Duty.values)}, not {duty!r}")
    if (town is None) != (duty == Duty.OPERATOR):
        return Denied("an operator looks after the whole platform: leave out --town" if town else f"of which town? A {duty} needs --town")
    if terms.get("may_approve") and duty != Duty.OFFICIAL:
        return Denied("only an official approves letters: --may-approve goes with --duty official")
    if terms.get("may_approve") and not terms.get("may_write", True):
        return Denied("who only reads approves nothing: choose --may-approve or --read-only")
    return ALLOWED


def _judge_area(_email, town, duty, terms) -> Allowed | Denied:
    area = set(terms.get("neighbourhoods") or ())
    if duty != Duty.CONNECTOR:
        return Denied("only a connector works inside neighbourhoods: leave out --neighbourhoods") if area else ALLOWED
    if not area:
        return Denied("in which neighbourhoods? A connector needs --neighbourhoods slug,slug or all")
    if not terms.get("organisation") and not terms.get("function"):
        return Denied("neighbours see a badge beside a connector's name: give --organisation, --function or both")
    own = set(Neighbourhood.objects.filter(municipality=town).values_list("id", flat=True))
    return ALLOWED if area <= own else Denied("these are not all neighbourhoods of that town")


def _judge_person(email, town, duty, _terms) -> Allowed | Denied:
    person = Person.objects.by_email(email)
    if person is None:
        return ALLOWED
    if not person.is_active:
        return Denied(f"the account of {email} is closed")
    if person.shares_with():  # what the town mails would be read by both
        return Denied(f"two people of one home share {email}: whoever acts for a town has a mailbox of their own. Let them change it first")
    other = APART.get(duty)
    held = Mandate.objects.filter(person=person, municipality=town, duty=other, ends_at__gt=now())
    if other and held.exists():  # who orders letters would hold every code of the town
        what = f"{email} is {other.replace('_', ' ')} of {town.name}"
        return Denied(f"{what}: whoever orders letters never has them in hand. Choose somebody else")
    return ALLOWED
