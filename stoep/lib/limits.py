"""Budgets kept in PostgreSQL: how often something may be tried per network, account or address.

Spent in autocommit, before a door's transaction: a counter inside it would be lost when the view raises. Keys are stored as keyed
hashes, so the table holds no address of anybody.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from .clock import now
from .codes import keyed
from .dates import date_format

EVERYWHERE = "everywhere"
log = logging.getLogger("stoep.limits")

SPEND = """INSERT INTO people_budget AS b (key, spent, until) VALUES (%(key)s, %(cost)s, now() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET
  spent = CASE WHEN b.until < now() THEN %(cost)s ELSE b.spent + %(cost)s END,
  until = CASE WHEN b.until < now() THEN now() + make_interval(secs => %(seconds)s) ELSE b.until END
RETURNING spent, ceil(extract(epoch FROM until - now()))"""


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds, under a name."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Spent:
    """The answer: true while within the budget; `wait` is how many seconds until it is full again."""

    within: bool
    wait: int

    def __bool__(self):
        return self.within

    @property
    def again(self) -> str:
        """Day and hour at which it is full again, in words."""
        return date_format(timezone.localtime(now() + timedelta(seconds=self.wait)), "DATETIME_FORMAT")


def budget_key(limit: Limit, *who: object) -> str:
    """What the table knows this budget by."""
    return keyed("limit", limit.name, *who)


def spend(limit: Limit, *who: object, cost: int = 1) -> Spent:
    """Take `cost` from the budget of `who`. Atomic: two at once cannot both have the last one."""
    with connection.cursor() as cursor:
        cursor.execute(SPEND, {"key": budget_key(limit, *who), "cost": cost, "seconds": limit.seconds})
        spent, wait = cursor.fetchone()
    return Spent(spent <= limit.most, int(wait))


def count_everywhere(limit: Limit, what: str) -> Spent:
    """Count one over the whole platform. Beyond the limit it is somebody's work and a person should look: one line in the log as long
    as the budget lasts, without names or addresses; `stoep check` shows it too."""
    spent = spend(limit, EVERYWHERE)
    if not spent and spend(Limit(f"{limit.name}-told", 1, limit.seconds), EVERYWHERE):
        log.warning("more than %s %s within %s minutes", limit.most, what, limit.seconds // 60)
    return spent
