"""Jobs: which queue may call them, which role they run as. A job's queue is the role that deferred it, and the database checks that.

Arguments are ids, never secrets. Every job may run twice.
"""

from datetime import timedelta
from functools import cache, wraps

from django.db import connection
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from .roles import acting
from .standings import Standing

WEB = frozenset({"stoep_web", "stoep_desk_web", "stoep_test"})
ACCOUNT = frozenset({"stoep_account", "stoep_desk_account"})  # the sign-in side, as a role: a neighbour lets somebody in
RESIDENT = frozenset({"stoep_resident", "stoep_joiner", "stoep_guest"})
DESK = frozenset({"stoep_desk"})
OPERATOR = frozenset({"stoep_operator"})
KEEPER = frozenset({"stoep_keeper", "stoep_worker"})


ALLOWED: dict[str, frozenset] = {}  # job → the queues it may come from


class Refused(Exception):
    """A job came from a queue that may not call it, or would."""


def pause(tries: int) -> timedelta:
    """How long to wait before the next try: half a minute, then twice as long each time, up to an hour."""
    return timedelta(seconds=min(30 * 2 ** min(tries, 7), 3600))


class Patience(BaseRetryStrategy):
    """Again after a pause; `most` times, which is two days."""

    def __init__(self, most: int = 54):
        self.most = most

    def get_retry_decision(self, *, exception, job):
        if job.attempts >= self.most:
            return None
        return RetryDecision(retry_in={"seconds": int(pause(job.attempts).total_seconds())})


def task(*, queues: frozenset, runs_as: str = "stoep_keeper", apart: bool = False, **options):
    """A job. `neighbourhood`, `town` and `person` among its arguments become the settings of the transaction it runs in.

    `apart`: it opens its own transactions, one for each thing it does, so that what was done before a break stays done.
    """

    def wrap(function):
        ALLOWED[function.__name__] = queues

        @app.task(name=function.__name__, pass_context=True, **options)
        @wraps(function)
        def run(context, **arguments):
            if context.job.queue not in queues:
                raise Refused(f"{function.__name__} may not be called from {context.job.queue}")
            if apart:
                return function(**arguments)
            standing = Standing(
                role=runs_as,
                here=arguments.get("neighbourhood"),
                town=arguments.get("town"),
                person=arguments.get("person"),
            )
            with acting(standing):
                return function(**arguments)

        return run

    return wrap


def defer(name: str, **arguments) -> None:
    """Queue a job by name, in the transaction we are in. Its queue is our role; before any door, the login."""
    _configured(name).defer(**arguments)


def defer_at(moment, name: str, **arguments) -> None:
    """Queue a job for later."""
    _configured(name, schedule_at=moment).defer(**arguments)


def defer_each(name: str, arguments: list[dict]) -> None:
    """Queue the same job for each of these arguments, in one statement."""
    if arguments:
        _configured(name).batch_defer(*arguments)


def _configured(name, **when):
    """Raises Refused here and now for what the worker would refuse later, when nobody waits for it any more."""
    queue = connection.role or connection.settings_dict["USER"]
    if queue not in every_job()[name]:
        raise Refused(f"{name} may not be called from {queue}")
    return app.configure_task(name, queue=queue, allow_unknown=True, **when)


@cache
def every_job() -> dict[str, frozenset]:
    """The queues that each job of every room may come from, whichever of them this process has loaded so far."""
    app.perform_import_paths()
    return ALLOWED
