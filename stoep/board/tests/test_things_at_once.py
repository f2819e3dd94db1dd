"""Many at the same moment: one thing is promised to one neighbour, one double click is one wish."""

from datetime import timedelta

from django.test import TransactionTestCase
from django.utils import timezone

from stoep.board.models import Claim
from stoep.board.things.actions import agree_claim, claim_thing, offer_thing
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .test_things import FACET, SAID


class ThingsAtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        an = cast.member(self.c, "an")
        with acting(an):
            self.post = offer_thing(an, act=uuid7(), said=SAID, **FACET)

    def _fixture_teardown(self):
        empty_tables()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, post=self.post.id, **given)

    def test_one_neighbour_at_a_time(self):
        today = timezone.localdate()
        with acting(cast.KEEPER):
            wishes = Claim.objects.bulk_create(
                Claim(
                    neighbourhood_id=self.c.brug.id, post_id=self.post.id, member_id=getattr(self.c, f"{who}_member").id,
                    starts=today + timedelta(days=n), ends=today + timedelta(days=n + 5),
                ) for n, who in enumerate(("bram", "marie", "ilse", "hugo"))
            )  # fmt: skip
        answers = together([lambda w=w: self.does("an", agree_claim, claim=w.id) for w in wishes])
        assert sum(isinstance(answer, Claim) for answer in answers) == 1
        with acting(cast.KEEPER):
            assert Claim.objects.filter(neighbourhood=self.c.brug, state="agreed").count() == 1

    def test_a_double_click_is_one_wish(self):
        act, day = uuid7(), timezone.localdate()
        answers = together([lambda: self.does("bram", claim_thing, act=act, starts=day, ends=day)] * 5)
        assert len({answer.id for answer in answers}) == 1
