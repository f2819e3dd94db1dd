"""`stoep check` says when passwords or codes are guessed over the whole platform."""

import psycopg
import pytest
from django.test import TransactionTestCase

from stoep.cli import check
from stoep.lib import connections
from stoep.lib.limits import EVERYWHERE, spend
from stoep.people.models import Budget
from tests.raw import database, empty_tables


class Attacks(TransactionTestCase):
    @pytest.fixture(autouse=True)
    def here(self, monkeypatch):
        """The check opens a connection of its own: to the test's database."""
        dsn = connections.dsn
        monkeypatch.setattr(connections, "dsn", lambda login, name=None: dsn(login, name or database()))

    def _fixture_teardown(self):
        empty_tables()

    def said(self) -> list:
        return [(state, say.split(":")[0]) for _, state, say in check.attacks()]

    def test_quiet(self):
        for limit, _ in check.ATTACKS:
            spend(limit, EVERYWHERE, cost=limit.most)
        assert self.said() == [("ok", "nobody guesses passwords or codes")]

    def test_each_kind_is_named_with_its_number(self):
        for limit, _ in check.ATTACKS:
            spend(limit, EVERYWHERE, cost=limit.most + 7)
        assert self.said() == [
            ("warning", "47 wrong passwords"),
            ("warning", "57 wrong digits from mails"),
            ("warning", "507 wrong letter codes"),
            ("warning", "12 mails from outside that cannot be read"),
        ]

    def test_an_hour_later_it_is_over(self):
        for limit, _ in check.ATTACKS:
            spend(limit, EVERYWHERE, cost=limit.most + 7)
        with psycopg.connect(connections.dsn("owner")) as c:
            c.execute("UPDATE people_budget SET until = now() - interval '1 second'")
        assert self.said()[0][0] == "ok"
        assert Budget.objects.exists()
