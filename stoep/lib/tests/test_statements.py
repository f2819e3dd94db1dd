"""A statement that every page asks is read by psycopg once, however long it is."""

from django.db import connection
from django.test import TestCase
from psycopg import _queries


class Statements(TestCase):
    def test_a_long_one_is_kept(self):
        long = f"SELECT %(here)s::int, '{'x' * 9000}'"
        before = _queries._query2pg.cache_info()
        with connection.cursor() as cursor:
            for _n in range(5):
                cursor.execute(long, {"here": 1})
        after = _queries._query2pg.cache_info()
        assert (after.misses - before.misses, after.hits - before.hits) == (1, 4)
