"""`stoep worker`: runs the jobs as they come, and the recurring ones at their hour. Ends its job before it goes."""

import logging
import os
from traceback import extract_tb

from django.db import close_old_connections
from procrastinate.contrib.django import app

from stoep.lib.connections import ensure_server

PATIENCE = 20  # seconds a job may still take once we are told to stop; one cut off runs again later

log = logging.getLogger("stoep.worker")


def add(parser):
    parser.add_argument("--concurrency", type=int, default=2, help="jobs beside each other (default 2)")


def run(options) -> int:
    ensure_server()
    os.nice(5)  # pages go first: a town that is told something keeps the processors busy for minutes
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    # A second app with the same tasks: ours must keep Django's connection, or what a job queues is not in its transaction.
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.run_worker(
        concurrency=options.concurrency,
        shutdown_graceful_timeout=PATIENCE,
        delete_jobs="successful",
        task_middleware=[on_a_living_connection],
    )
    return 0


def on_a_living_connection(call_next, context, worker):
    """A job's thread keeps its connection; a broken one is thrown away, or every later job there would fail too. A job that fails is
    tried again later: where it failed is said at once, never with what, for a text or a mailbox may stand in it."""
    close_old_connections()
    try:
        return call_next()
    except Exception as fault:
        where = extract_tb(fault.__traceback__)[-1]
        log.warning("%s failed, at attempt %d: %s in %s:%s", context.job.task_name, context.job.attempts + 1, type(fault).__name__,
                    where.filename, where.lineno)  # fmt: skip
        raise
    finally:
        close_old_connections()
