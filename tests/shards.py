"""Tests run on hash-partitioned tables, so that PostgreSQL itself refuses keys without the neighbourhood, and a guard can see how many
partitions a statement would touch. The verdict agrees with a real distributed database (docs/scale.md says how that was measured)."""

import json
import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, connections

from stoep.lib.shards import fanning_out

PARTITIONS = 4  # the cast's neighbourhoods each lie in their own (tests/house/test_placement.py); each one more costs every statement


def sharded_tables() -> list[str]:
    return [m._meta.db_table for m in apps.get_models() if getattr(m, "placement", "") == "neighbourhood"]


def emulate_shards() -> None:
    """Re-create every neighbourhood table as a partitioned one. Before the wall is made: LIKE copies no policy."""
    tables = sharded_tables()
    with connections["owner"].cursor() as c:
        c.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' "
            "AND (conrelid::regclass::text = ANY (%s) OR confrelid::regclass::text = ANY (%s))",
            [tables, tables],
        )
        keys = c.fetchall()
        for table, name, _ in keys:
            c.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        for table in tables:
            _partition(c, table)
        for table, name, definition in keys:
            c.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')


def _partition(c, table):
    c.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_old"')
    c.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [f"{table}_old"])
    for (index,) in c.fetchall():
        c.execute(f'ALTER INDEX "{index}" RENAME TO "{index[:58]}_old"')
    c.execute(f'CREATE TABLE "{table}" (LIKE "{table}_old" INCLUDING ALL) PARTITION BY HASH (neighbourhood_id)')
    for i in range(PARTITIONS):
        c.execute(f'CREATE TABLE "{table}_h{i}" PARTITION OF "{table}" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {i})')
    c.execute(f'DROP TABLE "{table}_old"')


class CrossesABorder(AssertionError):
    """A statement would touch many neighbourhoods, or join one to an account."""


@contextmanager
def guarded():
    """Fail on a statement that touches more than one partition, or neighbourhood and local tables at once, outside `fan_out`."""
    local = {m._meta.db_table for m in apps.get_models() if getattr(m, "placement", "") == "local"}
    pattern = re.compile(r"\b(" + "|".join(sharded_tables()) + r")\b")

    def guard(execute, sql, params, many, context):
        if pattern.search(sql) and re.match(r"\s*(SELECT|UPDATE|DELETE|WITH|INSERT)", sql, re.I) and not many and not fanning_out():
            _judge(sql, params, local)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def _judge(sql, params, local):
    if re.match(r"\s*INSERT INTO \S+ \([^)]*\) VALUES", sql, re.I):
        return  # one row knows its neighbourhood; bulk inserts are of one neighbourhood or inside fan_out
    with connection.connection.cursor() as c:
        plan = c.execute("EXPLAIN (FORMAT JSON) " + sql, params).fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    names = set(_relations(plan[0]["Plan"]))
    shards = {int(m[1]) for n in names if (m := re.fullmatch(r"\w+_h(\d+)", n))}
    if len(shards) > 1:
        raise CrossesABorder(f"touches {len(shards)} shards: {sql[:400]}")
    if shards and names & local:
        raise CrossesABorder(f"joins a neighbourhood to {names & local}: {sql[:400]}")


def _relations(plan):
    if "Relation Name" in plan:
        yield plan["Relation Name"]
    for below in plan.get("Plans", []):
        yield from _relations(below)
