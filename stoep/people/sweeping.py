"""What is forgotten of accounts when its time is over."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q

from stoep.lib.clock import now

from .models import Budget, Session

NOBODYS = timedelta(days=7)  # as long as a joining is kept; signing in takes minutes


# Once an hour, beside the requests: a visit itself writes no more than the session it belongs to. A sign-in counts as well, since whoever
# signs out again has no session left to see. The month is the town's, as models.this_month says it.
NOTE = """UPDATE people_person p SET seen_in = seen.month, unused_until = NULL, told_unused = 0
 FROM (SELECT person_id AS id, date_trunc('month', max(seen_at) AT TIME ZONE %(here)s)::date AS month
         FROM people_session WHERE person_id IS NOT NULL GROUP BY 1
       UNION ALL SELECT id, date_trunc('month', last_login AT TIME ZONE %(here)s)::date FROM people_person
        WHERE date_trunc('month', last_login AT TIME ZONE %(here)s)::date > seen_in) seen
 WHERE p.id = seen.id AND p.seen_in < seen.month"""


def note_visits() -> int:
    """Who was here in a month in which they had not been yet. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE, {"here": settings.TIME_ZONE})
        return cursor.rowcount


def sweep_sessions() -> int:
    """Delete sign-ins that are over, and what was begun by nobody and is a week old. Returns how many. Each is noted first: whoever was
    here, however long ago the clock ran."""
    note_visits()
    over = Q(expire_date__lt=now()) | Q(person_id=None, seen_at__lt=now() - NOBODYS)
    return Session.objects.filter(over).delete()[0]


def sweep_budgets() -> int:
    """Delete rate limits whose time is over: they would begin anew anyway. Returns how many."""
    return Budget.objects.filter(until__lt=now()).delete()[0]
