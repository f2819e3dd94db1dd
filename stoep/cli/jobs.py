"""`stoep jobs drain`: all that is due now, once, then out. `stoep jobs work`: the same as `stoep worker`."""

import asyncio
import json
import logging
from collections import Counter

from django.db import connection, connections
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicRegistry

from stoep.lib.connections import dsn, ensure_server

from . import worker


def add(parser):
    parser.add_argument("what", choices=("drain", "work"), help="drain: what is due now, then exit. work: until told to stop")
    parser.add_argument("--concurrency", type=int, default=2, help="jobs beside each other, for `work` (default 2)")


def run(options) -> int:
    """drain prints {"done", "failed", "waiting"}; 1 when a job failed. To be tried again is both failed and waiting."""
    if options.what == "work":
        return worker.run(options)
    ensure_server()
    outcome = drain()
    print(json.dumps(outcome))
    return 1 if outcome["failed"] else 0


def drain() -> dict:
    """Run all due jobs, one after the other, and those they queue; then return the counts."""
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    return asyncio.run(_drain(dsn("stoep_worker", connection.settings_dict["NAME"])))


def leaving_nothing_open(call_next, context, worker):
    """The job's thread ends with us, and its connection must too."""
    try:
        return call_next()
    finally:
        connections.close_all()


async def _drain(database: str) -> dict:
    outcomes = Counter()

    async def counted(call_next, context, worker):
        try:
            result = await call_next()
        except Exception:
            outcomes["failed"] += 1
            raise
        outcomes["done"] += 1
        return result

    connector = PsycopgConnector(conninfo=database, min_size=1, max_size=3)
    taker = app.with_connector(connector)  # see stoep/cli/worker.py
    async with taker.open_async():
        taker.perform_import_paths()
        taker.periodic_registry = PeriodicRegistry()  # due is what somebody queued, not what the clock would
        await taker.run_worker_async(
            wait=False,
            concurrency=1,
            listen_notify=False,
            delete_jobs="successful",
            install_signal_handlers=False,
            worker_middleware=[counted],
            task_middleware=[leaving_nothing_open],
        )
        waiting = await connector.execute_query_one_async("SELECT count(*) AS n FROM procrastinate_jobs WHERE status = 'todo'")
    return {"done": outcomes["done"], "failed": outcomes["failed"], "waiting": waiting["n"]}
