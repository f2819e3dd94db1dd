"""A thread that ends takes its connection to the database along: the web server's threads come and go."""

import gc
import threading

import pytest
from django.db import connection

from tests.raw import raw

pytestmark = pytest.mark.django_db(transaction=True)
MINE = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'stoep threads'"


def one_query():
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'stoep threads'")


def test_no_connection_outlives_its_thread():
    collecting = gc.isenabled()
    gc.disable()  # the collector would close them too, some time
    try:
        for _ in range(5):
            thread = threading.Thread(target=one_query)
            thread.start()
            thread.join()
        with raw("owner") as query:
            assert query(MINE) == [0]
    finally:
        if collecting:
            gc.enable()


def test_a_thread_keeps_its_connection_while_it_lives():
    kept = []

    def twice():
        for _ in range(2):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                kept.append(cursor.fetchone()[0])

    thread = threading.Thread(target=twice)
    thread.start()
    thread.join()
    assert kept[0] == kept[1]
