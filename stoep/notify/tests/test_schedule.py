"""Every recurring job exists, runs, and cleans only what is over."""

from datetime import timedelta

import pytest
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Interest, Joining
from stoep.notify.models import Notification
from stoep.people.models import Budget, Session
from stoep.schedule import RECURRING
from tests import cast

pytestmark = pytest.mark.django_db


def run(name: str) -> int:
    (function,) = [f for _, n, f, _ in RECURRING if n == name]
    with acting(cast.KEEPER):
        return import_string(function)()


@pytest.mark.parametrize("name", [name for _, name, _, _ in RECURRING])
def test_it_is_known_to_the_worker_and_runs(name):
    assert {(name, ""), ("requeue_stalled", ""), ("forget_jobs", "")} <= set(app.periodic_registry.periodic_tasks)
    assert run(name) in (0, None)


def test_each_deletes_what_is_over_and_nothing_else():
    c = cast.build()
    old, young = now() - timedelta(days=91), now() - timedelta(days=6)
    with acting(cast.KEEPER):
        for moment in (old, young):
            Notification.objects.create(neighbourhood_id=c.brug.id, member_id=c.an_member.id, verb="welcome", created=moment)
            Joining.objects.create(neighbourhood_id=c.brug.id, address_id=c.gust_home.id, begun_at=moment)
            Interest.objects.create(neighbourhood_id=c.brug.id, email=f"{moment.day}@example.org", asked_at=moment)
        for i, ends in enumerate((old, now() + timedelta(days=1))):
            Budget.objects.create(key=f"key{i}", spent=1, until=ends)
            Session.objects.create(session_key=f"key{i}", session_data="", expire_date=ends)
    assert [run(n) for n in ("sweep_bell", "sweep_joinings", "sweep_budgets", "sweep_sessions")] == [1, 2, 1, 1]
