"""Accounts nobody uses: told twice, then erased as if their owner had asked (SECURITY G5).

Counted is the month of the last visit, which is all that is known of it (people/sweeping.py). Whoever was told has sixty days from that
very mail, however long the machine was off. Who acts for a town or runs the platform is not counted: others rely on them, and the mandate
has an end of its own; only then does the time begin that leads here.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from stoep.lib.clock import now, this_day
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.models import Mandate
from stoep.people.models import Person

from .actions import erase_account
from .mailing import mail_unused

CLOCK = Clockwork.of("tend_unused")
FIRST, LAST = timedelta(days=60), timedelta(days=14)  # before the end, when they are told
UNUSED = timedelta(days=settings.RETENTION["unused account"] + 31)  # from the first day of the month they were last here in
MOST = 500  # in one round: a restored or an imported town tells nobody's mail server apart
NEVER_YET, ONCE, TWICE = 0, 1, 2


def tend_unused() -> int:
    """Tell whoever has to be told, and let go whoever was told twice. Returns how many accounts were hidden. One that fails holds up no
    other; raises ExceptionGroup when all have had their turn."""
    with acting(CLOCK):
        today = this_day()
        Person.objects.filter(Exists(_acts()), told_unused__gt=NEVER_YET).update(told_unused=NEVER_YET, unused_until=None)
        over = list(_unused(TWICE).filter(unused_until__lte=today)[:MOST])
        last = list(_unused(ONCE).filter(unused_until__lte=today + LAST)[:MOST])
        first = list(_unused(NEVER_YET).filter(seen_in__lte=today - UNUSED + FIRST)[:MOST])
    rounds = [(_let_go, one) for one in over] + [(_tell, one) for one in last + first]
    gone, failed = 0, []
    for turn, person in rounds:
        try:
            with acting(CLOCK):
                gone += turn(person)
        except Exception as failure:  # raised below, with all the others
            failed.append(failure)
    if failed:
        raise ExceptionGroup("accounts nobody uses that could not be told or hidden", failed)
    return gone


def _acts() -> QuerySet:
    return Mandate.objects.filter(person_id=OuterRef("id"), ends_at__gt=now())


def _unused(told: int) -> QuerySet:
    """Who was told so often, and acts for nobody."""
    return Person.objects.filter(~Exists(_acts()), is_active=True, told_unused=told, seen_in__lte=this_day() - UNUSED + FIRST)


def _tell(person: Person) -> bool:
    """Once more, with as many days as the mail promises; one of two rounds at once finds it done. Never counts as gone."""
    left = LAST if person.told_unused else FIRST
    until = max(person.unused_until or this_day(), this_day() + left)
    mine = _unused(person.told_unused).filter(id=person.pk)
    if mine.update(told_unused=person.told_unused + 1, unused_until=until):
        person.unused_until = until
        mail_unused(person)
    return False


def _let_go(person: Person) -> bool:
    still = _unused(TWICE).filter(id=person.pk, unused_until__lte=this_day())
    return still.exists() and bool(erase_account(CLOCK, person=person, unused=True))
