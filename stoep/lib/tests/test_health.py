"""/healthz tells the truth about the database, to anybody, and nothing more."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_answers_while_the_database_does(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "queue": True})
    assert answer["Cache-Control"] == "no-store"
    assert client.post("/healthz").status_code == 405


def test_a_kept_connection_that_broke_is_replaced(client):
    client.get("/healthz")
    connection.connection.close()
    assert client.get("/healthz").status_code == 200


def test_without_a_database_it_says_so(client, settings):
    connection.close()
    kept = connection.settings_dict["PORT"]
    connection.settings_dict["PORT"] = "1"
    try:
        answer = client.get("/healthz")
    finally:
        connection.settings_dict["PORT"] = kept
        connection.close()
    assert (answer.status_code, answer.json()) == (503, {"database": False, "queue": False})
