"""Budgets kept in PostgreSQL: how often something may be tried per network, account or address.

Spent in autocommit, before a door's transaction: a counter inside it would be lost when the view raises. Keys are stored as keyed
hashes, so the table holds no address of anybody.
"""

from dataclasses import dataclass

from django.db import connection

from .codes import keyed

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


def spend(limit: Limit, *who: object, cost: int = 1) -> Spent:
    """Take `cost` from the budget of `who`. Atomic: two at once cannot both have the last one."""
    with connection.cursor() as cursor:
        cursor.execute(SPEND, {"key": keyed("limit", limit.name, *who), "cost": cost, "seconds": limit.seconds})
        spent, wait = cursor.fetchone()
    return Spent(spent <= limit.most, int(wait))
