"""A job that the worker would refuse is refused where it is asked for: there somebody sees it."""

import pytest

from stoep.lib.jobs import Refused, defer, defer_each
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_hand_that_may_not_have_it_done_hears_so_at_once():
    c = cast.build()
    with acting(cast.member(c, "an")), pytest.raises(Refused, match="carry_out may not be called from stoep_resident"):
        defer("carry_out", neighbourhood=c.brug.id, decision="x")
    with acting(cast.member(c, "an")), pytest.raises(Refused):
        defer_each("carry_out", [{"neighbourhood": c.brug.id, "decision": "x"}])
    with acting(Visitor()), pytest.raises(Refused, match="from stoep_account"):
        defer("hear", neighbourhood=c.brug.id, entry="x")


def test_a_job_that_nobody_wrote_is_no_job():
    with acting(cast.KEEPER), pytest.raises(KeyError):
        defer("carry_owt", neighbourhood=1)
